// Giving out and taking back the cells of a hive image.
//
// Cells in use never move. Free neighbours within a bin are joined; freed and newly given bytes are zeroed, so that
// deleted data does not linger. When no free cell fits, a bin is appended. The choice depends on the image and the
// calls alone, so equal edits give equal bytes.

import type { HiveImage } from './image.ts';
import {
  BASE_BLOCK_SIZE,
  BIN,
  BIN_HEADER_SIZE,
  CELL_HEADER_SIZE,
  PAGE_SIZE,
  PAYLOAD_BASE,
  SIGNATURE_HBIN,
} from './layout.ts';

/** Cell offsets must stay below the sign bit. */
const BINS_SIZE_MAX = 0x7fff0000;

/** Free cells up to this many bytes are kept in one class per size, larger ones in one class per power of two. */
const EXACT_MAX = 1024;
const CLASS_COUNT = EXACT_MAX / 8 + 1 + 32;
/** Candidates looked at in a class that mixes sizes before a larger class, where all fit, is tried. */
const TRIES = 32;

export class CellSpace {
  readonly image: HiveImage;
  readonly #sizes = new Map<number, number>();
  readonly #cellsByEnd = new Map<number, number>();
  readonly #classes: readonly Set<number>[] = Array.from({ length: CLASS_COUNT }, () => new Set<number>());

  /** Goes through every cell; throws a HiveError when their sizes do not fill the bins exactly. */
  constructor(image: HiveImage) {
    this.image = image;
    for (const cell of cellsInOrder(image)) {
      const size = image.view.getInt32(BASE_BLOCK_SIZE + cell, true);
      if (size > 0) this.#addFree(cell, size);
    }
  }

  /** The offset of a zeroed cell with room for at least `payload` bytes. */
  allocate(payload: number): number {
    const size = roundUp(Math.max(payload, 4) + CELL_HEADER_SIZE, 8);
    const cell = this.#findFree(size) ?? this.#appendBin(size);
    const available = this.#removeFree(cell);
    if (available > size) this.#addFree(cell + size, available - size);
    this.image.view.setInt32(BASE_BLOCK_SIZE + cell, -size, true);
    this.image.bytes.fill(0, PAYLOAD_BASE + cell, BASE_BLOCK_SIZE + cell + size);
    return cell;
  }

  free(cell: number): void {
    const size = this.capacity(cell) + CELL_HEADER_SIZE;
    this.image.bytes.fill(0, PAYLOAD_BASE + cell, BASE_BLOCK_SIZE + cell + size);
    let start = cell;
    let end = cell + size;
    if (this.#sizes.has(end)) end += this.#removeFree(end);
    const before = this.#cellsByEnd.get(start);
    if (before !== undefined) {
      start = before;
      this.#removeFree(before);
    }
    this.image.bytes.fill(0, BASE_BLOCK_SIZE + cell, BASE_BLOCK_SIZE + cell + CELL_HEADER_SIZE);
    this.#addFree(start, end - start);
  }

  /** Payload bytes of an allocated cell. */
  capacity(cell: number): number {
    return -this.image.view.getInt32(BASE_BLOCK_SIZE + cell, true) - CELL_HEADER_SIZE;
  }

  /** Makes room in memory for `bytes` more, so that allocating them cannot fail half-way through an edit. */
  reserve(bytes: number): void {
    const image = this.image;
    const needed = image.binsSize + bytes;
    if (needed > BINS_SIZE_MAX) throw new RangeError('The hive would grow beyond 2 GB.');
    if (BASE_BLOCK_SIZE + needed <= image.bytes.length) return;
    const bigger = new Uint8Array(BASE_BLOCK_SIZE + Math.min(BINS_SIZE_MAX, Math.max(needed, image.binsSize * 2)));
    bigger.set(image.bytes.subarray(0, BASE_BLOCK_SIZE + image.binsSize));
    image.bytes = bigger;
    image.view = new DataView(bigger.buffer);
  }

  #appendBin(cellSize: number): number {
    const image = this.image;
    const start = image.binsSize;
    const size = roundUp(cellSize + BIN_HEADER_SIZE, PAGE_SIZE);
    this.reserve(size);
    const position = BASE_BLOCK_SIZE + start;
    image.bytes.fill(0, position, position + size);
    image.view.setUint32(position + BIN.signature, SIGNATURE_HBIN, true);
    image.view.setUint32(position + BIN.offset, start, true);
    image.view.setUint32(position + BIN.size, size, true);
    image.binsSize = start + size;
    const pages = image.binsSize / PAGE_SIZE;
    if (pages > image.binEnds.length) {
      const ends = new Uint32Array(Math.max(pages, image.binEnds.length * 2));
      ends.set(image.binEnds);
      image.binEnds = ends;
    }
    image.binEnds.fill(start + size, start / PAGE_SIZE, pages);
    this.#addFree(start + BIN_HEADER_SIZE, size - BIN_HEADER_SIZE);
    return start + BIN_HEADER_SIZE;
  }

  #findFree(size: number): number | undefined {
    for (let index = sizeClass(size); index < CLASS_COUNT; index += 1) {
      let tries = 0;
      for (const cell of this.#classes[index] ?? []) {
        if ((this.#sizes.get(cell) ?? 0) >= size) return cell;
        tries += 1;
        if (tries === TRIES) break;
      }
    }
    return undefined;
  }

  #addFree(cell: number, size: number): void {
    this.image.view.setInt32(BASE_BLOCK_SIZE + cell, size, true);
    this.#sizes.set(cell, size);
    this.#cellsByEnd.set(cell + size, cell);
    this.#classes[sizeClass(size)]?.add(cell);
  }

  #removeFree(cell: number): number {
    const size = this.#sizes.get(cell) ?? 0;
    this.#sizes.delete(cell);
    this.#cellsByEnd.delete(cell + size);
    this.#classes[sizeClass(size)]?.delete(cell);
    return size;
  }
}

/** Every cell, free or not, of a strictly read image; throws a HiveError when their sizes do not fill the bins exactly. */
export function* cellsInOrder(image: HiveImage): Generator<number> {
  let cell = BIN_HEADER_SIZE;
  while (cell < image.binsSize) {
    const size = Math.abs(image.view.getInt32(BASE_BLOCK_SIZE + cell, true));
    const binEnd = image.binEnds[cell >>> 12] ?? 0;
    if (size < 8 || size % 8 !== 0 || size > binEnd - cell) {
      image.report('bad-cell-size', BASE_BLOCK_SIZE + cell, `A cell has the bad size ${size}.`);
    }
    yield cell;
    cell += size;
    if (cell === binEnd) cell += BIN_HEADER_SIZE;
  }
}

function sizeClass(size: number): number {
  return size <= EXACT_MAX ? size / 8 : EXACT_MAX / 8 + 32 - Math.clz32(size) - 10;
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
