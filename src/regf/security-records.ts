// Security records (sk): shared between keys, counted, and linked in a ring.

import type { CellOwnership } from './cell-ownership.ts';
import type { CellSpace } from './cell-space.ts';
import { BASE_BLOCK_SIZE, KEY_SECURITY, NO_CELL, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import type { HiveImage, ProblemPlace } from './image.ts';

export class SecurityRecords {
  readonly #space: CellSpace;
  /** How many keys really use each record; the stored counts are set from this when a record is touched. */
  readonly #users = new Map<number, number>();

  constructor(space: CellSpace) {
    this.#space = space;
  }

  /** Notes a user found while the hive is checked; throws a HiveError if the record or its links are damaged. */
  count(cell: number, ownership: CellOwnership, place: ProblemPlace): void {
    if (cell === NO_CELL) return;
    const users = this.#users.get(cell);
    if (users === undefined) checkRecord(this.#space.image, cell, ownership, place);
    this.#users.set(cell, (users ?? 0) + 1);
  }

  /** A new record as the only one of its hive. */
  create(descriptor: Uint8Array): number {
    const cell = this.#space.allocate(KEY_SECURITY.descriptor + descriptor.length);
    const { view, bytes } = this.#space.image;
    const record = PAYLOAD_BASE + cell;
    view.setUint16(record, SIGNATURE.sk, true);
    view.setUint32(record + KEY_SECURITY.next, cell, true);
    view.setUint32(record + KEY_SECURITY.previous, cell, true);
    view.setUint32(record + KEY_SECURITY.descriptorSize, descriptor.length, true);
    bytes.set(descriptor, record + KEY_SECURITY.descriptor);
    return cell;
  }

  acquire(cell: number): void {
    if (cell !== NO_CELL) this.#set(cell, (this.#users.get(cell) ?? 0) + 1);
  }

  release(cell: number): void {
    if (cell === NO_CELL) return;
    const left = (this.#users.get(cell) ?? 1) - 1;
    this.#set(cell, left);
    if (left > 0) return;
    const { view } = this.#space.image;
    const next = view.getUint32(PAYLOAD_BASE + cell + KEY_SECURITY.next, true);
    const previous = view.getUint32(PAYLOAD_BASE + cell + KEY_SECURITY.previous, true);
    view.setUint32(PAYLOAD_BASE + previous + KEY_SECURITY.next, next, true);
    view.setUint32(PAYLOAD_BASE + next + KEY_SECURITY.previous, previous, true);
    this.#users.delete(cell);
    this.#space.free(cell);
  }

  #set(cell: number, users: number): void {
    this.#users.set(cell, users);
    this.#space.image.view.setUint32(PAYLOAD_BASE + cell + KEY_SECURITY.referenceCount, users, true);
  }
}

function checkRecord(image: HiveImage, cell: number, ownership: CellOwnership, place: ProblemPlace): void {
  ownership.own(cell, place);
  if (isRecord(image, cell, place)) {
    const next = image.view.getUint32(PAYLOAD_BASE + cell + KEY_SECURITY.next, true);
    const previous = image.view.getUint32(PAYLOAD_BASE + cell + KEY_SECURITY.previous, true);
    ownership.requireCell(next, place);
    ownership.requireCell(previous, place);
    const linked =
      isRecord(image, next, place) &&
      isRecord(image, previous, place) &&
      image.view.getUint32(PAYLOAD_BASE + next + KEY_SECURITY.previous, true) === cell &&
      image.view.getUint32(PAYLOAD_BASE + previous + KEY_SECURITY.next, true) === cell;
    if (linked) return;
  }
  image.report('bad-security', BASE_BLOCK_SIZE + cell, 'The ring of security records is broken.', place);
}

function isRecord(image: HiveImage, cell: number, place: ProblemPlace): boolean {
  const size = image.cell(cell, 'a security record', place);
  return size >= KEY_SECURITY.descriptor && image.view.getUint16(PAYLOAD_BASE + cell, true) === SIGNATURE.sk;
}
