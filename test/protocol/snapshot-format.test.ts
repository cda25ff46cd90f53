// Snapshots from strangers and from the past: what was ever released stays readable, and nothing broken gets in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { planRestore } from '../../src/domain/restore/plan.ts';
import type { Manifest, Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { carried, INLINE_BYTES_MAX, inlined } from '../../src/domain/snapshot/files.ts';
import { contentSha256, documentText, documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import { FILE_BYTES_MAX } from '../../src/protocol/limits.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { readApps, readDocument, readManifest, readSnapshot } from '../../src/protocol/snapshot-format.ts';
import { arbitraryFacts, arbitraryProfile, snapshotOf, target } from '../fixtures/memory-profile.ts';

type Golden = {
  readonly manifest: Manifest;
  readonly documents: readonly string[];
  readonly files?: readonly string[];
};
const golden = readGolden('snapshot-v1.json');
const goldenWithAll = readGolden('snapshot-v1-apps-files.json');

test('version 1 as it was first written is read, and what this catalog does not know is carried and named', () => {
  const snapshot = read(golden.manifest, golden.documents);
  assert.equal(contentSha256(snapshot.manifest), '9153329729effa861de0805a639a87ec7cb6fb5ab4aea7aed2e361b15bcbe5b0');
  assert.deepEqual(snapshot.documents.map(documentText), golden.documents);
  const plan = planRestore({
    snapshot,
    catalog,
    target: target(new Map(), { windowsBuild: 26100 }),
    selection: {},
    exact: false,
  });
  const unknown = plan.exclusions.filter((exclusion) => exclusion.code === 'unknown-setting').map((it) => it.settingId);
  assert.deepEqual(unknown, ['explorer.fromTheFuture', 'future.setting', 'future.surrogate']);
  const darkMode = plan.changes.find((change) => change.setting.id === 'personalization.darkMode.apps');
  assert.equal(darkMode?.after, 0);
});

test('version 1 with apps and files as it was first written is read, and each of them is part of the content', () => {
  const files = (goldenWithAll.files ?? []).map((text) => Buffer.from(text, 'base64'));
  const snapshot = read(goldenWithAll.manifest, goldenWithAll.documents, files);
  assert.equal(contentSha256(snapshot.manifest), 'b493c1a1b4369cc71318c5c6047002bd143c9cb517c13edef213f55131335684');
  assert.deepEqual(documentTexts(snapshot), goldenWithAll.documents);
  assert.deepEqual(
    snapshot.apps?.apps.map((app) => app.packageFamilyName),
    ['Contoso.Timesheet_9kzrt4v1w2x3y', 'Microsoft.WindowsCalculator_8wekyb3d8bbwe'],
  );
  const [entry] = goldenWithAll.manifest.files ?? [];
  assert.deepEqual(snapshot.files.get(entry?.sha256 ?? ''), files[0]);
  const { apps: _, ...withoutApps } = goldenWithAll.manifest;
  const { files: __, ...withoutFiles } = goldenWithAll.manifest;
  const other = { ...goldenWithAll.manifest, source: { ...goldenWithAll.manifest.source, locale: 'fr-CA' } };
  const updated = { ...goldenWithAll.manifest, source: { ...goldenWithAll.manifest.source, updateRevision: 9999 } };
  assert.equal(contentSha256(updated), contentSha256(goldenWithAll.manifest), 'a monthly update is no new content');
  const hashes = [goldenWithAll.manifest, withoutApps, withoutFiles, other].map(contentSha256);
  assert.equal(new Set(hashes).size, 4);
});

test('a file or app list that is missing, other, unannounced or not referred to is refused', () => {
  const { manifest, documents, files = [] } = goldenWithAll;
  const bytes = files.map((text) => Buffer.from(text, 'base64'));
  const codeOf = (given: Parameters<typeof readSnapshot>): string => {
    const checked = readManifest(JSON.parse(JSON.stringify(given[0])));
    const result = checked.ok ? readSnapshot(checked.value, given[1], given[2]) : checked;
    return result.ok ? 'read' : result.error.code;
  };
  const [file] = manifest.files ?? [];
  assert.ok(file !== undefined && manifest.apps !== undefined);
  const { apps: _, ...withoutApps } = manifest;
  const { files: __, ...withoutFiles } = manifest;
  const unused = { sha256: 'f'.repeat(64), sizeBytes: 1 };
  assert.equal(codeOf([manifest, documents, bytes]), 'read');
  assert.equal(codeOf([manifest, documents]), 'read', 'without files, if they were not asked for');
  assert.equal(codeOf([withoutApps, documents, bytes]), 'read', 'a document more is no harm');
  assert.equal(codeOf([manifest, documents, []]), 'missing-documents');
  assert.equal(codeOf([manifest, documents, [Buffer.from('other')]]), 'missing-documents');
  assert.equal(codeOf([manifest, documents.slice(0, -1), bytes]), 'missing-documents');
  for (const broken of [
    withoutFiles,
    { ...manifest, files: [] },
    { ...manifest, files: [file, unused] },
    { ...manifest, files: [unused, file] },
    { ...manifest, files: [{ ...file, sizeBytes: file.sizeBytes + 1 }] },
    { ...manifest, files: [{ ...file, sizeBytes: FILE_BYTES_MAX + 1 }] },
    { ...manifest, apps: { ...manifest.apps, appCount: 1 } },
    { ...manifest, apps: { ...manifest.apps, unreadableCount: 1 } },
    { ...manifest, apps: { ...manifest.apps, sizeBytes: 2 } },
    { ...manifest, apps: { ...manifest.apps, sha256: manifest.categories[0]?.sha256 ?? '' } },
    { ...manifest, excluded: ['apps'] },
  ]) {
    assert.equal(codeOf([broken, documents, bytes]), 'bad-snapshot', JSON.stringify(broken));
  }
});

test('values with more bytes than fit a document become files and come back as they were', () => {
  const sizes = fc.constantFrom(
    0,
    1,
    INLINE_BYTES_MAX - 1,
    INLINE_BYTES_MAX,
    INLINE_BYTES_MAX + 1,
    INLINE_BYTES_MAX + 2,
  );
  fc.assert(
    fc.property(sizes, fc.nat(255), (size, fill) => {
      const value = { base64: toBase64(new Uint8Array(size).fill(fill)) };
      const { value: kept, bytes } = carried(value);
      assert.equal(bytes === undefined, size <= INLINE_BYTES_MAX);
      const files = new Map(bytes === undefined ? [] : [[sha256(bytes), bytes] as const]);
      assert.deepEqual(inlined(kept, files), value);
      assert.deepEqual(inlined(kept, new Map()), kept);
    }),
  );
});

test('a snapshot reads back as it was taken', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryFacts, (profile, facts) => {
      const snapshot = snapshotOf(profile, facts);
      const files = [...snapshot.files.values()];
      assert.deepEqual(read(snapshot.manifest, documentTexts(snapshot), files), snapshot);
    }),
    { numRuns: 50 },
  );
});

test('a newer version is refused by its number, not as damage', () => {
  const manifest = readManifest({ ...golden.manifest, version: 2, tomorrow: true });
  assert.equal(!manifest.ok && manifest.error.code, 'newer-snapshot');
  const document = readDocument('{"category":"x","format":"keepsake.category","version":7}');
  assert.equal(!document.ok && document.error.code, 'newer-snapshot');
});

test('no change of a single character in any document goes unnoticed', () => {
  const places = fc
    .nat({ max: golden.documents.length - 1 })
    .chain((i) =>
      fc.tuple(
        fc.constant(i),
        fc.nat({ max: (golden.documents[i]?.length ?? 1) - 1 }),
        fc.integer({ min: 1, max: 127 }),
      ),
    );
  fc.assert(
    fc.property(places, ([i, at, flip]) => {
      const documents = golden.documents.map((text, j) => (j === i ? altered(text, at, flip) : text));
      const snapshot = readSnapshot(golden.manifest, documents);
      assert.ok(!snapshot.ok);
    }),
    { numRuns: 500 },
  );
});

test('whatever comes in, reading ends with a value or a problem', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const texts = [text, JSON.stringify(value)];
      for (const result of [readManifest(value), ...texts.map(readDocument), ...texts.map(readApps)]) {
        assert.ok(result.ok || result.error.detail.length > 0);
      }
    }),
  );
});

test('a document that names a setting twice, is not sorted or has another size than announced is refused', () => {
  const [first = ''] = golden.documents;
  const document = JSON.parse(first) as { chosen: Record<string, unknown>; absent: string[] };
  const twice = { ...document, absent: [...document.absent, ...Object.keys(document.chosen)].toSorted() };
  const refused = readDocument(documentText(twice as never));
  assert.match(!refused.ok ? refused.error.detail : '', /twice/);
  const entry = golden.manifest.categories[0];
  assert.ok(entry);
  const lying = { ...golden.manifest, categories: [{ ...entry, chosenCount: entry.chosenCount + 1 }] };
  const snapshot = readSnapshot(lying, golden.documents);
  assert.match(!snapshot.ok ? snapshot.error.detail : '', /counts/);
});

function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(`test/fixtures/golden/${name}`, 'utf8')) as Golden;
}

function read(manifest: Manifest, documents: readonly string[], files: readonly Uint8Array[] = []): Snapshot {
  const checked = readManifest(JSON.parse(JSON.stringify(manifest)));
  assert.ok(checked.ok, checked.ok ? '' : checked.error.detail);
  const snapshot = readSnapshot(checked.value, documents, files);
  assert.ok(snapshot.ok, snapshot.ok ? '' : snapshot.error.detail);
  return snapshot.value;
}

function altered(text: string, at: number, flip: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
}
