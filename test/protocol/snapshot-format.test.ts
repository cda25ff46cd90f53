// Snapshots from strangers and from the past: what was ever released stays readable, and nothing broken gets in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { planRestore } from '../../src/domain/restore/plan.ts';
import type { Manifest, Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { contentSha256, documentText } from '../../src/domain/snapshot/take-snapshot.ts';
import { readDocument, readManifest, readSnapshot } from '../../src/protocol/snapshot-format.ts';
import { arbitraryFacts, arbitraryProfile, snapshotOf, target } from '../fixtures/memory-profile.ts';

type Golden = { readonly manifest: Manifest; readonly documents: readonly string[] };
const golden = JSON.parse(readFileSync('test/fixtures/golden/snapshot-v1.json', 'utf8')) as Golden;

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

test('a snapshot reads back as it was taken', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryFacts, (profile, facts) => {
      const snapshot = snapshotOf(profile, facts);
      assert.deepEqual(read(snapshot.manifest, snapshot.documents.map(documentText)), snapshot);
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
      for (const result of [readManifest(value), readDocument(text), readDocument(JSON.stringify(value))]) {
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

function read(manifest: Manifest, documents: readonly string[]): Snapshot {
  const checked = readManifest(JSON.parse(JSON.stringify(manifest)));
  assert.ok(checked.ok, checked.ok ? '' : checked.error.detail);
  const snapshot = readSnapshot(checked.value, documents);
  assert.ok(snapshot.ok, snapshot.ok ? '' : snapshot.error.detail);
  return snapshot.value;
}

function altered(text: string, at: number, flip: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
}
