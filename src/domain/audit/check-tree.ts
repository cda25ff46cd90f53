// Reads the entries of a log from left to right, builds the tree over them, and compares each tile and the root with what was
// signed. Only the edge of the tree is held in memory, however long the log is.
//
// Written as steps: each asks for one file by its path and is given its bytes, so the same code verifies a folder on a disk at
// once, and a log on a page, which has to wait for every file.

import { equalBytes } from '../../lib/bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Finding, missing, tileAltered } from './log-copy.ts';
import { append, EMPTY_TREE, type Frontier, type Hash, HASH_BYTES, leafHash, rootHash } from './merkle.ts';
import { misplacedEntry } from './place.ts';
import { decodeBundle, encodeTile, TILE_HEIGHT, TILE_WIDTH, tileAt, tilePath } from './tile.ts';

/** Asks for a file; is given its bytes, or `undefined` where there is none. */
export type Steps<T> = Generator<string, T, Uint8Array | undefined>;

/** The first that is wrong with the tree; `undefined` if it is what the checkpoint, and the earlier one, were signed over. */
export function* checkTree(checkpoint: Checkpoint, earlier: Checkpoint | undefined): Steps<Finding | undefined> {
  if (earlier !== undefined && earlier.size > checkpoint.size) {
    return notABeginning(`The copy ends after ${checkpoint.size} entries; the earlier checkpoint had ${earlier.size}.`);
  }
  const walk: Walk = {
    frontier: EMPTY_TREE,
    begun: new Map(),
    oddTile: undefined,
    misplaced: undefined,
    earlierRoot: earlier?.size === 0 ? rootHash(EMPTY_TREE) : undefined,
  };
  for (let index = 0; index * TILE_WIDTH < checkpoint.size; index += 1) {
    const finding = yield* walkBundle(checkpoint, { walk, index, earlier });
    if (finding !== undefined) return finding;
  }
  for (const [level, hashes] of walk.begun) if (hashes.length > 0) yield* compareTile(walk, level, hashes);
  if (!equalBytes(rootHash(walk.frontier), checkpoint.root)) {
    const where = walk.oddTile === undefined ? '' : ` "${walk.oddTile}" shows where.`;
    const detail = `The entries and their hashes fit together, but are not what the checkpoint was signed over.${where}`;
    return { code: 'log-altered', detail };
  }
  if (walk.oddTile !== undefined) return tileAltered(walk.oddTile);
  if (walk.misplaced !== undefined) {
    const detail = `Entry ${walk.misplaced} was signed, but says itself that it belongs elsewhere.`;
    return { code: 'entry-misplaced', detail, leafIndex: walk.misplaced };
  }
  if (earlier !== undefined && !equalBytes(walk.earlierRoot ?? new Uint8Array(), earlier.root)) {
    return notABeginning(
      `The first ${earlier.size} entries are not those that the earlier checkpoint was signed over.`,
    );
  }
  return undefined;
}

/** What is known of the tree while its entries are read from left to right. */
type Walk = {
  frontier: Frontier;
  /** By level, from 1 on, the hashes of the tile that is not full yet. */
  readonly begun: Map<number, readonly Hash[]>;
  /** The first tile that is not what the entries make of it. */
  oddTile: string | undefined;
  /** The first entry that says itself that it is elsewhere. */
  misplaced: number | undefined;
  earlierRoot: Hash | undefined;
};

function* walkBundle(
  checkpoint: Checkpoint,
  at: { readonly walk: Walk; readonly index: number; readonly earlier: Checkpoint | undefined },
): Steps<Finding | undefined> {
  const { walk, index, earlier } = at;
  const width = Math.min(TILE_WIDTH, checkpoint.size - index * TILE_WIDTH);
  const [bundlePath, tileName] = [tilePath({ level: 'entries', index, width }), tilePath({ level: 0, index, width })];
  const [bundle, tile] = [yield bundlePath, yield tileName];
  if (bundle === undefined) return missing(bundlePath);
  if (tile === undefined) return missing(tileName);
  const { entries, whole } = decodeBundle(bundle);
  const hashes = entries.map(leafHash);
  const good = hashes.findIndex((hash, i) => !equalBytes(hash, hashAt(tile, i)));
  const first = good < 0 ? hashes.length : good;
  if (first < width || !whole || entries.length !== width || tile.length !== width * HASH_BYTES) {
    return yield* blame(checkpoint, { leafIndex: index * TILE_WIDTH + Math.min(first, width), bundlePath, tileName });
  }
  for (const [i, entry] of entries.entries()) {
    const leafIndex = index * TILE_WIDTH + i;
    if (misplacedEntry(entry, checkpoint.origin, leafIndex)) walk.misplaced ??= leafIndex;
    yield* grow(walk, hashes[i] as Hash);
    if (walk.frontier.size === earlier?.size) walk.earlierRoot = rootHash(walk.frontier);
  }
  return undefined;
}

/** Adds a leaf; compares every tile that it makes full, but those of the leaves themselves, with what is there. */
function* grow(walk: Walk, leaf: Hash): Steps<void> {
  const { frontier, subtrees } = append(walk.frontier, leaf);
  walk.frontier = frontier;
  for (let level = 1; level * TILE_HEIGHT < subtrees.length; level += 1) {
    const hashes = [...(walk.begun.get(level) ?? []), subtrees[level * TILE_HEIGHT] as Hash];
    const full = hashes.length === TILE_WIDTH;
    if (full) yield* compareTile(walk, level, hashes);
    walk.begun.set(level, full ? [] : hashes);
  }
}

function* compareTile(walk: Walk, level: number, hashes: readonly Hash[]): Steps<void> {
  const total = Math.floor(walk.frontier.size / TILE_WIDTH ** level);
  const path = tilePath({ level, index: Math.ceil(total / TILE_WIDTH) - 1, width: hashes.length });
  if (!equalBytes((yield path) ?? new Uint8Array(), encodeTile(hashes))) walk.oddTile ??= path;
}

/** An entry and its hash do not fit. If the hashes lead to what was signed, it is the entry that is wrong. */
function* blame(
  checkpoint: Checkpoint,
  at: { readonly leafIndex: number; readonly bundlePath: string; readonly tileName: string },
): Steps<Finding> {
  const signed = equalBytes(rootHash(yield* frontierOfTiles(checkpoint.size)), checkpoint.root);
  if (!signed) return tileAltered(at.tileName, ` It differs from entry ${at.leafIndex} on.`);
  const detail = `Entry ${at.leafIndex} (in "${at.bundlePath}") is not the one that was signed, or nothing should be there.`;
  return { code: 'entry-altered', detail, leafIndex: at.leafIndex };
}

function* frontierOfTiles(size: number): Steps<Frontier> {
  let frontier = EMPTY_TREE;
  for (let i = 0, tile: Uint8Array | undefined; i < size; i += 1) {
    const { index, width } = tileAt(0, Math.floor(i / TILE_WIDTH), size) ?? { index: 0, width: 0 };
    if (i % TILE_WIDTH === 0) tile = yield tilePath({ level: 0, index, width });
    if (tile?.length !== width * HASH_BYTES) return EMPTY_TREE;
    frontier = append(frontier, hashAt(tile, i % TILE_WIDTH)).frontier;
  }
  return frontier;
}

function hashAt(tile: Uint8Array, index: number): Hash {
  return tile.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

function notABeginning(detail: string): Finding {
  return { code: 'not-a-beginning', detail };
}
