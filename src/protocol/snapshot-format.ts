// Snapshots as bytes: reading them from strangers. What is read is well-formed, within the limits, canonical, and its
// documents are those the manifest names. A version newer than this program is refused as such; a category or setting
// that this program does not know is kept. Normative: docs/formats/snapshot.md.

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { canonicalJson, type Json } from '../lib/canonical-json.ts';
import { sha256 } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { AppsDocument } from '../domain/apps/app-list.ts';
import { parsePackageFamilyName } from '../domain/apps/package-name.ts';
import { fileOf } from '../domain/snapshot/files.ts';
import { type CategoryDocument, type Manifest, SNAPSHOT_VERSION, type Snapshot } from '../domain/snapshot/snapshot.ts';
import { APPS_CATEGORY } from '../domain/snapshot/take-snapshot.ts';
import {
  APPS_MAX,
  CATEGORIES_MAX,
  DOCUMENT_BYTES_MAX,
  FILE_BYTES_MAX,
  FILES_BYTES_MAX,
  FILES_MAX,
  NAME_LENGTH_MAX,
  SETTINGS_MAX,
  SNAPSHOT_BYTES_MAX,
} from './limits.ts';
import type { Problem } from './problem.ts';

const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
const Count = Type.Integer({ minimum: 0, maximum: SETTINGS_MAX });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const DocumentSize = Type.Integer({ minimum: 2, maximum: DOCUMENT_BYTES_MAX });
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
        updateRevision: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        edition: Type.Optional(Name),
        displayVersion: Type.Optional(Name),
        scalingPercent: Type.Optional(Type.Integer({ minimum: 50, maximum: 1000 })),
        locale: Type.Optional(Name),
      },
      closed,
    ),
    categories: Type.Array(
      Type.Object(
        {
          category: Name,
          sha256: Sha256,
          sizeBytes: DocumentSize,
          chosenCount: Count,
          unreadableCount: Count,
          observedCount: Count,
        },
        closed,
      ),
      { maxItems: CATEGORIES_MAX },
    ),
    excluded: Type.Array(Name, { maxItems: CATEGORIES_MAX }),
    apps: Type.Optional(
      Type.Object(
        {
          sha256: Sha256,
          sizeBytes: DocumentSize,
          appCount: Type.Integer({ minimum: 0, maximum: APPS_MAX }),
          unreadableCount: Type.Integer({ minimum: 0, maximum: APPS_MAX }),
        },
        closed,
      ),
    ),
    files: Type.Optional(
      Type.Array(
        Type.Object({ sha256: Sha256, sizeBytes: Type.Integer({ minimum: 1, maximum: FILE_BYTES_MAX }) }, closed),
        { minItems: 1, maxItems: FILES_MAX },
      ),
    ),
  },
  closed,
);

const SettingValueSchema = Type.Union([
  Type.Number(),
  Type.String(),
  Type.Boolean(),
  Type.Array(Type.String()),
  Type.Object({ base64: Type.String() }, closed),
  Type.Object({ file: Sha256 }, closed),
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

const Texts = Type.Record(Name, Type.String(), { maxProperties: APPS_MAX });

export const AppsDocumentSchema = Type.Object(
  {
    format: Type.Literal('keepsake.apps'),
    version: Version,
    apps: Type.Array(
      Type.Object(
        {
          packageFamilyName: Name,
          displayName: Type.Optional(
            Type.String({ maxLength: NAME_LENGTH_MAX, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$' }),
          ),
          source: Type.Union([Type.Literal('store'), Type.Literal('sideloaded'), Type.Literal('unknown')]),
          version: Type.String({ pattern: '^\\d{1,5}(\\.\\d{1,5}){3}$' }),
          architecture: Type.Union([
            Type.Literal('x86'),
            Type.Literal('x64'),
            Type.Literal('arm'),
            Type.Literal('arm64'),
            Type.Literal('x86a64'),
            Type.Literal('neutral'),
          ]),
          isPinned: Type.Optional(Type.Boolean()),
          storeProductId: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{12}$' })),
        },
        closed,
      ),
      { maxItems: APPS_MAX },
    ),
    unreadable: Texts,
  },
  closed,
);

const appsChecker = Compile(AppsDocumentSchema);
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
  if (manifest.apps !== undefined && manifest.excluded.includes(APPS_CATEGORY))
    return broken('manifest', 'it holds the excluded app list');
  const totalBytes = [...manifest.categories, manifest.apps].reduce((sum, entry) => sum + (entry?.sizeBytes ?? 0), 0);
  if (totalBytes > SNAPSHOT_BYTES_MAX)
    return broken('manifest', `its documents have more than ${SNAPSHOT_BYTES_MAX} bytes`);
  const files = manifest.files ?? [];
  if (!isSortedSet(files.map((file) => file.sha256))) return broken('manifest', 'its files are not sorted');
  if (files.reduce((sum, file) => sum + file.sizeBytes, 0) > FILES_BYTES_MAX)
    return broken('manifest', `its files have more than ${FILES_BYTES_MAX} bytes`);
  return ok(manifest);
}

/** `text` must be the canonical JSON of a category document. */
export function readDocument(text: string): Result<CategoryDocument, Problem> {
  const value = readCanonical(text, 'document');
  if (!value.ok) return value;
  if (!documentChecker.Check(value.value)) return broken('document', documentChecker.Errors(value.value)[0]);
  const document: CategoryDocument = value.value;
  const where = `document "${document.category}"`;
  const lists = [Object.keys(document.chosen), document.atDefault, document.absent, Object.keys(document.unreadable)];
  if (!isSortedSet(document.atDefault) || !isSortedSet(document.absent)) return broken(where, 'its ids are not sorted');
  const all = lists.flat();
  if (new Set(all).size !== all.length) return broken(where, 'it names a setting twice');
  return ok(document);
}

/** `text` must be the canonical JSON of an apps document. */
export function readApps(text: string): Result<AppsDocument, Problem> {
  const value = readCanonical(text, 'app list');
  if (!value.ok) return value;
  if (!appsChecker.Check(value.value)) return broken('app list', appsChecker.Errors(value.value)[0]);
  const document: AppsDocument = value.value;
  const names = document.apps.map((app) => app.packageFamilyName);
  if (!isSortedSet(names)) return broken('app list', 'its apps are not sorted');
  const nameless = names.find((name) => parsePackageFamilyName(name) === undefined);
  return nameless === undefined
    ? ok(document)
    : broken('app list', `"${nameless}" is not the name of a package family`);
}

/**
 * A manifest with the texts of all its documents, in any order, checked against each other. Where `files` is left out,
 * they were not asked for and are not checked.
 */
export function readSnapshot(
  manifest: Manifest,
  texts: readonly string[],
  files?: readonly Uint8Array[],
): Result<Snapshot, Problem> {
  const byHash = new Map(texts.map((text) => [sha256(text), text]));
  const documents: CategoryDocument[] = [];
  for (const entry of manifest.categories) {
    const text = byHash.get(entry.sha256);
    if (text === undefined) return missing(`The document of category "${entry.category}" is not there.`);
    const document = readDocument(text);
    if (!document.ok) return document;
    const why = disagreement(entry, document.value, text);
    if (why !== undefined) return broken(`document "${entry.category}"`, why);
    documents.push(document.value);
  }
  const apps = appsOf(manifest, byHash);
  if (!apps.ok) return apps;
  const named = filesOf(manifest, documents, files);
  if (!named.ok) return named;
  return ok({ manifest, documents, ...(apps.value === undefined ? {} : { apps: apps.value }), files: named.value });
}

function appsOf(
  { apps: entry }: Manifest,
  byHash: ReadonlyMap<string, string>,
): Result<AppsDocument | undefined, Problem> {
  if (entry === undefined) return ok(undefined);
  const text = byHash.get(entry.sha256);
  if (text === undefined) return missing('The app list is not there.');
  const document = readApps(text);
  if (!document.ok) return document;
  const { apps, unreadable } = document.value;
  if (apps.length !== entry.appCount || Object.keys(unreadable).length !== entry.unreadableCount) {
    return broken('app list', 'its counts are not those of the manifest');
  }
  if (byteLength(text) !== entry.sizeBytes) return broken('app list', 'its size is not the one the manifest names');
  return document;
}

/** The manifest names exactly the files that values refer to, and those at hand are what it says. */
function filesOf(
  manifest: Manifest,
  documents: readonly CategoryDocument[],
  given: readonly Uint8Array[] | undefined,
): Result<ReadonlyMap<string, Uint8Array>, Problem> {
  const entries = manifest.files ?? [];
  const values = documents.flatMap((document) => Object.values(document.chosen));
  const meant = new Set(values.map(fileOf).filter((hash) => hash !== undefined));
  if (meant.size !== entries.length || entries.some((entry) => !meant.has(entry.sha256))) {
    return broken('manifest', 'its files are not those that its documents refer to');
  }
  const files = new Map<string, Uint8Array>();
  if (given === undefined) return ok(files);
  const byHash = new Map(given.map((bytes) => [sha256(bytes), bytes]));
  for (const entry of entries) {
    const bytes = byHash.get(entry.sha256);
    if (bytes === undefined) return missing(`The file ${entry.sha256} is not there.`);
    if (bytes.length !== entry.sizeBytes) return broken('manifest', `the file ${entry.sha256} has another size`);
    files.set(entry.sha256, bytes);
  }
  return ok(files);
}

function readCanonical(text: string, what: string): Result<Json, Problem> {
  if (byteLength(text) > DOCUMENT_BYTES_MAX) return broken(what, 'it is too large');
  const value = parseJson(text);
  if (value === undefined) return broken(what, 'it is not JSON');
  const newer = newerVersion(value);
  if (newer !== undefined) return fail(newer);
  return canonicalJson(value) === text ? ok(value) : broken(what, 'it is not in canonical form');
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
  if (byteLength(text) !== entry.sizeBytes) return 'its size is not the one the manifest names';
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

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function missing(detail: string): Result<never, Problem> {
  return fail({ code: 'missing-documents', detail });
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

// The schema and the domain's type say the same: these lines do not compile when they drift apart.
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : never;
true satisfies Same<Static<typeof ManifestSchema>, Mutable<Manifest>>;
true satisfies Same<Static<typeof AppsDocumentSchema>, Mutable<AppsDocument>>;
