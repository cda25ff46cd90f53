// Writing values into a key's record: the list, the value records and their data.

import type { CellSpace } from './cell-space.ts';
import {
  BIG_DATA_MINOR_VERSION,
  BIG_DATA_SEGMENT,
  KEY_NODE,
  KEY_VALUE,
  NO_CELL,
  PAYLOAD_BASE,
  RESIDENT_DATA,
  RESIDENT_DATA_MAX,
  SIGNATURE,
  VALUE_COMP_NAME,
} from './layout.ts';
import { encodeName } from './names.ts';
import { dataCellsOfValue } from './owned-cells.ts';
import type { ProblemPlace } from './image.ts';
import type { RawValue } from './raw-value.ts';

/** Appends an empty value of that name and returns its cell. */
export function addValue(space: CellSpace, key: number, name: string): number {
  const encoded = encodeName(name);
  const cell = space.allocate(KEY_VALUE.name + encoded.bytes.length);
  const record = PAYLOAD_BASE + cell;
  const { view, bytes } = space.image;
  view.setUint16(record, SIGNATURE.vk, true);
  view.setUint16(record + KEY_VALUE.nameLength, encoded.bytes.length, true);
  // Windows marks the default value's missing name as two-byte.
  view.setUint16(record + KEY_VALUE.flags, encoded.latin1 && name !== '' ? VALUE_COMP_NAME : 0, true);
  bytes.set(encoded.bytes, record + KEY_VALUE.name);
  view.setUint32(record + KEY_VALUE.dataSize, RESIDENT_DATA, true);
  appendToList(space, key, cell);
  return cell;
}

export function removeValue(space: CellSpace, key: number, value: number, place: ProblemPlace): void {
  const node = PAYLOAD_BASE + key;
  const { view, bytes } = space.image;
  const list = view.getUint32(node + KEY_NODE.valueList, true);
  const count = view.getUint32(node + KEY_NODE.valueCount, true);
  const end = PAYLOAD_BASE + list + 4 * count;
  let at = PAYLOAD_BASE + list;
  while (view.getUint32(at, true) !== value) at += 4;
  bytes.copyWithin(at, at + 4, end);
  view.setUint32(end - 4, 0, true);
  view.setUint32(node + KEY_NODE.valueCount, count - 1, true);
  for (const cell of dataCellsOfValue(space.image, value, place)) space.free(cell);
  space.free(value);
  if (count > 1) return;
  space.free(list);
  view.setUint32(node + KEY_NODE.valueList, NO_CELL, true);
  view.setUint32(node + KEY_NODE.longestValueName, 0, true);
  view.setUint32(node + KEY_NODE.longestValueData, 0, true);
}

/** Replaces a value's type and data; its data cell is kept when the new data fits it. */
export function writeData(space: CellSpace, value: number, raw: RawValue, place: ProblemPlace): void {
  const record = PAYLOAD_BASE + value;
  const old = dataCellsOfValue(space.image, value, place);
  space.image.view.setUint32(record + KEY_VALUE.type, raw.type, true);
  const { data } = raw;
  if (data.length <= RESIDENT_DATA_MAX) {
    for (const cell of old) space.free(cell);
    space.image.view.setUint32(record + KEY_VALUE.dataSize, RESIDENT_DATA + data.length, true);
    space.image.view.setUint32(record + KEY_VALUE.data, 0, true);
    space.image.bytes.set(data, record + KEY_VALUE.data);
    return;
  }
  const cell = isSplit(space, data) ? undefined : reusable(space, old, data.length);
  if (cell === undefined) for (const freed of old) space.free(freed);
  const target = cell ?? (isSplit(space, data) ? writeSegments(space, data) : space.allocate(data.length));
  if (!isSplit(space, data)) {
    const start = PAYLOAD_BASE + target;
    space.image.bytes.fill(0, start, start + space.capacity(target));
    space.image.bytes.set(data, start);
  }
  space.image.view.setUint32(record + KEY_VALUE.dataSize, data.length, true);
  space.image.view.setUint32(record + KEY_VALUE.data, target, true);
}

function isSplit(space: CellSpace, data: Uint8Array): boolean {
  return data.length > BIG_DATA_SEGMENT && space.image.minorVersion >= BIG_DATA_MINOR_VERSION;
}

/** The one data cell there is, if the data fits it without wasting more than half. */
function reusable(space: CellSpace, old: readonly number[], size: number): number | undefined {
  const [cell] = old;
  if (cell === undefined || old.length > 1) return undefined;
  const room = space.capacity(cell);
  return size <= room && size * 2 >= room - 8 ? cell : undefined;
}

function writeSegments(space: CellSpace, data: Uint8Array): number {
  const count = Math.ceil(data.length / BIG_DATA_SEGMENT);
  const record = space.allocate(8);
  const list = space.allocate(4 * count);
  space.image.view.setUint16(PAYLOAD_BASE + record, SIGNATURE.db, true);
  space.image.view.setUint16(PAYLOAD_BASE + record + 2, count, true);
  space.image.view.setUint32(PAYLOAD_BASE + record + 4, list, true);
  for (let i = 0; i < count; i += 1) {
    const piece = data.subarray(i * BIG_DATA_SEGMENT, (i + 1) * BIG_DATA_SEGMENT);
    // As Windows does, the last segment's cell is of full size too; hivex relies on the bytes to spare in it.
    const segment = space.allocate(BIG_DATA_SEGMENT);
    space.image.bytes.set(piece, PAYLOAD_BASE + segment);
    space.image.view.setUint32(PAYLOAD_BASE + list + 4 * i, segment, true);
  }
  return record;
}

function appendToList(space: CellSpace, key: number, value: number): void {
  const node = PAYLOAD_BASE + key;
  const count = space.image.view.getUint32(node + KEY_NODE.valueCount, true);
  let list = space.image.view.getUint32(node + KEY_NODE.valueList, true);
  if (count === 0) {
    list = space.allocate(4);
  } else if (4 * (count + 1) > space.capacity(list)) {
    const larger = space.allocate(4 * (count + 1 + (count >>> 2)));
    space.image.bytes.copyWithin(PAYLOAD_BASE + larger, PAYLOAD_BASE + list, PAYLOAD_BASE + list + 4 * count);
    space.free(list);
    list = larger;
  }
  space.image.view.setUint32(PAYLOAD_BASE + list + 4 * count, value, true);
  space.image.view.setUint32(node + KEY_NODE.valueList, list, true);
  space.image.view.setUint32(node + KEY_NODE.valueCount, count + 1, true);
}
