// What must hold of every hive our writer made, besides being readable.

import assert from 'node:assert/strict';
import { type Hive, openHive } from '../../src/regf/hive.ts';
import type { HiveKey } from '../../src/regf/hive-key.ts';
import { BASE_BLOCK_SIZE, KEY_NODE, KEY_SECURITY, NO_CELL, PAYLOAD_BASE, SIGNATURE } from '../../src/regf/layout.ts';
import { cellsOfKey } from '../../src/regf/owned-cells.ts';
import { leafCells } from '../../src/regf/subkey-list.ts';
import { nameHint } from '../../src/regf/subkey-list-edit.ts';
import { nameHash, upcaseName } from '../../src/regf/upcase.ts';
import { verifyHive, walkHive } from '../../src/regf/walk.ts';

/** No cell is lost or owned twice, free neighbours are joined, reference counts and longest-field hints hold. */
export function checkStructure(bytes: Uint8Array): void {
  const opened = openHive(bytes);
  assert.ok(opened.ok, opened.ok ? '' : opened.error.detail);
  const hive = opened.value;
  assert.equal(hive.recovery.state, 'clean');
  assert.equal(verifyHive(hive), undefined);
  const { image } = hive;
  const number = (cell: number, field: number): number => image.view.getUint32(PAYLOAD_BASE + cell + field, true);
  const owned = new Set<number>();
  const users = new Map<number, number>();
  for (const key of walkHive(hive)) {
    for (const cell of cellsOfKey(image, key.cell, key)) {
      assert.ok(!owned.has(cell), `cell ${cell} is owned twice`);
      owned.add(cell);
    }
    const security = number(key.cell, KEY_NODE.security);
    users.set(security, (users.get(security) ?? 0) + 1);
    checkHashes(hive, key);
    const subkeys = key.subkeys();
    const upper = subkeys.map((subkey) => upcaseName(subkey.name));
    assert.deepEqual(
      upper,
      upper.toSorted((left, right) => (left < right ? -1 : 1)),
    );
    const longestName = image.view.getUint16(PAYLOAD_BASE + key.cell + KEY_NODE.longestSubkeyName, true);
    for (const subkey of subkeys) assert.ok(subkey.name.length * 2 <= longestName);
    for (const value of key.values()) {
      assert.ok(value.name.length * 2 <= number(key.cell, KEY_NODE.longestValueName));
      assert.ok(value.data.length <= number(key.cell, KEY_NODE.longestValueData));
    }
  }
  for (const [cell, count] of users) {
    if (cell === NO_CELL) continue;
    assert.equal(number(cell, KEY_SECURITY.referenceCount), count);
    owned.add(cell);
  }
  assert.deepEqual(
    allocatedCells(bytes),
    [...owned].toSorted((left, right) => left - right),
  );
}

/** Every hash and hint stored in the key's subkey lists is the one we compute from the name; how many there were. */
export function checkHashes(hive: Hive, key: HiveKey): number {
  const { image } = hive;
  const number = (cell: number, at: number): number => image.view.getUint32(PAYLOAD_BASE + cell + at, true);
  if (key.subkeyCount === 0) return 0;
  const names = new Map(key.subkeys().map((subkey) => [subkey.cell, subkey.name]));
  let checked = 0;
  for (const leaf of leafCells(image, number(key.cell, KEY_NODE.subkeyList), key.cell, key)) {
    const kind = image.view.getUint16(PAYLOAD_BASE + leaf, true);
    const stored = kind === SIGNATURE.lh ? nameHash : kind === SIGNATURE.lf ? nameHint : undefined;
    if (stored === undefined) continue;
    for (let i = 0; i < image.view.getUint16(PAYLOAD_BASE + leaf + 2, true); i += 1) {
      const name = names.get(number(leaf, 4 + 8 * i)) ?? '';
      assert.equal(number(leaf, 8 + 8 * i), stored(name), `${key.path}\\${name}`);
      checked += 1;
    }
  }
  return checked;
}

/** Goes through the bins without the reader's help. */
function allocatedCells(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cells: number[] = [];
  let bin = BASE_BLOCK_SIZE;
  while (bin < bytes.length) {
    assert.equal(view.getUint32(bin + 4, true), bin - BASE_BLOCK_SIZE);
    const end = bin + view.getUint32(bin + 8, true);
    let previousFree = false;
    for (let at = bin + 32; at < end; at += Math.abs(view.getInt32(at, true))) {
      const free = view.getInt32(at, true) > 0;
      assert.ok(!(free && previousFree), `free cells before ${at} are not joined`);
      previousFree = free;
      if (!free) cells.push(at - BASE_BLOCK_SIZE);
    }
    bin = end;
  }
  assert.equal(bin, bytes.length);
  return cells;
}
