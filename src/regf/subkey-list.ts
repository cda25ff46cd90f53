// From a key to the cells of its subkeys, through li, lf, lh and ri lists.
//
// Order and stored hashes are not looked at. Every key is reached from one parent at most, so a walk always ends:
// a subkey must name the lister as its parent (strict), or belongs to the first key that lists it (lenient).

import { BASE_BLOCK_SIZE, KEY_NODE, NO_CELL, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import type { HiveImage, ProblemPlace } from './image.ts';

const NONE: readonly number[] = [];

/** Lists longer than this must belong to one key. */
const SHARED_LIST_MAX = 16;

/** Cell offsets of the sound subkeys of the key at cell `key`, in list order. */
export function subkeyCells(image: HiveImage, key: number, root: number, place: ProblemPlace): readonly number[] {
  const node = PAYLOAD_BASE + key;
  const count = image.view.getUint32(node + KEY_NODE.subkeyCount, true);
  if (count === 0) return NONE;
  const list = image.view.getUint32(node + KEY_NODE.subkeyList, true);
  const listed: number[] = [];
  for (const leaf of leafCells(image, list, key, place)) readLeaf(image, leaf, key, listed, place);
  if (listed.length !== count) {
    image.report(
      'subkey-count-mismatch',
      node + KEY_NODE.subkeyCount,
      `The key counts ${count} subkeys, but its lists hold ${listed.length}.`,
      place,
    );
  }
  const cells: number[] = [];
  const seen = listed.length > SHARED_LIST_MAX ? new Set<number>() : undefined;
  for (const cell of listed) {
    if (seen === undefined ? cells.includes(cell) : seen.has(cell)) {
      image.report('key-listed-twice', BASE_BLOCK_SIZE + cell, 'The key is listed twice by its parent.', place);
    } else if (isSoundSubkey(image, cell, key, root, place)) {
      seen?.add(cell);
      cells.push(cell);
    }
  }
  return cells;
}

/** The leaves a subkey list consists of: itself, or those of the index root it is. */
export function leafCells(image: HiveImage, list: number, key: number, place: ProblemPlace): readonly number[] {
  const size = image.cell(list, 'a subkey list', place);
  if (size < 0) return NONE;
  if (image.view.getUint16(PAYLOAD_BASE + list, true) !== SIGNATURE.ri) return [list];
  const leaves: number[] = [];
  const seen = new Set<number>();
  const count = elementCount(image, list, size, 4, key, place);
  for (let i = 0; i < count; i += 1) {
    const leaf = image.view.getUint32(PAYLOAD_BASE + list + 4 + 4 * i, true);
    if (seen.has(leaf)) {
      image.report('bad-subkey-list', BASE_BLOCK_SIZE + list, 'An index root names one list twice.', place);
    } else {
      seen.add(leaf);
      leaves.push(leaf);
    }
  }
  return leaves;
}

/** Bytes per element of a leaf with this signature; 0 when it is none. */
export function leafStride(signature: number): number {
  if (signature === SIGNATURE.lf || signature === SIGNATURE.lh) return 8;
  return signature === SIGNATURE.li ? 4 : 0;
}

function readLeaf(image: HiveImage, leaf: number, key: number, listed: number[], place: ProblemPlace): void {
  const size = image.cell(leaf, 'a subkey list', place);
  if (size < 0) return;
  const stride = leafStride(image.view.getUint16(PAYLOAD_BASE + leaf, true));
  if (stride === 0) {
    image.report('bad-subkey-list', BASE_BLOCK_SIZE + leaf, 'A subkey list is none of li, lf, lh and ri.', place);
    return;
  }
  const count = elementCount(image, leaf, size, stride, key, place);
  const first = PAYLOAD_BASE + leaf + 4;
  for (let i = 0; i < count; i += 1) listed.push(image.view.getUint32(first + stride * i, true));
}

function elementCount(
  image: HiveImage,
  list: number,
  size: number,
  stride: number,
  key: number,
  place: ProblemPlace,
): number {
  const count = image.view.getUint16(PAYLOAD_BASE + list + 2, true);
  const room = Math.max(0, Math.floor((size - 4) / stride));
  if (count > room) {
    image.report(
      'bad-subkey-list',
      BASE_BLOCK_SIZE + list,
      `A subkey list counts ${count} elements, but has room for ${room}.`,
      place,
    );
  }
  if (count > SHARED_LIST_MAX && !image.claim(list, key, 'a subkey list', place)) return 0;
  return Math.min(count, room);
}

function isSoundSubkey(image: HiveImage, cell: number, parent: number, root: number, place: ProblemPlace): boolean {
  if (!isSoundKeyNode(image, cell, place)) return false;
  const stated = image.view.getUint32(PAYLOAD_BASE + cell + KEY_NODE.parent, true);
  if (stated === parent && cell !== root) {
    if (image.mode === 'strict' || image.trusted) return true;
    const owner = image.ownerOf(cell);
    if (owner === undefined || owner === parent) {
      image.markListed(cell);
      return true;
    }
    image.report('key-listed-twice', BASE_BLOCK_SIZE + cell, 'The key is also listed by another key.', place);
    return false;
  }
  image.report(
    'wrong-parent',
    PAYLOAD_BASE + cell + KEY_NODE.parent,
    stated === NO_CELL
      ? 'A subkey names no parent.'
      : `A subkey names the key at ${stated} as its parent, not ${parent}.`,
    place,
  );
  return cell !== root && !image.wasListed(cell) && image.claim(cell, parent, 'a subkey', place);
}

export function isSoundKeyNode(image: HiveImage, cell: number, place?: ProblemPlace): boolean {
  const size = image.cell(cell, 'a key', place);
  if (size < 0) return false;
  const node = PAYLOAD_BASE + cell;
  if (size < KEY_NODE.name || image.view.getUint16(node, true) !== SIGNATURE.nk) {
    image.report('bad-key', BASE_BLOCK_SIZE + cell, 'A subkey list points to something that is not a key.', place);
    return false;
  }
  if (image.view.getUint16(node + KEY_NODE.nameLength, true) > size - KEY_NODE.name) {
    image.report('bad-name', node + KEY_NODE.nameLength, 'The name of a key is longer than its cell.', place);
    return false;
  }
  return true;
}
