// Adding to and taking from a key's subkey list, in the order Windows needs: by upper-case name.
//
// A list keeps its kind (li, lf, lh); a new one is lh from version 1.5 on, lf before. A leaf that is full is halved
// under an index root.

import type { CellSpace } from './cell-space.ts';
import type { ProblemPlace } from './image.ts';
import { HASH_LEAF_MINOR_VERSION, KEY_COMP_NAME, KEY_NODE, NO_CELL, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import { decodeName } from './names.ts';
import { leafCells, leafStride } from './subkey-list.ts';
import { nameHash, upcaseName } from './upcase.ts';

/** The most elements that fit a leaf in one page, as Windows fills them. */
const HINTED_LEAF_MAX = 507;
const PLAIN_LEAF_MAX = 1012;

export function addSubkey(space: CellSpace, parent: number, child: number, name: string, place: ProblemPlace): void {
  const node = PAYLOAD_BASE + parent;
  const { image } = space;
  const count = image.view.getUint32(node + KEY_NODE.subkeyCount, true);
  if (count === 0) {
    const kind = image.minorVersion >= HASH_LEAF_MINOR_VERSION ? SIGNATURE.lh : SIGNATURE.lf;
    const leaf = newList(space, kind, 1, leafStride(kind));
    image.view.setUint32(node + KEY_NODE.subkeyList, leaf, true);
    insertElement(space, leaf, 0, child, name);
  } else {
    const list = image.view.getUint32(node + KEY_NODE.subkeyList, true);
    insertSorted(space, parent, list, leafCells(image, list, parent, place), child, name);
  }
  space.image.view.setUint32(node + KEY_NODE.subkeyCount, count + 1, true);
}

export function removeSubkey(space: CellSpace, parent: number, child: number, place: ProblemPlace): void {
  const node = PAYLOAD_BASE + parent;
  const { view } = space.image;
  const list = view.getUint32(node + KEY_NODE.subkeyList, true);
  const leaves = leafCells(space.image, list, parent, place);
  for (const [leafIndex, leaf] of leaves.entries()) {
    const index = indexOf(space, leaf, child);
    if (index < 0) continue;
    removeElement(space, leaf, index, leafStride(signatureOf(space, leaf)));
    if (countOf(space, leaf) > 0) break;
    space.free(leaf);
    if (leaf === list) {
      view.setUint32(node + KEY_NODE.subkeyList, NO_CELL, true);
      break;
    }
    removeElement(space, list, leafIndex, 4);
    if (countOf(space, list) > 0) break;
    space.free(list);
    view.setUint32(node + KEY_NODE.subkeyList, NO_CELL, true);
    break;
  }
  view.setUint32(node + KEY_NODE.subkeyCount, view.getUint32(node + KEY_NODE.subkeyCount, true) - 1, true);
}

function insertSorted(
  space: CellSpace,
  parent: number,
  list: number,
  leaves: readonly number[],
  child: number,
  name: string,
): void {
  const upper = upcaseName(name);
  const leafIndex = leafFor(space, leaves, upper);
  let leaf = leaves[leafIndex] as number;
  const count = countOf(space, leaf);
  if (count >= leafMax(signatureOf(space, leaf))) {
    const second = splitLeaf(space, leaf);
    addLeafAfter(space, parent, list, leaves, leafIndex, second);
    if (upper > nameAt(space, leaf, countOf(space, leaf) - 1)) leaf = second;
  }
  const roomy = withRoom(space, leaf, leafStride(signatureOf(space, leaf)));
  if (roomy !== leaf) replaceLeaf(space, parent, leaf, roomy);
  insertElement(space, roomy, positionFor(space, roomy, upper), child, name);
}

/** The first leaf that ends at or after the name, else the last. */
function leafFor(space: CellSpace, leaves: readonly number[], upper: string): number {
  let low = 0;
  let high = leaves.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const leaf = leaves[middle] as number;
    const count = countOf(space, leaf);
    if (count === 0 || nameAt(space, leaf, count - 1) < upper) low = middle + 1;
    else high = middle;
  }
  return low;
}

function positionFor(space: CellSpace, leaf: number, upper: string): number {
  let low = 0;
  let high = countOf(space, leaf);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nameAt(space, leaf, middle) < upper) low = middle + 1;
    else high = middle;
  }
  return low;
}

function splitLeaf(space: CellSpace, leaf: number): number {
  const signature = signatureOf(space, leaf);
  const stride = leafStride(signature);
  const count = countOf(space, leaf);
  const kept = count >>> 1;
  const second = newList(space, signature, count - kept, stride);
  const { bytes } = space.image;
  const from = PAYLOAD_BASE + leaf + 4 + kept * stride;
  const end = PAYLOAD_BASE + leaf + 4 + count * stride;
  bytes.copyWithin(PAYLOAD_BASE + second + 4, from, end);
  bytes.fill(0, from, end);
  setCount(space, second, count - kept);
  setCount(space, leaf, kept);
  return second;
}

function addLeafAfter(
  space: CellSpace,
  parent: number,
  list: number,
  leaves: readonly number[],
  leafIndex: number,
  added: number,
): void {
  const only = leaves[0] as number;
  let index = list;
  if (only === list) {
    index = newList(space, SIGNATURE.ri, 2, 4);
    setCount(space, index, 1);
    space.image.view.setUint32(PAYLOAD_BASE + index + 4, only, true);
  } else {
    index = withRoom(space, list, 4);
  }
  space.image.view.setUint32(PAYLOAD_BASE + parent + KEY_NODE.subkeyList, index, true);
  openGap(space, index, leafIndex + 1, 4);
  space.image.view.setUint32(PAYLOAD_BASE + index + 4 + 4 * (leafIndex + 1), added, true);
}

function replaceLeaf(space: CellSpace, parent: number, leaf: number, replacement: number): void {
  const { view } = space.image;
  const field = PAYLOAD_BASE + parent + KEY_NODE.subkeyList;
  const list = view.getUint32(field, true);
  if (list === leaf) {
    view.setUint32(field, replacement, true);
    return;
  }
  const count = countOf(space, list);
  for (let i = 0; i < count; i += 1) {
    const at = PAYLOAD_BASE + list + 4 + 4 * i;
    if (view.getUint32(at, true) === leaf) view.setUint32(at, replacement, true);
  }
}

/** The list itself, or a larger copy of it in another cell when it cannot take one more element. */
function withRoom(space: CellSpace, list: number, stride: number): number {
  const count = countOf(space, list);
  if (4 + (count + 1) * stride <= space.capacity(list)) return list;
  const larger = newList(space, signatureOf(space, list), count + 1 + (count >>> 2), stride);
  space.image.bytes.copyWithin(PAYLOAD_BASE + larger, PAYLOAD_BASE + list, PAYLOAD_BASE + list + 4 + count * stride);
  space.free(list);
  return larger;
}

function newList(space: CellSpace, signature: number, room: number, stride: number): number {
  const cell = space.allocate(4 + room * stride);
  space.image.view.setUint16(PAYLOAD_BASE + cell, signature, true);
  return cell;
}

function insertElement(space: CellSpace, leaf: number, index: number, child: number, name: string): void {
  const signature = signatureOf(space, leaf);
  const stride = leafStride(signature);
  openGap(space, leaf, index, stride);
  const at = PAYLOAD_BASE + leaf + 4 + index * stride;
  const { view } = space.image;
  view.setUint32(at, child, true);
  if (signature === SIGNATURE.lh) view.setUint32(at + 4, nameHash(name), true);
  if (signature === SIGNATURE.lf) view.setUint32(at + 4, nameHint(name), true);
}

/** The first four characters, one byte each, as far as they fit a byte. */
export function nameHint(name: string): number {
  let hint = 0;
  for (let i = 0; i < Math.min(4, name.length); i += 1) {
    const unit = name.charCodeAt(i);
    if (unit > 0xff) return 0;
    hint |= unit << (8 * i);
  }
  return hint >>> 0;
}

function openGap(space: CellSpace, list: number, index: number, stride: number): void {
  const count = countOf(space, list);
  const start = PAYLOAD_BASE + list + 4 + index * stride;
  space.image.bytes.copyWithin(start + stride, start, PAYLOAD_BASE + list + 4 + count * stride);
  setCount(space, list, count + 1);
}

function removeElement(space: CellSpace, list: number, index: number, stride: number): void {
  const count = countOf(space, list);
  const start = PAYLOAD_BASE + list + 4 + index * stride;
  const end = PAYLOAD_BASE + list + 4 + count * stride;
  space.image.bytes.copyWithin(start, start + stride, end);
  space.image.bytes.fill(0, end - stride, end);
  setCount(space, list, count - 1);
}

function indexOf(space: CellSpace, leaf: number, child: number): number {
  const stride = leafStride(signatureOf(space, leaf));
  const count = countOf(space, leaf);
  for (let i = 0; i < count; i += 1) {
    if (space.image.view.getUint32(PAYLOAD_BASE + leaf + 4 + i * stride, true) === child) return i;
  }
  return -1;
}

/** The upper-case name of the key a leaf names at `index`. */
function nameAt(space: CellSpace, leaf: number, index: number): string {
  const { view, bytes } = space.image;
  const at = PAYLOAD_BASE + leaf + 4 + index * leafStride(signatureOf(space, leaf));
  const node = PAYLOAD_BASE + view.getUint32(at, true);
  const latin1 = (view.getUint16(node + KEY_NODE.flags, true) & KEY_COMP_NAME) !== 0;
  const length = view.getUint16(node + KEY_NODE.nameLength, true);
  return upcaseName(decodeName(bytes, node + KEY_NODE.name, length, latin1));
}

function leafMax(signature: number): number {
  return signature === SIGNATURE.li ? PLAIN_LEAF_MAX : HINTED_LEAF_MAX;
}

function signatureOf(space: CellSpace, list: number): number {
  return space.image.view.getUint16(PAYLOAD_BASE + list, true);
}

function countOf(space: CellSpace, list: number): number {
  return space.image.view.getUint16(PAYLOAD_BASE + list + 2, true);
}

function setCount(space: CellSpace, list: number, count: number): void {
  space.image.view.setUint16(PAYLOAD_BASE + list + 2, count, true);
}
