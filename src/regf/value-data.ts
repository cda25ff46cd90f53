// The data of a value: in the value record itself, in a cell of its own, or in the segments of a big-data record.

import {
  BASE_BLOCK_SIZE,
  BIG_DATA_MINOR_VERSION,
  BIG_DATA_SEGMENT,
  KEY_VALUE,
  PAYLOAD_BASE,
  RESIDENT_DATA,
  RESIDENT_DATA_MAX,
  SIGNATURE,
} from './layout.ts';
import type { HiveImage, ProblemPlace } from './image.ts';

const EMPTY = new Uint8Array(0);

const BIG_DATA_RECORD_BYTES = 8;

/** Data longer than this must belong to one value. */
const SHARED_DATA_MAX = 256;

/** A view of the hive's bytes, except for big data, which is put together in a new array. */
export function valueData(image: HiveImage, value: number, place: ProblemPlace): Uint8Array {
  const record = PAYLOAD_BASE + value;
  const field = image.view.getUint32(record + KEY_VALUE.dataSize, true);
  if (field >= RESIDENT_DATA) return residentData(image, record, field - RESIDENT_DATA, place);
  if (field === 0) return EMPTY;
  const cell = image.view.getUint32(record + KEY_VALUE.data, true);
  const room = image.cell(cell, 'the data of a value', place);
  if (room < 0) return EMPTY;
  if (isBigData(image, field, room, cell)) return bigData(image, cell, field, value, place);
  if (field > room) {
    image.report(
      'bad-value-data',
      record + KEY_VALUE.dataSize,
      `A value counts ${field} bytes of data, but their cell holds ${room}.`,
      place,
    );
  }
  const size = Math.min(field, room);
  if (size > SHARED_DATA_MAX && !image.claim(cell, value, 'the data of a value', place)) return EMPTY;
  return image.bytes.subarray(PAYLOAD_BASE + cell, PAYLOAD_BASE + cell + size);
}

function residentData(image: HiveImage, record: number, size: number, place: ProblemPlace): Uint8Array {
  if (size > RESIDENT_DATA_MAX) {
    image.report(
      'bad-value-data',
      record + KEY_VALUE.dataSize,
      `A value says it holds ${size} bytes in itself; 4 is the most.`,
      place,
    );
  }
  const start = record + KEY_VALUE.data;
  return image.bytes.subarray(start, start + Math.min(size, RESIDENT_DATA_MAX));
}

export function isBigData(image: HiveImage, size: number, room: number, cell: number): boolean {
  return (
    size > BIG_DATA_SEGMENT &&
    image.minorVersion >= BIG_DATA_MINOR_VERSION &&
    room >= BIG_DATA_RECORD_BYTES &&
    room < size &&
    image.view.getUint16(PAYLOAD_BASE + cell, true) === SIGNATURE.db
  );
}

function bigData(image: HiveImage, cell: number, size: number, value: number, place: ProblemPlace): Uint8Array {
  const segments = segmentCells(image, cell, size, value, place);
  const data = new Uint8Array(Math.min(size, segments.length * BIG_DATA_SEGMENT));
  let filled = 0;
  for (const segment of segments) {
    const wanted = Math.min(BIG_DATA_SEGMENT, size - filled);
    const room = image.cell(segment, 'a segment of big data', place);
    if (room < wanted) {
      if (room >= 0) {
        image.report('bad-big-data', BASE_BLOCK_SIZE + segment, `A segment holds ${room} of ${wanted} bytes.`, place);
      }
      break;
    }
    data.set(image.bytes.subarray(PAYLOAD_BASE + segment, PAYLOAD_BASE + segment + wanted), filled);
    filled += wanted;
  }
  return filled === data.length ? data : data.subarray(0, filled);
}

/** As many segments as `size` bytes need, or fewer once the damage is reported; each belongs to this record alone. */
export function segmentCells(
  image: HiveImage,
  cell: number,
  size: number,
  value: number,
  place: ProblemPlace,
): readonly number[] {
  const needed = Math.ceil(size / BIG_DATA_SEGMENT);
  const stated = image.view.getUint16(PAYLOAD_BASE + cell + 2, true);
  const list = image.view.getUint32(PAYLOAD_BASE + cell + 4, true);
  const listBytes = image.cell(list, 'a list of segments', place);
  const segments: number[] = [];
  if (listBytes < 0 || !image.claim(cell, value, 'big data', place)) return segments;
  const room = listBytes >>> 2;
  if (stated !== needed || needed > room) {
    image.report(
      'bad-big-data',
      BASE_BLOCK_SIZE + cell,
      `Big data of ${size} bytes needs ${needed} segments; the record counts ${stated} and lists at most ${room}.`,
      place,
    );
  }
  for (let i = 0; i < Math.min(stated, needed, room); i += 1) {
    const segment = image.view.getUint32(PAYLOAD_BASE + list + 4 * i, true);
    // Owned by its position too, so that one segment cannot stand in a list twice.
    if (!image.claim(segment, list + 4 * i, 'a segment of big data', place)) break;
    segments.push(segment);
  }
  return segments;
}
