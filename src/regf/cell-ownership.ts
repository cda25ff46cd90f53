// The check before editing that no two records have a byte in common: every record must lie in a cell of its own, as the
// cells follow one another in their bins. Reading alone does not need this; writing would spread the damage.

import { cellsInOrder } from './cell-space.ts';
import type { HiveImage, ProblemPlace } from './image.ts';
import { BASE_BLOCK_SIZE } from './layout.ts';

export class CellOwnership {
  readonly #image: HiveImage;
  /** One bit per multiple of 8. */
  readonly #starts: Uint8Array;
  readonly #owned: Uint8Array;

  constructor(image: HiveImage) {
    this.#image = image;
    this.#starts = new Uint8Array((image.binsSize >>> 6) + 1);
    this.#owned = new Uint8Array((image.binsSize >>> 6) + 1);
    for (const cell of cellsInOrder(image)) setBit(this.#starts, cell);
  }

  /** Throws a HiveError unless a cell begins here. */
  requireCell(cell: number, place: ProblemPlace): void {
    if (hasBit(this.#starts, cell)) return;
    this.#image.report('bad-cell-offset', BASE_BLOCK_SIZE + cell, 'A record begins inside another cell.', place);
  }

  /** Throws a HiveError unless a cell begins here and nothing owns it yet. */
  own(cell: number, place: ProblemPlace): void {
    this.requireCell(cell, place);
    if (hasBit(this.#owned, cell)) {
      this.#image.report('shared-cell', BASE_BLOCK_SIZE + cell, 'A cell belongs to two records.', place);
    }
    setBit(this.#owned, cell);
  }
}

function hasBit(bits: Uint8Array, cell: number): boolean {
  return ((bits[cell >>> 6] ?? 0) & (1 << ((cell >>> 3) & 7))) !== 0;
}

function setBit(bits: Uint8Array, cell: number): void {
  bits[cell >>> 6] = (bits[cell >>> 6] ?? 0) | (1 << ((cell >>> 3) & 7));
}
