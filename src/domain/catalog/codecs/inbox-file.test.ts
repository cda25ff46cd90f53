import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { REG_EXPAND_SZ, REG_SZ } from '../../../regf/value-type.ts';
import { inboxFile, OWN_FILE } from './inbox-file.ts';
import { readText, writeText } from './text.ts';

const sound = inboxFile('media');
const pointer = inboxFile('cursors');
const text = (value: string, type = REG_SZ): { type: number; data: Uint8Array } => ({ type, data: writeText(value) });

test('both forms that real hives hold come out as one', () => {
  const plain = { ok: true, value: '%SystemRoot%\\cursors\\aero_arrow.cur' };
  assert.deepEqual(pointer.decode(text('%SystemRoot%\\cursors\\aero_arrow.cur', REG_EXPAND_SZ)), plain);
  assert.deepEqual(pointer.decode(text('C:\\Windows\\cursors\\aero_arrow.cur')), plain);
  assert.deepEqual(pointer.decode(text('c:\\WINDOWS\\Cursors\\aero_arrow.cur')), plain);
  assert.deepEqual(sound.decode(text('C:\\Windows\\media\\Windows Hardware Insert.wav')), {
    ok: true,
    value: '%SystemRoot%\\media\\Windows Hardware Insert.wav',
  });
  assert.deepEqual(sound.decode(text('')), { ok: true, value: '' });
});

test('what is taken is written as text in which Windows finds its own folder', () => {
  const written = sound.encode('%SystemRoot%\\media\\chord.wav', undefined);
  assert.ok(written.ok);
  assert.equal(written.value.type, REG_EXPAND_SZ);
  assert.deepEqual(readText(written.value), { ok: true, value: '%SystemRoot%\\media\\chord.wav' });
});

test('a file from anywhere else is noted without its path, and never written', () => {
  const elsewhere = [
    'C:\\Users\\anna\\ring.wav',
    '\\\\evil.example\\media\\chord.wav',
    'C:\\Windows\\media\\..\\..\\evil.wav',
    'C:\\Windows\\media\\a\\b\\c.wav',
    'C:\\Windows\\media\\chord.wav:evil',
    'C:\\Windows\\media\\chord.exe',
    'C:\\Windows\\media\\chord.wav.exe',
    'C:\\Windows\\media\\chord.wav\nevil',
    'D:\\media\\chord.wav',
    '%TEMP%\\media\\chord.wav',
    '%SystemRoot%\\media\\%TEMP%.wav',
    'chord.wav',
    'C:\\Windows\\cursors\\aero_arrow.cur',
  ];
  for (const path of elsewhere) {
    assert.deepEqual(sound.decode(text(path)), { ok: true, value: OWN_FILE }, path);
    assert.equal(sound.encode(path, undefined).ok, false, path);
  }
  assert.deepEqual(sound.encode(OWN_FILE, undefined), {
    ok: false,
    error: 'it is a file of the person on the old device, which does not travel',
  });
  assert.equal(sound.encode('C:\\Windows\\media\\chord.wav', undefined).ok, false, 'only the one form travels');
});

test('whatever is taken from a folder of Windows can be written, in whatever case it was', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_ ]{1,260}$/);
  fc.assert(
    fc.property(name, fc.constantFrom('wav', 'WAV', 'Wav'), (file, kind) => {
      const taken = sound.decode(text(`C:\\WINDOWS\\Media\\${file}.${kind}`));
      assert.ok(taken.ok);
      assert.equal(sound.encode(taken.value, undefined).ok, taken.value !== OWN_FILE);
    }),
  );
});

test('no text gets out of the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('.\\/:%~$ ab"|\n')) }), (name) => {
      const written = sound.encode(`%SystemRoot%\\media\\${name}.wav`, undefined);
      if (written.ok) assert.doesNotMatch(name, /\.\.|[/:%~$"|\n]|\\.*\\/);
    }),
  );
});
