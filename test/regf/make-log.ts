// Transaction logs made for tests: what Windows would have written to get from one image to another.

import { headerChecksum } from '../../src/regf/header.ts';
import { BASE_BLOCK, BASE_BLOCK_SIZE } from '../../src/regf/layout.ts';
import { marvin32 } from '../../src/regf/marvin32.ts';

const PAGE = 4096;
const SECTOR = 512;

/** The image as it is left when a write stopped half-way: its first sequence number is ahead of the second. */
export function interrupted(image: Uint8Array): Uint8Array {
  const copy = image.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(BASE_BLOCK.primarySequence, view.getUint32(BASE_BLOCK.secondarySequence, true) + 1, true);
  view.setUint32(BASE_BLOCK.checksum, headerChecksum(view), true);
  return copy;
}

export function makeOldLog(before: Uint8Array, after: Uint8Array): Uint8Array {
  const head = logHeader(before, after, 1, sequenceOf(before) + 1);
  const bits = (after.length - BASE_BLOCK_SIZE) / SECTOR;
  const bitmap = new Uint8Array(roundUp(4 + bits / 8, SECTOR));
  bitmap.set(new TextEncoder().encode('DIRT'));
  const pages: Uint8Array[] = [];
  for (const offset of dirtyPages(before, after)) {
    bitmap[4 + offset / PAGE] = 0xff;
    pages.push(pageOf(after, offset));
  }
  return concat([head, bitmap, ...pages]);
}

/** One entry per image after the first, numbered from the first one's sequence number on unless told otherwise. */
export function makeNewLog(
  images: readonly Uint8Array[],
  firstSequence = sequenceOf(images[0] as Uint8Array),
): Uint8Array {
  const first = images[0] as Uint8Array;
  const parts = [logHeader(first, first, 6, firstSequence)];
  for (let i = 1; i < images.length; i += 1) {
    parts.push(logEntry(images[i - 1] as Uint8Array, images[i] as Uint8Array, firstSequence + i - 1));
  }
  return concat(parts);
}

export function sequenceOf(image: Uint8Array): number {
  return new DataView(image.buffer, image.byteOffset).getUint32(BASE_BLOCK.secondarySequence, true);
}

function logEntry(before: Uint8Array, after: Uint8Array, sequence: number): Uint8Array {
  const offsets = dirtyPages(before, after);
  const size = roundUp(40 + offsets.length * (8 + PAGE), SECTOR);
  const entry = new Uint8Array(size);
  const view = new DataView(entry.buffer);
  entry.set(new TextEncoder().encode('HvLE'));
  view.setUint32(4, size, true);
  view.setUint32(12, sequence, true);
  view.setUint32(16, after.length - BASE_BLOCK_SIZE, true);
  view.setUint32(20, offsets.length, true);
  for (const [i, offset] of offsets.entries()) {
    view.setUint32(40 + 8 * i, offset, true);
    view.setUint32(44 + 8 * i, PAGE, true);
    entry.set(pageOf(after, offset), 40 + 8 * offsets.length + PAGE * i);
  }
  setHash(view, 24, entry.subarray(40));
  setHash(view, 32, entry.subarray(0, 32));
  return entry;
}

function setHash(view: DataView, at: number, bytes: Uint8Array): void {
  const hash = marvin32(bytes);
  view.setUint32(at, hash.low, true);
  view.setUint32(at + 4, hash.high, true);
}

/** Times are those of the interrupted hive; sizes those it will have. */
function logHeader(before: Uint8Array, after: Uint8Array, fileType: number, sequence: number): Uint8Array {
  const head = before.slice(0, SECTOR);
  const view = new DataView(head.buffer);
  view.setUint32(BASE_BLOCK.fileType, fileType, true);
  view.setUint32(BASE_BLOCK.binsSize, after.length - BASE_BLOCK_SIZE, true);
  view.setUint32(BASE_BLOCK.primarySequence, sequence, true);
  view.setUint32(BASE_BLOCK.secondarySequence, sequence, true);
  view.setUint32(BASE_BLOCK.checksum, headerChecksum(view), true);
  return head;
}

function dirtyPages(before: Uint8Array, after: Uint8Array): number[] {
  const offsets: number[] = [];
  for (let offset = 0; offset + BASE_BLOCK_SIZE < after.length; offset += PAGE) {
    const old = before.subarray(BASE_BLOCK_SIZE + offset, BASE_BLOCK_SIZE + offset + PAGE);
    if (Buffer.compare(old, pageOf(after, offset)) !== 0) offsets.push(offset);
  }
  return offsets;
}

function pageOf(image: Uint8Array, offset: number): Uint8Array {
  return image.subarray(BASE_BLOCK_SIZE + offset, BASE_BLOCK_SIZE + offset + PAGE);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
