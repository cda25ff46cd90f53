import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { edit } from '../../test/regf/arbitrary.ts';
import { interrupted, makeNewLog, makeOldLog, sequenceOf } from '../../test/regf/make-log.ts';
import { applyEdit, modelOf } from '../../test/regf/model.ts';
import { plainHive } from '../../test/regf/tree.ts';
import { createHive } from './create.ts';
import { headerChecksum } from './header.ts';
import { type Hive, openHive } from './hive.ts';
import { BASE_BLOCK_SIZE } from './layout.ts';
import { marvin32 } from './marvin32.ts';
import type { Recovery } from './recover.ts';

/** The same hive after each of some edits, oldest first. */
const states = fc.array(edit, { minLength: 3, maxLength: 8 }).map((edits) => {
  const editor = createHive({ lastWritten: 7n });
  editor.setValue('always', 'v', { type: 3, data: new Uint8Array(9000) });
  const images = [editor.toBytes()];
  const model = modelOf(plainHive(editor.hive()));
  for (const [i, one] of edits.entries()) {
    applyEdit(model, editor, one);
    editor.setValue('always', `v${i}`, { type: 4, data: Uint8Array.of(i, 0, 0, 0) });
    images.push(editor.toBytes());
  }
  return images;
});

function open(bytes: Uint8Array, logs: readonly Uint8Array[]): Hive {
  const result = openHive(bytes, { logs });
  assert.ok(result.ok, result.ok ? '' : result.error.detail);
  return result.value;
}

function binsOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(BASE_BLOCK_SIZE);
}

function refusals(recovery: Recovery): readonly string[] {
  return 'refused' in recovery ? recovery.refused.map(({ code }) => code) : [];
}

test('either log format brings an interrupted hive to the state that was being written', () => {
  fc.assert(
    fc.property(states, (images) => {
      const first = images[0] as Uint8Array;
      const last = images.at(-1) as Uint8Array;
      for (const [format, log] of [
        ['old', makeOldLog(first, last)],
        ['new', makeNewLog(images)],
      ] as const) {
        const hive = open(interrupted(first), [log]);
        assert.equal(hive.recovery.state, 'recovered');
        assert.ok(hive.recovery.state === 'recovered' && hive.recovery.format === format);
        assert.deepEqual(binsOf(hive.bytes), binsOf(last));
        assert.equal(hive.header.primarySequence, hive.header.secondarySequence);
        assert.ok(hive.header.checksumValid);
        assert.equal(open(hive.bytes, [log]).recovery.state, 'clean');
      }
    }),
    { numRuns: 40 },
  );
});

test('entries split between two logs are joined whichever is given first, and stop at a gap', () => {
  fc.assert(
    fc.property(states, fc.boolean(), (images, swap) => {
      const first = images[0] as Uint8Array;
      const start = sequenceOf(first);
      const earlier = makeNewLog(images.slice(0, 3), start);
      const later = makeNewLog(images.slice(2), start + 2);
      const hive = open(interrupted(first), swap ? [later, earlier] : [earlier, later]);
      assert.deepEqual(binsOf(hive.bytes), binsOf(images.at(-1) as Uint8Array));
      const gap = open(interrupted(first), [earlier, makeNewLog(images.slice(2), start + 3)]);
      assert.deepEqual(binsOf(gap.bytes), binsOf(images[2] as Uint8Array));
      assert.deepEqual(refusals(gap.recovery), ['log-not-continued']);
    }),
    { numRuns: 20 },
  );
});

test('a damaged byte in a new-format log stops before its entry, never after', () => {
  fc.assert(
    fc.property(states, fc.nat(), fc.integer({ min: 1, max: 255 }), (images, position, change) => {
      const first = images[0] as Uint8Array;
      const log = makeNewLog(images);
      const at = position % log.length;
      log[at] = (log[at] ?? 0) ^ change;
      const hive = open(interrupted(first), [log]);
      const applied = hive.recovery.state === 'recovered' ? hive.recovery.entriesApplied : 0;
      assert.deepEqual(binsOf(hive.bytes), binsOf(images[applied] as Uint8Array));
    }),
    { numRuns: 200 },
  );
});

test('a hive whose base block is damaged gets it back from the log', () => {
  const editor = createHive({ lastWritten: 99n });
  const before = editor.toBytes();
  editor.setValue('k', 'v', { type: 1, data: new Uint8Array(30) });
  const after = editor.toBytes();
  for (const log of [makeOldLog(before, after), makeNewLog([before, after])]) {
    for (const [start, end] of [
      [0, 600],
      [200, 201],
    ]) {
      const damaged = before.slice();
      damaged.fill(0xee, start, end);
      const hive = open(damaged, [log]);
      assert.ok(hive.recovery.state === 'recovered' && hive.recovery.headerRestored);
      assert.equal(hive.find('k')?.value('v')?.data.length, 30);
    }
  }
});

test('the logs of a clean hive are left alone, and a dirty one without logs says so', () => {
  const editor = createHive();
  const before = editor.toBytes();
  editor.createKey('later');
  const after = editor.toBytes();
  for (const log of [makeOldLog(before, after), makeNewLog([before, after])]) {
    const hive = open(before, [log]);
    assert.deepEqual(hive.recovery, { state: 'clean' });
    assert.equal(hive.bytes, before);
  }
  assert.deepEqual(open(interrupted(before), []).recovery, { state: 'dirty-without-log' });
  assert.deepEqual(open(interrupted(before), [new Uint8Array(0)]).recovery, { state: 'dirty-without-log' });
});

test('logs that cannot be trusted are refused with the reason, and the hive stays as it is', () => {
  const editor = createHive({ lastWritten: 5n });
  const before = editor.toBytes();
  editor.createKey('later');
  const after = editor.toBytes();
  const old = makeOldLog(before, after);
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['log-bad-header', new Uint8Array(600)],
    ['log-bad-header', changed(old, 0, 1, false)],
    ['log-bad-header', changed(old, 8, 77, true)],
    ['log-unknown-format', changed(old, 28, 3, true)],
    ['log-timestamp-mismatch', changed(old, 12, 6, true)],
    ['log-bad-dirty-vector', changed(old, 512, 0, false)],
    ['log-bad-dirty-vector', old.slice(0, -1)],
    ['log-sequence-mismatch', makeNewLog([before, after], 0)],
    ['log-no-entries', makeNewLog([before])],
    ['log-bad-entry', changed(makeNewLog([before, after]), 520, 1, false)],
    ['log-bad-entry', changed(makeNewLog([before, after]), 600, 1, false)],
    ['log-bad-entry', rehashed(changed(makeNewLog([before, after]), 528, 0x40000000, false))],
  ];
  for (const [code, log] of cases) {
    const dirty = interrupted(before);
    const hive = open(dirty, [log]);
    assert.equal(hive.recovery.state, 'dirty', code);
    assert.deepEqual(refusals(hive.recovery), [code]);
    assert.equal(hive.bytes, dirty);
  }
});

test('the flag of pending transactions comes from the entry', () => {
  const editor = createHive();
  const before = editor.toBytes();
  editor.createKey('later');
  const log = rehashed(changed(makeNewLog([before, editor.toBytes()]), 520, 1, false));
  const { bytes } = open(interrupted(before), [log]);
  assert.equal(new DataView(bytes.buffer).getUint32(144, true), 1);
});

/** The log with its first entry's checksum over the header made right again. */
function rehashed(log: Uint8Array): Uint8Array {
  const hash = marvin32(log.subarray(512, 544));
  return changed(changed(log, 544, hash.low, false), 548, hash.high, false);
}

function changed(log: Uint8Array, at: number, value: number, reseal: boolean): Uint8Array {
  const copy = log.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(at, value, true);
  if (reseal) view.setUint32(508, headerChecksum(view), true);
  return copy;
}
