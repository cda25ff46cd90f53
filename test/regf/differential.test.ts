// Our reading beside that of other people's programs, on every collected hive and on hives we wrote.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toUtf16le } from '../../src/lib/bytes.ts';
import { createHive } from '../../src/regf/create.ts';
import { editHive } from '../../src/regf/edit.ts';
import { headerChecksum } from '../../src/regf/header.ts';
import { openHive } from '../../src/regf/hive.ts';
import { BASE_BLOCK, BASE_BLOCK_SIZE } from '../../src/regf/layout.ts';
import { upcaseName } from '../../src/regf/upcase.ts';
import { walkHive } from '../../src/regf/walk.ts';
import { edit } from './arbitrary.ts';
import { NO_COLLECTED_HIVES, collectedHives } from './collected.ts';
import { applyEdit, modelOf, sortedContent } from './model.ts';
import { hivexmlLines, missing, ourLines, reglookupCounts, runOn, TOOLS } from './oracle.ts';
import { checkHashes } from './structure.ts';
import { countTree, plainHive } from './tree.ts';

const READABLE = '{user,pairs,usrclass,appsettings,dirty,system,edge}';
const noHivexml = missing('hivexml');
const noReglookup = missing('reglookup');

test('every collected hive reads as hivexml reads it', { skip: NO_COLLECTED_HIVES || noHivexml }, () => {
  let compared = 0;
  for (const { name, bytes } of collectedHives(READABLE)) {
    const theirs = runOn('hivexml', bytes);
    // It gives up on names that are no valid Unicode.
    if (theirs.status !== 0) continue;
    const opened = openHive(bytes);
    assert.ok(opened.ok, name);
    const expected = hivexmlLines(theirs.output);
    assert.ok(expected.length > 0, name);
    assert.deepEqual(ourLines(opened.value, expected), expected, name);
    compared += 1;
  }
  assert.ok(compared > 25, `only ${compared} hives were compared`);
});

test('every collected hive has the keys and values reglookup finds', {
  skip: NO_COLLECTED_HIVES || noReglookup,
}, () => {
  for (const { name, bytes } of collectedHives(READABLE)) {
    const opened = openHive(bytes);
    assert.ok(opened.ok, name);
    assert.deepEqual(countTree(plainHive(opened.value)), reglookupCounts(runOn('reglookup', bytes).output), name);
  }
});

test('the hashes Windows stored are those we would store', { skip: NO_COLLECTED_HIVES }, () => {
  let checked = 0;
  for (const { bytes } of collectedHives('{user,pairs,usrclass,system}')) {
    const opened = openHive(bytes);
    assert.ok(opened.ok);
    for (const key of walkHive(opened.value)) checked += checkHashes(opened.value, key);
  }
  assert.ok(checked > 50_000);
});

test('dirty hives recover to the states known for them', { skip: NO_COLLECTED_HIVES }, () => {
  const known: Record<string, { keys: number; values: number; entries: number }> = {
    'win10-1709-jcloudy/UsrClass.dat': { keys: 6238, values: 12531, entries: 14 },
    'win11-RathbunVM/Amcache.hve': { keys: 1035, values: 19620, entries: 9 },
    'yarp-NewDirtyHive1/NewDirtyHive': { keys: 5, values: 1, entries: 4 },
    'yarp-NewDirtyHive2/NewDirtyHive': { keys: 5, values: 1, entries: 3 },
  };
  const hives = collectedHives('dirty');
  for (const [name, { entries, ...counts }] of Object.entries(known)) {
    const found = hives.find((hive) => hive.name === `dirty/${name}`);
    assert.ok(found !== undefined, name);
    for (const logs of [found.logs, found.logs.toReversed()]) {
      const opened = openHive(found.bytes, { logs });
      assert.ok(opened.ok && opened.value.recovery.state === 'recovered', name);
      assert.equal(opened.value.recovery.entriesApplied, entries, name);
      assert.deepEqual(countTree(plainHive(opened.value)), counts, name);
    }
  }
});

test('a recovered hive is, byte for byte, what Windows 10 made of it', { skip: NO_COLLECTED_HIVES }, () => {
  const hives = collectedHives('dirty/yarp-NewDirtyHive1');
  const dirty = hives.find(({ name }) => name.endsWith('NewDirtyHive'));
  const golden = hives.find(({ name }) => name.endsWith('RecoveredHive_Windows10'));
  assert.ok(dirty !== undefined && golden !== undefined);
  const opened = openHive(dirty.bytes, { logs: dirty.logs });
  assert.ok(opened.ok);
  assert.deepEqual(opened.value.bytes, golden.bytes);
});

test('the logs of clean hives are left alone and invalid logs are refused', { skip: NO_COLLECTED_HIVES }, () => {
  for (const { name, bytes, logs } of collectedHives('user').filter((hive) => hive.logs.length > 0)) {
    const opened = openHive(bytes, { logs });
    assert.ok(opened.ok && opened.value.recovery.state === 'clean', name);
    assert.equal(opened.value.bytes, bytes);
  }
  for (const { name, bytes, logs } of collectedHives('malformed/*BadLog*')) {
    const opened = openHive(bytes, { logs });
    assert.ok(opened.ok && opened.value.recovery.state === 'dirty', name);
    assert.equal(opened.value.recovery.refused.length, 2, name);
  }
});

test('logs Windows has applied change nothing when they are applied again', { skip: NO_COLLECTED_HIVES }, () => {
  const formats = new Set<string>();
  for (const { name, bytes, logs } of collectedHives('user').filter((hive) => hive.logs.length > 0)) {
    const dirty = bytes.slice();
    const view = new DataView(dirty.buffer);
    view.setUint32(BASE_BLOCK.secondarySequence, view.getUint32(BASE_BLOCK.primarySequence, true) - 1, true);
    view.setUint32(BASE_BLOCK.checksum, headerChecksum(view), true);
    const opened = openHive(dirty, { logs });
    assert.ok(opened.ok && opened.value.recovery.state === 'recovered', name);
    assert.ok(opened.value.recovery.pagesApplied > 0, name);
    assert.deepEqual(opened.value.bytes.subarray(BASE_BLOCK_SIZE), bytes.subarray(BASE_BLOCK_SIZE), name);
    formats.add(opened.value.recovery.format);
  }
  assert.deepEqual([...formats].toSorted(), ['new', 'old']);
});

test('malformed hives end in an error, or leniently in a partial reading', { skip: NO_COLLECTED_HIVES }, () => {
  const readable = new Set<string>();
  for (const { name, bytes } of collectedHives('malformed')) {
    const opened = openHive(bytes, { mode: 'lenient' });
    if (!opened.ok) continue;
    readable.add(name);
    assert.ok(countTree(plainHive(opened.value)).keys > 0, name);
  }
  assert.ok(readable.has('malformed/yarp-TruncatedHive'));
  assert.ok(!readable.has('malformed/win9x-USER.DAT'));
});

test('random edits of collected hives leave what the model holds', { skip: NO_COLLECTED_HIVES }, () => {
  for (const { name, bytes } of collectedHives('{user,pairs,appsettings,edge}')) {
    const opened = editHive(bytes);
    assert.ok(opened.ok, name);
    const editor = opened.value;
    const before = plainHive(editor.hive());
    const model = modelOf(before);
    for (const one of fc.sample(edit, { numRuns: 40, seed: 11 })) {
      const top = before.subkeys[0];
      // Half of the edits go below a key the hive came with.
      const below = top === undefined || one.path.length % 2 === 0 ? one : { ...one, path: [top.name, ...one.path] };
      assert.ok(applyEdit(model, editor, below), `${name}: ${one.do}`);
    }
    assert.deepEqual(sortedContent(plainHive(editor.hive())), sortedContent(model), name);
    assert.ok(editHive(editor.toBytes()).ok, name);
  }
});

test('an edit leaves every other key at its place, to the byte', { skip: NO_COLLECTED_HIVES }, () => {
  for (const { name, bytes } of collectedHives('user')) {
    const opened = editHive(bytes);
    assert.ok(opened.ok, name);
    const first = opened.value.hive().root.subkeys()[0]?.name ?? '';
    opened.value.setValue([first, 'a new key'], 'a value', { type: 3, data: new Uint8Array(5000) });
    opened.value.deleteValue([first], 'none');
    const after = opened.value.toBytes();
    assert.deepEqual(placed(after), placed(bytes), name);
  }
});

/** Where each key and value lies and what it holds, without those the test above adds. */
function placed(image: Uint8Array): string[] {
  const hive = openHive(image);
  assert.ok(hive.ok);
  return ourLines(hive.value, []).filter((line) => !line.includes('a new key') && !line.includes('a value'));
}

for (const tool of TOOLS) {
  test(`${tool} opens the hives we write, without complaint`, { skip: missing(tool) }, () => {
    for (const [name, bytes] of writtenHives()) {
      const { status, output, complaints } = runOn(tool, bytes, 'ls\n');
      // reglookup knows big data from version 1.5 on only, where Windows itself begins with 1.4.
      if (tool === 'reglookup' && name === '1.4') continue;
      assert.equal(status, 0, `${name}: ${complaints}`);
      assert.equal(complaints, '', name);
      const opened = openHive(bytes);
      assert.ok(opened.ok, name);
      if (tool === 'hivexml')
        assert.deepEqual(ourLines(opened.value, hivexmlLines(output)), hivexmlLines(output), name);
      if (tool === 'reglookup') assert.deepEqual(reglookupCounts(output), countTree(plainHive(opened.value)), name);
    }
  });
}

/** New hives of each version, and edited collected ones; with names that every one of the programs can show. */
function writtenHives(): [string, Uint8Array][] {
  const written: [string, Uint8Array][] = [];
  for (const version of [3, 4, 5, 6] as const) {
    const editor = createHive({ version, lastWritten: 133_000_000_000_000_000n });
    for (const size of [0, 1, 4, 5, 300, 16344, 16345, 50_000, 1024 * 1024]) {
      editor.setValue('Data', `size ${size}`, { type: 3, data: new Uint8Array(size).fill(size) });
    }
    for (let type = 0; type < 12; type += 1) {
      editor.setValue('Types', `type ${type}`, { type, data: toUtf16le('text\0\0') });
    }
    editor.setValue('Types', '', { type: 1, data: toUtf16le('default\0') });
    editor.setValue(['café', 'Straße'], 'naïve', { type: 1, data: toUtf16le('ascii\0') });
    editor.createKey('Class', { className: 'a class' });
    for (let i = 0; i < 2000; i += 1) editor.createKey(['Many', `Key ${(i * 997) % 2000}`]);
    for (let i = 0; i < 2000; i += 3) editor.deleteKey(['Many', `Key ${i}`]);
    written.push([`1.${version}`, editor.toBytes()]);
  }
  if (NO_COLLECTED_HIVES !== false) return written;
  for (const { name, bytes } of collectedHives('{user,appsettings}')) {
    const opened = editHive(bytes, { now: 133_000_000_000_000_000n });
    assert.ok(opened.ok, name);
    const names = opened.value
      .hive()
      .root.subkeys()
      .map((key) => upcaseName(key.name));
    if (names[0] !== undefined) opened.value.deleteKey([names[0]]);
    opened.value.setValue('Software\\New', 'Value', { type: 3, data: new Uint8Array(40_000).fill(1) });
    written.push([name, opened.value.toBytes()]);
  }
  return written;
}
