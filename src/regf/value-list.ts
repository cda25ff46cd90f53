// From a key to the cells of its values.

import { BASE_BLOCK_SIZE, KEY_NODE, KEY_PREDEF_HANDLE, KEY_VALUE, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import type { HiveImage, ProblemPlace } from './image.ts';

const NONE: readonly number[] = [];

/** Lists and names longer than this must belong to one record. */
const SHARED_LIST_MAX = 16;
const SHARED_NAME_MAX = 256;

/** Cell offsets of the sound values of the key at cell `key`, in list order. */
export function valueCells(image: HiveImage, key: number, place: ProblemPlace): readonly number[] {
  const node = PAYLOAD_BASE + key;
  const count = valueCount(image, key);
  if (count === 0) return NONE;
  const list = image.view.getUint32(node + KEY_NODE.valueList, true);
  const size = image.cell(list, 'a value list', place);
  if (size < 0) return NONE;
  if (count > size >>> 2) {
    image.report(
      'bad-value-list',
      node + KEY_NODE.valueCount,
      `The key counts ${count} values, but its list has room for ${size >>> 2}.`,
      place,
    );
  }
  if (count > SHARED_LIST_MAX && !image.claim(list, key, 'a value list', place)) return NONE;
  const cells: number[] = [];
  const end = Math.min(count, size >>> 2);
  for (let i = 0; i < end; i += 1) {
    const cell = image.view.getUint32(PAYLOAD_BASE + list + 4 * i, true);
    if (isSoundValue(image, cell, key, place)) cells.push(cell);
  }
  return cells;
}

/** What the key says; 0 where that field holds a predefined handle instead. */
export function valueCount(image: HiveImage, key: number): number {
  const node = PAYLOAD_BASE + key;
  const isHandle = (image.view.getUint16(node + KEY_NODE.flags, true) & KEY_PREDEF_HANDLE) !== 0;
  return isHandle ? 0 : image.view.getUint32(node + KEY_NODE.valueCount, true);
}

function isSoundValue(image: HiveImage, cell: number, key: number, place: ProblemPlace): boolean {
  const size = image.cell(cell, 'a value', place);
  if (size < 0) return false;
  const record = PAYLOAD_BASE + cell;
  if (size < KEY_VALUE.name || image.view.getUint16(record, true) !== SIGNATURE.vk) {
    image.report('bad-value', BASE_BLOCK_SIZE + cell, 'A value list points to something that is not a value.', place);
    return false;
  }
  const nameLength = image.view.getUint16(record + KEY_VALUE.nameLength, true);
  if (nameLength > size - KEY_VALUE.name) {
    image.report('bad-name', record + KEY_VALUE.nameLength, 'The name of a value is longer than its cell.', place);
    return false;
  }
  return nameLength <= SHARED_NAME_MAX || image.claim(cell, key, 'a value', place);
}
