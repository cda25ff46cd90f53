import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fuzzRegf } from '../../test/fuzz-regf.ts';
import { CellSpace } from './cell-space.ts';
import { createHive } from './create.ts';
import { editHive } from './edit.ts';
import { type Hive, openHive } from './hive.ts';
import { writeKeyNode } from './key-node-edit.ts';
import { KEY_NODE, NO_CELL, PAYLOAD_BASE } from './layout.ts';
import { verifyHive, walkHive } from './walk.ts';

function lenient(bytes: Uint8Array): Hive {
  const opened = openHive(bytes, { mode: 'lenient' });
  assert.ok(opened.ok);
  return opened.value;
}

/** Reads everything leniently; more than this many steps would be a walk without end. */
function walked(hive: Hive): { readonly keys: number; readonly codes: ReadonlySet<string> } {
  let steps = 0;
  for (const key of walkHive(hive)) {
    steps += 1;
    for (const value of key.values()) steps += 1 + (value.data.length >>> 14);
    assert.ok(steps < 200_000, 'the walk does not end');
  }
  return { keys: steps, codes: new Set(hive.problems.map(({ code }) => code)) };
}

/** A hive on whose cells a hostile hand can work. */
function forge(build: (space: CellSpace, root: number) => void): Uint8Array {
  const base = createHive({ version: 5 }).hive();
  base.image.trusted = true;
  const space = new CellSpace(base.image);
  build(space, base.root.cell);
  const bytes = space.image.bytes.slice(0, 4096 + space.image.binsSize);
  const view = new DataView(bytes.buffer);
  view.setUint32(40, space.image.binsSize, true);
  let checksum = 0;
  for (let at = 0; at < 508; at += 4) checksum ^= view.getUint32(at, true);
  view.setUint32(508, checksum, true);
  return bytes;
}

function addKey(space: CellSpace, parent: number): number {
  const flags = 0;
  return writeKeyNode(space, { name: 'k', parent, security: NO_CELL, flags, lastWritten: 0n, className: '' });
}

function addLeaf(space: CellSpace, key: number, children: readonly number[]): number {
  const leaf = space.allocate(4 + 4 * children.length);
  const { view } = space.image;
  view.setUint16(PAYLOAD_BASE + leaf, 0x696c, true);
  view.setUint16(PAYLOAD_BASE + leaf + 2, children.length, true);
  for (const [i, child] of children.entries()) view.setUint32(PAYLOAD_BASE + leaf + 4 + 4 * i, child, true);
  view.setUint32(PAYLOAD_BASE + key + KEY_NODE.subkeyList, leaf, true);
  view.setUint32(PAYLOAD_BASE + key + KEY_NODE.subkeyCount, children.length, true);
  return leaf;
}

test('keys that list each subkey twice do not make a tree of 2^n paths', () => {
  const bytes = forge((space, root) => {
    let key = root;
    for (let depth = 0; depth < 200; depth += 1) {
      const child = addKey(space, key);
      addLeaf(space, key, [child, child]);
      key = child;
    }
  });
  assert.equal(openStrictProblem(bytes), 'key-listed-twice');
  assert.equal(walked(lenient(bytes)).keys, 201);
});

test('subkeys shared between generations do not make a tree of Fibonacci paths', () => {
  const bytes = forge((space, root) => {
    const chain = [root];
    for (let depth = 0; depth < 200; depth += 1) chain.push(addKey(space, chain.at(-1) as number));
    for (const [i, key] of chain.entries()) addLeaf(space, key, chain.slice(i + 1, i + 3));
  });
  assert.equal(openStrictProblem(bytes), 'wrong-parent');
  assert.equal(walked(lenient(bytes)).keys, 201);
});

test('a ring of keys ends', () => {
  const bytes = forge((space, root) => {
    const first = addKey(space, root);
    const second = addKey(space, first);
    addLeaf(space, root, [first]);
    addLeaf(space, first, [second]);
    addLeaf(space, second, [first, root]);
  });
  assert.equal(openStrictProblem(bytes), 'wrong-parent');
  assert.equal(walked(lenient(bytes)).keys, 3);
});

test('a chain of keys deeper than Windows allows ends at the limit', () => {
  const bytes = forge((space, root) => {
    let key = root;
    for (let depth = 0; depth < 20_000; depth += 1) {
      const child = addKey(space, key);
      addLeaf(space, key, [child]);
      key = child;
    }
  });
  assert.equal(openStrictProblem(bytes), 'too-deep');
  assert.equal(walked(lenient(bytes)).keys, 513);
});

test('a long value list shared by thousands of keys is read once', () => {
  const bytes = forge((space, root) => {
    const value = space.allocate(20);
    const list = space.allocate(4 * 20_000);
    const { view } = space.image;
    view.setUint16(PAYLOAD_BASE + value, 0x6b76, true);
    for (let i = 0; i < 20_000; i += 1) view.setUint32(PAYLOAD_BASE + list + 4 * i, value, true);
    const keys = Array.from({ length: 5000 }, () => addKey(space, root));
    for (const key of keys) {
      space.image.view.setUint32(PAYLOAD_BASE + key + KEY_NODE.valueList, list, true);
      space.image.view.setUint32(PAYLOAD_BASE + key + KEY_NODE.valueCount, 20_000, true);
    }
    addLeaf(space, root, keys);
  });
  const result = walked(lenient(bytes));
  assert.equal(result.keys, 5001 + 20_000);
  assert.deepEqual([...result.codes], ['shared-cell']);
});

test('big data cannot be made of one segment again and again', () => {
  const bytes = forge((space, root) => {
    const count = 60_000;
    const segment = space.allocate(16344);
    const list = space.allocate(4 * count);
    const record = space.allocate(8);
    const value = space.allocate(20);
    const values = space.allocate(4);
    const { view } = space.image;
    for (let i = 0; i < count; i += 1) view.setUint32(PAYLOAD_BASE + list + 4 * i, segment, true);
    view.setUint16(PAYLOAD_BASE + record, 0x6264, true);
    view.setUint16(PAYLOAD_BASE + record + 2, count, true);
    view.setUint32(PAYLOAD_BASE + record + 4, list, true);
    view.setUint16(PAYLOAD_BASE + value, 0x6b76, true);
    view.setUint32(PAYLOAD_BASE + value + 4, count * 16344, true);
    view.setUint32(PAYLOAD_BASE + value + 8, record, true);
    view.setUint32(PAYLOAD_BASE + values, value, true);
    view.setUint32(PAYLOAD_BASE + root + KEY_NODE.valueList, values, true);
    view.setUint32(PAYLOAD_BASE + root + KEY_NODE.valueCount, 1, true);
  });
  const hive = lenient(bytes);
  assert.equal(hive.root.value('')?.data.length, 16344);
  assert.equal(hive.problems[0]?.code, 'shared-cell');
});

test('a record inside the data of another can be read, but not be edited', () => {
  const editor = createHive();
  editor.setValue('k', 'data', { type: 3, data: new Uint8Array(100) });
  editor.setValue('k', 'victim', { type: 3, data: new Uint8Array(3) });
  const bytes = editor.toBytes();
  const view = new DataView(bytes.buffer);
  const [data, victim] = editor.hive().find('k')?.values() ?? [];
  assert.ok(data !== undefined && victim !== undefined);
  // A copy of the second value, made a cell among the bytes of the first.
  const inside = view.getUint32(PAYLOAD_BASE + data.cell + 8, true) + 16;
  bytes.copyWithin(4096 + inside, 4096 + victim.cell, 4096 + victim.cell + 32);
  const list = view.getUint32(PAYLOAD_BASE + data.key.cell + KEY_NODE.valueList, true);
  view.setUint32(PAYLOAD_BASE + list + 4, inside, true);
  assert.equal(openStrictProblem(bytes), undefined);
  const edited = editHive(bytes);
  assert.ok(!edited.ok && edited.error.code === 'bad-cell-offset');
});

test('counts and sizes of four billion are not believed', () => {
  const editor = createHive();
  editor.setValue('k', 'v', { type: 3, data: new Uint8Array(50_000) });
  const bytes = editor.toBytes();
  const hive = editor.hive();
  const key = hive.find('k');
  const value = key?.value('v');
  assert.ok(key !== undefined && value !== undefined);
  for (const at of [
    key.cell + KEY_NODE.subkeyCount,
    key.cell + KEY_NODE.valueCount,
    value.cell + 4,
    hive.root.cell + KEY_NODE.subkeyCount,
  ]) {
    for (const count of [0x7fffffff, 0x80000005, 0xffffffff]) {
      const damaged = bytes.slice();
      new DataView(damaged.buffer).setUint32(PAYLOAD_BASE + at, count, true);
      assert.ok(walked(lenient(damaged)).codes.size > 0);
      assert.notEqual(openStrictProblem(damaged), undefined);
      assert.equal(editHive(damaged).ok, false);
    }
  }
});

test('every truncation ends in an error or a partial reading', () => {
  const editor = createHive();
  for (let i = 0; i < 40; i += 1) editor.setValue(['a', `key ${i}`], 'v', { type: 3, data: new Uint8Array(i * 700) });
  const whole = editor.toBytes();
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), (length) => {
      const cut = whole.slice(0, length);
      assert.ok(!openHive(cut).ok);
      const opened = openHive(cut, { mode: 'lenient' });
      if (opened.ok) assert.ok(walked(opened.value).codes.has('truncated'));
    }),
  );
});

test('a few seconds of fuzzing find nothing', { timeout: 60_000 }, async () => {
  const { runs, failures } = await fuzzRegf({ seconds: 4, seed: 20_240_601, log: () => {} });
  assert.deepEqual(failures, []);
  assert.ok(runs > 100);
});

function openStrictProblem(bytes: Uint8Array): string | undefined {
  const opened = openHive(bytes);
  return opened.ok ? verifyHive(opened.value)?.code : opened.error.code;
}
