// The tree, its tiles and its notes, beside the definitions they come from: RFC 6962's recursion, written down here once more,
// and known answers of other people's programs.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { append, EMPTY_TREE, type Frontier, type Hash, leafHash, rootHash } from '../../src/domain/audit/merkle.ts';
import { openNote, parseVerifierKey, signNote, verifierKeyOf } from '../../src/domain/audit/signed-note.ts';
import {
  decodeBundle,
  encodeBundle,
  parseTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tilesOf,
} from '../../src/domain/audit/tile.ts';
import { fromBase64, fromHex, toHex } from '../../src/lib/bytes.ts';

test('the tree is the one of RFC 6962: known answers of Certificate Transparency', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const entries = leaves.map((hex) => fromHex(hex) as Uint8Array);
  for (const [size, root] of roots.entries()) {
    assert.equal(toHex(rootHash(grow(entries.slice(0, size)).at(-1) ?? EMPTY_TREE)), root);
  }
});

test('growing leaf by leaf gives the root of the recursion, and the root of every perfect subtree on the way', () => {
  const entries = Array.from({ length: 700 }, (_, i) => new TextEncoder().encode(`entry ${i}`));
  let frontier: Frontier = EMPTY_TREE;
  for (const [i, entry] of entries.entries()) {
    const grown = append(frontier, leafHash(entry));
    ({ frontier } = grown);
    // All of the small sizes, and those around the edges of tiles.
    if (i > 130 && Math.abs(((i + 3) % TILE_WIDTH) - 3) > 3) continue;
    assert.equal(toHex(rootHash(frontier)), toHex(naiveRoot(entries.slice(0, i + 1))));
    for (const [height, root] of grown.subtrees.entries()) {
      assert.equal(toHex(root), toHex(naiveRoot(entries.slice(i + 1 - 2 ** height, i + 1))));
    }
    assert.equal(grown.subtrees.length > TILE_HEIGHT, (i + 1) % TILE_WIDTH === 0);
  }
});

test('a tree of 70,000 has the tiles that the specification counts', () => {
  const tiles = [...tilesOf(70_000)].filter(({ level }) => level !== 'entries');
  const counted = Map.groupBy(tiles, ({ level, width }) => `${level}/${width}`);
  const counts = Object.fromEntries([...counted].map(([kind, same]) => [kind, same.length]));
  assert.deepEqual(counts, { '0/256': 273, '0/112': 1, '1/256': 1, '1/17': 1, '2/1': 1 });
  assert.deepEqual([...tilesOf(256)].map(tilePath), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  assert.equal(tilePath({ level: 3, index: 1_234_067, width: 5 }), 'tile/3/x001/x234/067.p/5');
  assert.deepEqual([...tilesOf(0)], []);
});

test('a path names one tile and a tile has one path; nothing else is one', () => {
  const level = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 7 }));
  const tiles = fc.record(
    { level, index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: TILE_WIDTH }) },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(tiles, (tile) => assert.deepEqual(parseTilePath(tilePath(tile)), tile)));
  const strangers = ['tile/0/0', 'tile/0/0000', 'tile/00/000', 'tile/0/x000/000', 'tile/0/000.p/256', 'tile/0/000.p/0'];
  for (const path of [...strangers, 'tile/0/000.p/01', 'tile/x/000', '/tile/0/000', 'tile/0/000/', 'tile/0/001/000']) {
    assert.equal(parseTilePath(path), undefined, path);
  }
});

test('a bundle gives its entries back; one that is cut gives those before the cut', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
  fc.assert(
    fc.property(entries, fc.nat(), (list, cut) => {
      const bytes = encodeBundle(list);
      assert.deepEqual(decodeBundle(bytes).entries.map(toHex), list.map(toHex));
      const { entries: kept } = decodeBundle(bytes.subarray(0, cut % (bytes.length + 1)));
      assert.deepEqual(kept.map(toHex), list.slice(0, kept.length).map(toHex));
    }),
  );
});

test('notes are those of Go’s note package: its example is signed alike and opens', () => {
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
  const note = `${text}\n— PeterNeumann ${signature}\n`;
  const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  assert.ok(key !== undefined);
  const seed = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')?.subarray(1) as Uint8Array;
  assert.deepEqual(verifierKeyOf({ name: 'PeterNeumann', seed }), key);
  assert.equal(signNote(text, { name: 'PeterNeumann', seed }), note);
  assert.deepEqual(openNote(encode(note), key), { ok: true, value: text });
  // A signature of somebody else beside it is passed over; alone it is nothing.
  const other = signNote(text, { name: 'witness.example', seed: new Uint8Array(32) });
  const cosigned = note + (other.split('\n').at(-2) ?? '') + '\n';
  assert.deepEqual(openNote(encode(cosigned), key), { ok: true, value: text });
  assert.equal(openNote(encode(other), key).ok, false);
});

/** The trees of all sizes from 1 on. */
function grow(entries: readonly Uint8Array[]): readonly Frontier[] {
  let frontier: Frontier = EMPTY_TREE;
  return entries.map((entry) => (frontier = append(frontier, leafHash(entry)).frontier));
}

/** RFC 6962, section 2.1, word for word. */
function naiveRoot(entries: readonly Uint8Array[]): Hash {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(Uint8Array.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
