import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { edit } from '../../test/regf/arbitrary.ts';
import { applyEdit, modelOf, sortedContent } from '../../test/regf/model.ts';
import { checkStructure } from '../../test/regf/structure.ts';
import { plainHive } from '../../test/regf/tree.ts';
import { equalBytes } from '../lib/bytes.ts';
import { createHive } from './create.ts';
import { editHive } from './edit.ts';
import type { HiveEditor } from './hive-editor.ts';
import { openHive } from './hive.ts';
import { KEY_COMP_NAME } from './layout.ts';
import { verifyHive, walkHive } from './walk.ts';

const version = fc.constantFrom(3 as const, 4 as const, 5 as const, 6 as const);
const NOW = 133_500_000_000_000_000n;

function reopened(editor: HiveEditor, now?: bigint): HiveEditor {
  const result = editHive(editor.toBytes(), now === undefined ? {} : { now });
  assert.ok(result.ok, result.ok ? '' : result.error.detail);
  return result.value;
}

test('random edits leave what a model of maps holds, also across reopening', () => {
  fc.assert(
    fc.property(version, fc.array(fc.array(edit, { maxLength: 12 }), { maxLength: 4 }), (minor, sessions) => {
      let editor = createHive({ version: minor });
      const model = modelOf(plainHive(editor.hive()));
      for (const session of sessions) {
        for (const one of session) assert.ok(applyEdit(model, editor, one), one.do);
        assert.deepEqual(sortedContent(plainHive(editor.hive())), sortedContent(model));
        checkStructure(editor.toBytes());
        editor = reopened(editor);
      }
    }),
    { numRuns: 150 },
  );
});

test('equal edits give equal bytes', () => {
  fc.assert(
    fc.property(version, fc.array(edit, { maxLength: 12 }), (minor, edits) => {
      const build = (): Uint8Array => {
        const editor = createHive({ version: minor });
        for (const one of edits) applyEdit(modelOf(plainHive(createHive().hive())), editor, one);
        return editor.toBytes();
      };
      assert.ok(equalBytes(build(), build()));
    }),
    { numRuns: 25 },
  );
});

test('thousands of subkeys are split into leaves, found in any case, and can go in any order', () => {
  const editor = createHive();
  const names = Array.from({ length: 3000 }, (_, i) => `Key ${(i * 1231) % 3000}`);
  for (const name of names) editor.createKey(['many', name]);
  checkStructure(editor.toBytes());
  const many = editor.hive().find('MANY');
  assert.equal(many?.subkeyCount, 3000);
  assert.equal(many?.subkey('kEY 2999')?.name, 'Key 2999');
  for (const name of names) assert.ok(editor.deleteKey(['many', name.toUpperCase()]));
  assert.equal(editor.hive().find('many')?.subkeyCount, 0);
  checkStructure(editor.toBytes());
});

function dataOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i * 7 + size) & 0xff);
}

test('data of every size comes back, split where the version splits it', () => {
  for (const minor of [3, 4, 5, 6] as const) {
    const editor = createHive({ version: minor });
    const sizes = [0, 1, 4, 5, 16344, 16345, 32688, 32689, 1024 * 1024];
    for (const size of sizes) editor.setValue('k', String(size), { type: 3, data: dataOf(size) });
    for (const size of sizes) {
      assert.deepEqual(editor.hive().find('k')?.value(String(size))?.data, dataOf(size), `${size} in 1.${minor}`);
    }
    // Growing and shrinking one value through all sizes must leak nothing.
    for (const size of [...sizes, ...sizes.toReversed()]) editor.setValue('k', '4', { type: 3, data: dataOf(size) });
    checkStructure(editor.toBytes());
  }
});

test('an edited key gets the time given, all others keep theirs, and the hive counts one more write', () => {
  const first = createHive({ lastWritten: 1n });
  first.createKey('a\\b', { className: 'class', lastWritten: 2n });
  first.createKey('c');
  const editor = reopened(first, NOW);
  assert.ok(equalBytes(editor.toBytes(), first.toBytes()));
  editor.setValue('a', 'v', { type: 4, data: new Uint8Array(4) });
  const hive = editor.hive();
  assert.equal(hive.find('A')?.lastWritten, NOW);
  assert.equal(hive.find('A\\B')?.lastWritten, 2n);
  assert.equal(hive.find('A\\B')?.className, 'class');
  assert.equal(hive.find('C')?.lastWritten, 1n);
  assert.equal(hive.root.lastWritten, 1n);
  assert.equal(hive.header.lastWritten, NOW);
  assert.equal(hive.header.primarySequence, first.hive().header.primarySequence + 1);
});

test("the caller's bytes are not written to, whatever kind of array they are", () => {
  const first = createHive();
  first.setValue('a', 'v', { type: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  const bytes = first.toBytes();
  for (const source of [bytes, Buffer.from(bytes), first.hive()]) {
    const editor = editHive(source);
    assert.ok(editor.ok);
    editor.value.setValue('a', 'v', { type: 3, data: Uint8Array.of(9, 9, 9, 9, 9, 9) });
    assert.ok(equalBytes(source instanceof Uint8Array ? source : source.bytes, bytes));
  }
});

test('new keys share the security of their parent', () => {
  const descriptor = Uint8Array.from({ length: 20 }, (_, i) => i);
  const editor = createHive({ securityDescriptor: descriptor });
  editor.createKey('a\\b\\c');
  for (const key of walkHive(editor.hive())) assert.deepEqual(key.securityDescriptor(), descriptor);
  editor.deleteKey('a');
  checkStructure(editor.toBytes());
});

test('a new key in the place of a deleted one has none of its subkeys', () => {
  const editor = createHive();
  editor.createKey('first\\below');
  editor.deleteKey('first');
  editor.createKey('other');
  assert.equal(editor.deleteKey('other\\below'), false);
  checkStructure(editor.toBytes());
});

test('names take one byte per character exactly where all of them fit', () => {
  const editor = createHive();
  for (const name of ['ascii', '\u00ff', '\u0100']) editor.createKey([name]);
  const flags = editor
    .hive()
    .root.subkeys()
    .map((key) => [key.name, (key.flags & KEY_COMP_NAME) !== 0]);
  assert.deepEqual(Object.fromEntries(flags), { ascii: true, '\u00ff': true, '\u0100': false });
});

test('a call beyond the limits throws and leaves the image as it was', () => {
  const editor = createHive({ version: 3 });
  editor.setValue('a', 'v', { type: 1, data: new Uint8Array(10) });
  const before = editor.toBytes();
  const empty = { type: 3, data: new Uint8Array(0) };
  const calls: readonly (() => void)[] = [
    () => editor.createKey(['x', '']),
    () => editor.createKey(['x', 'k'.repeat(256)]),
    () => editor.createKey(Array.from({ length: 513 }, () => 'd')),
    () => editor.createKey('x', { className: 'c'.repeat(32768) }),
    () => editor.deleteKey(''),
    () => editor.setValue('x', 'v'.repeat(16384), empty),
    () => editor.setValue('x', 'v', { type: -1, data: empty.data }),
    () => editor.setValue('x', 'v', { type: 3, data: new Uint8Array(1024 * 1024 + 1) }),
  ];
  for (const call of calls) assert.throws(call, RangeError);
  assert.deepEqual(editor.toBytes(), before);
  assert.equal(editor.deleteKey('nowhere\\at all'), false);
  assert.equal(editor.deleteValue('a', 'w'), false);
  assert.deepEqual(editor.toBytes(), before);
});

test('512 levels can be written and read', () => {
  const editor = createHive();
  const path = Array.from({ length: 512 }, (_, i) => `level ${i}`);
  editor.setValue(path, 'deep', { type: 1, data: new Uint8Array(2) });
  const opened = openHive(editor.toBytes());
  assert.ok(opened.ok);
  assert.equal(opened.value.find(path)?.depth, 512);
  assert.equal(verifyHive(opened.value), undefined);
});
