import assert from 'node:assert/strict';
import { test } from 'node:test';

import { REG_BINARY } from '../../../regf/value-type.ts';
import { fromHex } from '../../../lib/bytes.ts';
import { guidList } from './guid-list.ts';

const DOCUMENTS = '{2D34D5CE-FA5A-4543-82F2-22E6EAF7773C}';
const DOWNLOADS = '{E367B32F-89DE-4355-BFCE-61F37B18A937}';
const codec = guidList({ [DOCUMENTS]: 'Documents', [DOWNLOADS]: 'Downloads' });

test('GUIDs are packed in memory order', () => {
  const raw = { type: REG_BINARY, data: Uint8Array.from(fromHex('CED5342D5AFA434582F222E6EAF7773C') ?? []) };
  assert.deepEqual(codec.encode([DOCUMENTS], undefined), { ok: true, value: raw });
  assert.deepEqual(codec.decode(raw), { ok: true, value: [DOCUMENTS] });
});

test('any order of the known ones reads back as itself', () => {
  for (const value of [[], [DOWNLOADS], [DOWNLOADS, DOCUMENTS]]) {
    const written = codec.encode(value, undefined);
    assert.ok(written.ok);
    assert.deepEqual(codec.decode(written.value), { ok: true, value });
  }
  assert.equal(codec.describe([DOWNLOADS, DOCUMENTS]), 'Downloads, Documents');
  assert.equal(codec.describe([]), 'none');
});

test('strangers, repeats and odd lengths are refused', () => {
  for (const value of [['constructor'], [DOCUMENTS.toLowerCase()], [DOCUMENTS, DOCUMENTS], [''], DOCUMENTS]) {
    assert.equal(codec.encode(value, undefined).ok, false);
  }
  for (const length of [1, 15, 16, 160]) {
    assert.equal(codec.decode({ type: REG_BINARY, data: new Uint8Array(length) }).ok, false);
  }
});
