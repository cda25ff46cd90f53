import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyName } from '../../test/regf/arbitrary.ts';
import { createHive } from './create.ts';
import { HiveError, openHive } from './hive.ts';
import { KEY_NODE, PAYLOAD_BASE } from './layout.ts';
import { leafCells } from './subkey-list.ts';
import { upcaseName } from './upcase.ts';
import { verifyHive, walkHive } from './walk.ts';

test('look-ups find every key and value in any case, with the list shuffled and its hashes wrong', () => {
  const names = fc.uniqueArray(keyName, { minLength: 2, maxLength: 30, selector: upcaseName });
  const version = fc.constantFrom(3 as const, 5 as const);
  fc.assert(
    fc.property(names, version, (all, minor) => {
      const editor = createHive({ version: minor });
      for (const name of all) {
        editor.createKey([name]);
        editor.setValue('', name, { type: 1, data: new TextEncoder().encode(name) });
      }
      const { image, root } = editor.hive();
      const list = image.view.getUint32(PAYLOAD_BASE + root.cell + KEY_NODE.subkeyList, true);
      for (const leaf of leafCells(image, list, root.cell, root)) reverseWithWrongHashes(image.view, leaf);
      const opened = openHive(image.bytes);
      assert.ok(opened.ok);
      for (const name of all) {
        const upper = upcaseName(name);
        assert.equal(opened.value.find([upper])?.name, name);
        assert.equal(opened.value.root.value(upper)?.name, name);
      }
      assert.equal(opened.value.find(['\u0001 not there']), undefined);
    }),
    { numRuns: 50 },
  );
});

function reverseWithWrongHashes(view: DataView, leaf: number): void {
  const at = PAYLOAD_BASE + leaf;
  const count = view.getUint16(at + 2, true);
  const cells = Array.from({ length: count }, (_, i) => view.getUint32(at + 4 + 8 * i, true)).toReversed();
  for (const [i, cell] of cells.entries()) {
    view.setUint32(at + 4 + 8 * i, cell, true);
    view.setUint32(at + 8 + 8 * i, 0xdeadbeef, true);
  }
}

test('a path is split at backslashes, an array is taken as it is', () => {
  const editor = createHive();
  editor.createKey(['a', 'b\\c', 'd']);
  const hive = editor.hive();
  assert.equal(hive.find('')?.cell, hive.root.cell);
  assert.equal(hive.find('a\\b\\c\\d'), undefined);
  assert.equal(hive.find(['A', 'B\\C', 'D'])?.path, 'a\\b\\c\\d');
});

test('what is no hive is refused in either mode', () => {
  const inputs = [new Uint8Array(0), new Uint8Array(512), new TextEncoder().encode('CREG'.padEnd(8192, '\0'))];
  for (const bytes of inputs) {
    for (const mode of ['strict', 'lenient'] as const) {
      const result = openHive(bytes, { mode });
      assert.ok(!result.ok && result.error.code === 'not-a-hive');
    }
  }
});

test('strict reading throws where lenient reading leaves out and notes', () => {
  const editor = createHive();
  for (const name of ['one', 'three', 'two'])
    editor.setValue(['top', name], 'v', { type: 3, data: new Uint8Array(20) });
  const bytes = editor.toBytes();
  const victim = editor.hive().find('top\\three');
  assert.ok(victim !== undefined);
  new DataView(bytes.buffer).setUint16(PAYLOAD_BASE + victim.cell, 0, true);

  const strict = openHive(bytes);
  assert.ok(strict.ok);
  assert.throws(() => strict.value.find('top')?.subkeys(), HiveError);
  assert.equal(verifyHive(strict.value)?.code, 'bad-key');
  assert.equal(verifyHive(strict.value)?.path, 'top');
  assert.equal(verifyHive(strict.value)?.offset, 4096 + victim.cell);

  const lenient = openHive(bytes, { mode: 'lenient' });
  assert.ok(lenient.ok);
  const names = [...walkHive(lenient.value)].map((key) => key.path);
  assert.deepEqual(names, ['', 'top', 'top\\one', 'top\\two']);
  const codes = lenient.value.problems.map(({ code }) => code);
  assert.deepEqual(codes, ['bad-key']);
});
