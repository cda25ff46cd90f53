// A copy of a log on a real database, exported as anybody would, and then whatever somebody might do to it: each is found.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeBundle, encodeBundle, encodeTile, tilePath } from '../../src/domain/audit/tile.ts';
import { leafHash } from '../../src/domain/audit/merkle.ts';
import { verifyCopy } from '../../src/domain/audit/verify-copy.ts';
import { withService } from '../server/service-fixture.ts';
import { appendMany, copyOf, exported, type Exported, type Files, withFolder } from './log-fixture.ts';

const SIZE = 300;
const MUTATIONS = 10_000;
const CHECKPOINT = 'checkpoint';

suite('a copy of an audit log', async () => {
  const { early, copy, other } = await exportedLogs();
  const earlier = bytesOf(early.files, CHECKPOINT);

  test('verifies, also against a checkpoint that was seen earlier', () => {
    const verified = verifyCopy(copyOf(copy.files), { key: copy.key, earlier });
    assert.ok(verified.ok, JSON.stringify(verified));
    assert.deepEqual([verified.value.earlier?.size, verified.value.checkpoint.size], [270, SIZE]);
    // Full tiles, partial ones of two times, and a level above.
    assert.deepEqual(
      [...copy.files.keys()],
      [
        'checkpoint',
        'key',
        'tile/0/000',
        'tile/0/001.p/14',
        'tile/0/001.p/44',
        'tile/1/000.p/1',
        'tile/entries/000',
        'tile/entries/001.p/14',
        'tile/entries/001.p/44',
      ],
    );
  });

  test(`shows each of ${MUTATIONS} changes of a single byte`, (t) => {
    const random = randomFrom(20_260_101);
    const missed: string[] = [];
    const codes = new Map<string, number>();
    for (const { path, at, bit } of mutations(copy.files, random)) {
      const bytes = bytesOf(copy.files, path).slice();
      bytes[at] = (bytes[at] ?? 0) ^ bit;
      const verified = verifyCopy(copyOf(new Map([...copy.files, [path, bytes]])), { key: copy.key });
      if (verified.ok) missed.push(`${path} at ${at} ^ ${bit}`);
      else codes.set(verified.error.code, (codes.get(verified.error.code) ?? 0) + 1);
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(codes)));
    assert.deepEqual(missed, []);
  });

  test('names the entry that was changed, and the tile', () => {
    for (const index of [0, 17, 255, 256, 299]) {
      const [path, entries] = bundleWith(copy.files, index);
      const changed = entries.map((entry, i) => (i === index % 256 ? encode('{}') : entry));
      const verified = verifyCopy(copyOf(new Map([...copy.files, [path, encodeBundle(changed)]])), { key: copy.key });
      assert.deepEqual(verified.ok ? 'verified' : verified.error, {
        code: 'entry-altered',
        detail: `Entry ${index} (in "${path}") is not the one that was signed, or nothing should be there.`,
        leafIndex: index,
      });
    }
    const tile = flipped(copy.files, 'tile/0/000', 32 * 40);
    const verified = verifyCopy(copyOf(tile), { key: copy.key });
    assert.deepEqual(verified.ok ? 'verified' : verified.error, {
      code: 'tile-altered',
      detail: '"tile/0/000" does not hold the hashes that were signed. It differs from entry 40 on.',
    });
  });

  test('shows what is removed, swapped, doubled, cut, added or taken from elsewhere', () => {
    const swap = (i: number, j: number) => (entries: readonly Uint8Array[]) =>
      entries.map((entry, k) => entries[k === i ? j : k === j ? i : k] ?? entry);
    const without = (path: string) => new Map([...copy.files].filter(([name]) => name !== path));
    const edits: Record<string, Files> = {
      'an entry removed': rebuilt(copy.files, (entries) => entries.toSpliced(3, 1)),
      'the last entry removed': rebuilt(copy.files, (entries) => entries.slice(0, -1)),
      'an entry added': rebuilt(copy.files, (entries) => [...entries, encode('{}')]),
      'two entries swapped': rebuilt(copy.files, swap(3, 4)),
      'an entry doubled': rebuilt(copy.files, (entries) => entries.toSpliced(3, 0, entries[3] as Uint8Array)),
      'an entry put in the place of another': rebuilt(copy.files, (entries) =>
        entries.with(3, entries[4] as Uint8Array),
      ),
      'a byte after a bundle': withBytes(copy.files, 'tile/entries/000', (it) => Buffer.concat([it, Uint8Array.of(0)])),
      'a bundle cut': withBytes(copy.files, 'tile/entries/000', (it) => it.slice(0, -1)),
      'a hash after a tile': withBytes(copy.files, 'tile/0/000', (it) => Buffer.concat([it, it.slice(0, 32)])),
      'a file of nobody': new Map([...copy.files, ['tile/0/002', new Uint8Array(32)]]),
      'a note beside it': new Map([...copy.files, ['README', encode('hello')]]),
      'the earlier checkpoint put back': new Map([...copy.files, [CHECKPOINT, earlier]]),
      'the checkpoint of another log': new Map([...copy.files, [CHECKPOINT, bytesOf(other.files, CHECKPOINT)]]),
      'the key of another log': new Map([...copy.files, ['key', bytesOf(other.files, 'key')]]),
      ...Object.fromEntries([...copy.files.keys()].map((path) => [`${path} removed`, without(path)])),
    };
    // Without its key a copy is as good, to whoever has the key from elsewhere; so it is without tiles of earlier times.
    const harmless = ['key removed', 'tile/0/001.p/14 removed', 'tile/entries/001.p/14 removed'];
    for (const [name, files] of Object.entries(edits)) {
      assert.equal(verifyCopy(copyOf(files), { key: copy.key }).ok, harmless.includes(name), name);
    }
  });

  test('of an earlier time, or of another log, is not taken for this one', () => {
    const later = bytesOf(copy.files, CHECKPOINT);
    assert.equal(codeOf(early, { earlier: later }), 'not-a-beginning', 'rolled back');
    assert.equal(codeOf(early, {}), undefined, 'by itself the older copy is whole');
    assert.equal(codeOf(other, { key: copy.key }), 'checkpoint-refused', 'another tenant’s log as this one’s');
    assert.equal(codeOf(copy, { earlier: bytesOf(other.files, CHECKPOINT) }), 'checkpoint-refused');
  });

  test('with entries and all hashes rewritten alike does not fit what was signed', () => {
    const entries = entriesOf(copy.files).with(280, encode('{}'));
    const tile = encodeTile(entries.slice(256).map(leafHash));
    const forged = new Map([...rebuilt(copy.files, () => entries), ['tile/0/001.p/44', tile]]);
    assert.equal(codeOf({ files: forged, key: copy.key }, {}), 'log-altered');
  });
});

function codeOf(
  { files, key: own }: Exported,
  { key = own, earlier }: { readonly key?: Exported['key']; readonly earlier?: Uint8Array },
): string | undefined {
  const verified = verifyCopy(copyOf(files), { key, earlier });
  return verified.ok ? undefined : verified.error.code;
}

/** A log at two times, in one folder, and another tenant's. */
function exportedLogs() {
  return withService(({ context, newTenant }) =>
    withFolder(async (folder) => {
      const [tenantId, otherId] = [await newTenant(), await newTenant()];
      // Making the tenant was the first event.
      await appendMany(context, tenantId, 269);
      const early = await exported(context, tenantId, `${folder}/copy`);
      await appendMany(context, tenantId, SIZE - 270);
      const copy = await exported(context, tenantId, `${folder}/copy`);
      await appendMany(context, otherId, SIZE - 1);
      return { early, copy, other: await exported(context, otherId, `${folder}/other`) };
    }),
  );
}

type Mutation = { readonly path: string; readonly at: number; readonly bit: number };

/** Every byte of the small files and, up to the number asked for, bytes of the large ones; each changed in any way. */
function* mutations(files: Files, random: () => number): Generator<Mutation> {
  let done = 0;
  const change = () => 1 + Math.floor(random() * 255);
  for (const [path, { length }] of files) {
    if (length > 1000) continue;
    for (let at = 0; at < length; at += 1, done += 1) yield { path, at, bit: change() };
  }
  const all = [...files].flatMap(([path, { length }]) => ({ path, length }));
  const total = all.reduce((sum, { length }) => sum + length, 0);
  for (; done < MUTATIONS; done += 1) {
    let at = Math.floor(random() * total);
    const file = all.find(({ length }) => at < length || ((at -= length), false));
    if (file !== undefined) yield { path: file.path, at, bit: change() };
  }
}

/** The same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function entriesOf(files: Files): readonly Uint8Array[] {
  const paths = [...files.keys()].filter((path) => path.startsWith('tile/entries') && !path.endsWith('.p/14'));
  return paths.flatMap((path) => decodeBundle(bytesOf(files, path)).entries);
}

/** The bundles written anew from changed entries; the tiles stay. */
function rebuilt(files: Files, edit: (entries: readonly Uint8Array[]) => readonly Uint8Array[]): Files {
  const entries = edit(entriesOf(files));
  const last = [...files.keys()].findLast((path) => path.startsWith('tile/entries/001')) ?? '';
  return new Map([
    ...files,
    ['tile/entries/000', encodeBundle(entries.slice(0, 256))],
    [last, encodeBundle(entries.slice(256))],
  ]);
}

function bundleWith(files: Files, leafIndex: number): [path: string, entries: readonly Uint8Array[]] {
  const index = Math.floor(leafIndex / 256);
  const path = tilePath({ level: 'entries', index, width: Math.min(256, SIZE - index * 256) });
  return [path, decodeBundle(bytesOf(files, path)).entries];
}

function flipped(files: Files, path: string, at: number): Files {
  return withBytes(files, path, (bytes) => bytes.with(at, (bytes[at] ?? 0) ^ 1));
}

function withBytes(files: Files, path: string, edit: (bytes: Uint8Array) => Uint8Array): Files {
  return new Map([...files, [path, edit(bytesOf(files, path))]]);
}

function bytesOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`no file ${path}`);
  return bytes;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
