import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { toUtf16le } from '../../../lib/bytes.ts';
import { REG_BINARY, REG_EXPAND_SZ, REG_SZ } from '../../../regf/value-type.ts';
import { text, textChoice, writeText } from './text.ts';

const anyText = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));

test('text reads back as itself, lone surrogates and all', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const raw = { type: REG_SZ, data: writeText(value) };
      assert.deepEqual(text().encode(value, undefined), { ok: true, value: raw });
      assert.deepEqual(text().decode(raw), { ok: true, value });
    }),
  );
});

test('text ends at its first NUL, or where its bytes end', () => {
  for (const stored of ['de-DE', 'de-DE\0', 'de-DE\0\0\0', 'de-DE\0rest']) {
    const read = text().decode({ type: REG_EXPAND_SZ, data: toUtf16le(stored) });
    assert.deepEqual(read, { ok: true, value: 'de-DE' });
  }
});

test('a pattern and a choice hold in both directions', () => {
  const code = text({ pattern: /^[A-Z]{2}$/ });
  const handler = textChoice({ MSOpenFolder: 'open folder' });
  const cases = [
    [code, 'DE', 'de'],
    [handler, 'MSOpenFolder', 'msopenfolder'],
    [handler, 'MSOpenFolder', 'constructor'],
  ] as const;
  for (const [codec, taken, refused] of cases) {
    assert.ok(codec.encode(taken, undefined).ok);
    assert.ok(codec.decode({ type: REG_SZ, data: writeText(taken) }).ok);
    assert.deepEqual(codec.encode(refused, undefined), codec.decode({ type: REG_SZ, data: writeText(refused) }));
    assert.equal(codec.encode(refused, undefined).ok, false);
  }
});

test('a NUL, another type and more than any setting holds are refused', () => {
  assert.deepEqual(text().encode('a\0b', undefined), { ok: false, error: 'its text holds a NUL' });
  assert.deepEqual(text().decode({ type: REG_BINARY, data: writeText('a') }), {
    ok: false,
    error: 'it is REG_BINARY, not text',
  });
  const long = 'x'.repeat(8193);
  assert.equal(text().encode(long, undefined).ok, false);
  assert.equal(text().decode({ type: REG_SZ, data: writeText(long) }).ok, false);
});

test('text is described by its words, and only by their own', () => {
  const codec = textChoice({ MSOpenFolder: 'open folder' });
  assert.equal(codec.describe('MSOpenFolder'), 'open folder');
  assert.equal(codec.describe('toString'), '"toString"');
});
