// Which cells belong to which record: what deleting a key gives back, and what no two records may have in common.

import { type HiveImage, type ProblemPlace } from './image.ts';
import { KEY_NODE, KEY_VALUE, NO_CELL, PAYLOAD_BASE, RESIDENT_DATA } from './layout.ts';
import { leafCells } from './subkey-list.ts';
import { isBigData, segmentCells } from './value-data.ts';
import { valueCells } from './value-list.ts';

/** The cells of a sound key apart from its subkeys and its security record, which may be shared. */
export function cellsOfKey(image: HiveImage, key: number, place: ProblemPlace): number[] {
  const node = PAYLOAD_BASE + key;
  const cells = [key];
  if (image.view.getUint16(node + KEY_NODE.classLength, true) > 0) {
    const className = image.view.getUint32(node + KEY_NODE.className, true);
    if (className !== NO_CELL) cells.push(className);
  }
  if (image.view.getUint32(node + KEY_NODE.subkeyCount, true) > 0) {
    const list = image.view.getUint32(node + KEY_NODE.subkeyList, true);
    const leaves = leafCells(image, list, key, place);
    if (leaves[0] !== list) cells.push(list);
    cells.push(...leaves);
  }
  const values = valueCells(image, key, place);
  if (values.length > 0) cells.push(image.view.getUint32(node + KEY_NODE.valueList, true));
  for (const value of values) cells.push(value, ...dataCellsOfValue(image, value, place));
  return cells;
}

/** The cells a sound value's data lies in: none while it is resident. */
export function dataCellsOfValue(image: HiveImage, value: number, place: ProblemPlace): number[] {
  const record = PAYLOAD_BASE + value;
  const size = image.view.getUint32(record + KEY_VALUE.dataSize, true);
  if (size === 0 || size >= RESIDENT_DATA) return [];
  const cell = image.view.getUint32(record + KEY_VALUE.data, true);
  if (!isBigData(image, size, image.cell(cell, 'the data of a value', place), cell)) return [cell];
  const list = image.view.getUint32(PAYLOAD_BASE + cell + 4, true);
  return [cell, list, ...segmentCells(image, cell, size, value, place)];
}
