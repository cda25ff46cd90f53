import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CellOwnership } from './cell-ownership.ts';
import { CellSpace } from './cell-space.ts';
import { createHive } from './create.ts';
import { HiveError } from './hive.ts';
import { KEY_SECURITY, PAYLOAD_BASE } from './layout.ts';
import { SecurityRecords } from './security-records.ts';

/** Three records in a ring, with one, two and no users. */
function ring(): { space: CellSpace; security: SecurityRecords; cells: readonly [number, number, number] } {
  const space = new CellSpace(createHive().hive().image);
  const made = new SecurityRecords(space);
  const cells = [1, 2, 3].map((length) => made.create(new Uint8Array(length))) as [number, number, number];
  for (const [i, cell] of cells.entries()) {
    const next = cells[(i + 1) % 3] as number;
    space.image.view.setUint32(PAYLOAD_BASE + cell + KEY_SECURITY.next, next, true);
    space.image.view.setUint32(PAYLOAD_BASE + next + KEY_SECURITY.previous, cell, true);
  }
  const security = new SecurityRecords(space);
  const ownership = new CellOwnership(space.image);
  const place = { path: '' };
  for (const cell of [cells[0], cells[1], cells[1]]) security.count(cell, ownership, place);
  return { space, security, cells };
}

test('a record is unlinked and freed with its last user, not before', () => {
  const { space, security, cells } = ring();
  const { view } = space.image;
  const field = (cell: number, at: number): number => view.getUint32(PAYLOAD_BASE + cell + at, true);
  const inUse = (cell: number): boolean => view.getInt32(4096 + cell, true) < 0;
  security.release(cells[1]);
  assert.equal(field(cells[1], KEY_SECURITY.referenceCount), 1);
  security.acquire(cells[1]);
  security.release(cells[1]);
  assert.ok(inUse(cells[1]));
  security.release(cells[1]);
  assert.ok(!inUse(cells[1]));
  assert.equal(field(cells[0], KEY_SECURITY.next), cells[2]);
  assert.equal(field(cells[2], KEY_SECURITY.previous), cells[0]);
});

test('a broken ring is found before anything is edited', () => {
  const { space, cells } = ring();
  space.image.view.setUint32(PAYLOAD_BASE + cells[0] + KEY_SECURITY.next, cells[0], true);
  const again = new SecurityRecords(space);
  assert.throws(() => again.count(cells[0], new CellOwnership(space.image), { path: '' }), HiveError);
});
