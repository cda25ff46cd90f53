// Snapshots as bytes: reading them from strangers. What is read is well-formed, within the limits, canonical, and its
// documents are those the manifest names. A version newer than this program is refused as such; a category or setting
// that this program does not know is kept. Normative: docs/formats/snapshot.md.

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256 } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { type CategoryDocument, type Manifest, SNAPSHOT_VERSION, type Snapshot } from '../domain/snapshot/snapshot.ts';
import { CATEGORIES_MAX, DOCUMENT_BYTES_MAX, NAME_LENGTH_MAX, SETTINGS_MAX, SNAPSHOT_BYTES_MAX } from './limits.ts';
import type { Problem } from './problem.ts';

const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
const Count = Type.Integer({ minimum: 0, maximum: SETTINGS_MAX });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Version = Type.Literal(SNAPSHOT_VERSION);
const closed = { additionalProperties: false };

export const ManifestSchema = Type.Object(
  {
    format: Type.Literal('keepsake.snapshot'),
    version: Version,
    catalogVersion: Type.Integer({ minimum: 1 }),
    capturedAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' }),
    source: Type.Object(
      {
        deviceName: Type.Optional(Name),
        windowsBuild: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      },
      closed,
    ),
    categories: Type.Array(
      Type.Object(
        {
          category: Name,
          sha256: Sha256,
          sizeBytes: Type.Integer({ minimum: 2, maximum: DOCUMENT_BYTES_MAX }),
          chosenCount: Count,
          unreadableCount: Count,
          observedCount: Count,
        },
        closed,
      ),
      { maxItems: CATEGORIES_MAX },
    ),
    excluded: Type.Array(Name, { maxItems: CATEGORIES_MAX }),
  },
  closed,
);

const SettingValueSchema = Type.Union([
  Type.Number(),
  Type.String(),
  Type.Boolean(),
  Type.Array(Type.String()),
  Type.Object({ base64: Type.String() }, closed),
]);

const Ids = Type.Array(Name, { maxItems: SETTINGS_MAX });

export const CategoryDocumentSchema = Type.Object(
  {
    format: Type.Literal('keepsake.category'),
    version: Version,
    category: Name,
    chosen: Type.Record(Name, SettingValueSchema, { maxProperties: SETTINGS_MAX }),
    atDefault: Ids,
    absent: Ids,
    unreadable: Type.Record(Name, Type.String(), { maxProperties: SETTINGS_MAX }),
  },
  closed,
);

const manifestChecker = Compile(ManifestSchema);
const documentChecker = Compile(CategoryDocumentSchema);

/** `value` is parsed JSON from anywhere. */
export function readManifest(value: unknown): Result<Manifest, Problem> {
  const newer = newerVersion(value);
  if (newer !== undefined) return fail(newer);
  if (!manifestChecker.Check(value)) return broken('manifest', manifestChecker.Errors(value)[0]);
  const manifest: Manifest = value;
  if (Number.isNaN(Date.parse(manifest.capturedAt))) return broken('manifest', 'capturedAt is not a time that exists');
  const names = manifest.categories.map((entry) => entry.category);
  if (!isSortedSet(names) || !isSortedSet(manifest.excluded))
    return broken('manifest', 'its categories are not sorted');
  if (names.some((name) => manifest.excluded.includes(name)))
    return broken('manifest', 'it holds an excluded category');
  const totalBytes = manifest.categories.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (totalBytes > SNAPSHOT_BYTES_MAX)
    return broken('manifest', `its documents have more than ${SNAPSHOT_BYTES_MAX} bytes`);
  return ok(manifest);
}

/** `text` must be the canonical JSON of a document. */
export function readDocument(text: string): Result<CategoryDocument, Problem> {
  if (new TextEncoder().encode(text).length > DOCUMENT_BYTES_MAX) return broken('document', 'it is too large');
  const value = parseJson(text);
  if (value === undefined) return broken('document', 'it is not JSON');
  const newer = newerVersion(value);
  if (newer !== undefined) return fail(newer);
  if (!documentChecker.Check(value)) return broken('document', documentChecker.Errors(value)[0]);
  const document: CategoryDocument = value;
  const where = `document "${document.category}"`;
  if (canonicalJson(value) !== text) return broken(where, 'it is not in canonical form');
  const lists = [Object.keys(document.chosen), document.atDefault, document.absent, Object.keys(document.unreadable)];
  if (!isSortedSet(document.atDefault) || !isSortedSet(document.absent)) return broken(where, 'its ids are not sorted');
  const all = lists.flat();
  if (new Set(all).size !== all.length) return broken(where, 'it names a setting twice');
  return ok(document);
}

/** A manifest with the texts of all its documents, in any order, checked against each other. */
export function readSnapshot(manifest: Manifest, texts: readonly string[]): Result<Snapshot, Problem> {
  const byHash = new Map(texts.map((text) => [sha256(text), text]));
  const documents: CategoryDocument[] = [];
  for (const entry of manifest.categories) {
    const text = byHash.get(entry.sha256);
    if (text === undefined) {
      return fail({ code: 'missing-documents', detail: `The document of category "${entry.category}" is not there.` });
    }
    const document = readDocument(text);
    if (!document.ok) return document;
    const why = disagreement(entry, document.value, text);
    if (why !== undefined) return broken(`document "${entry.category}"`, why);
    documents.push(document.value);
  }
  return ok({ manifest, documents });
}

function disagreement(
  entry: Manifest['categories'][number],
  document: CategoryDocument,
  text: string,
): string | undefined {
  const chosen = Object.keys(document.chosen).length;
  const unreadable = Object.keys(document.unreadable).length;
  const observed = chosen + unreadable + document.atDefault.length + document.absent.length;
  if (document.category !== entry.category) return 'it belongs to another category';
  if (new TextEncoder().encode(text).length !== entry.sizeBytes) return 'its size is not the one the manifest names';
  if (chosen !== entry.chosenCount || unreadable !== entry.unreadableCount || observed !== entry.observedCount) {
    return 'its counts are not those of the manifest';
  }
  return undefined;
}

function newerVersion(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version <= SNAPSHOT_VERSION) return undefined;
  const detail = `Its format is version ${version}; this Keepsake reads up to version ${SNAPSHOT_VERSION}.`;
  return { code: 'newer-snapshot', detail };
}

function broken(
  what: string,
  why: string | { instancePath: string; message: string } | undefined,
): Result<never, Problem> {
  const cause = typeof why === 'object' ? `${why.instancePath === '' ? 'it' : why.instancePath} ${why.message}` : why;
  return fail({ code: 'bad-snapshot', detail: `The ${what} is broken: ${cause ?? 'it has another shape'}.` });
}

function isSortedSet(names: readonly string[]): boolean {
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The schema and the domain's type say the same: this line does not compile when they drift apart.
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : never;
true satisfies Same<Static<typeof ManifestSchema>, Mutable<Manifest>>;
