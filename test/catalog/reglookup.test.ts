// The whole catalog against another program's reading of real hives: at the place of every setting there is a value for us exactly
// where there is one for reglookup, with the same type and the same data.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { catalog } from '../../src/domain/catalog/catalog.ts';
import type { RegistryLocation } from '../../src/domain/catalog/setting.ts';
import { fromUtf16le, toHex } from '../../src/lib/bytes.ts';
import { openHive } from '../../src/regf/hive.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import {
  REG_BINARY,
  REG_DWORD,
  REG_EXPAND_SZ,
  REG_MULTI_SZ,
  REG_SZ,
  valueTypeName,
} from '../../src/regf/value-type.ts';
import { missing, runOn } from '../regf/oracle.ts';

const folder = join(import.meta.dirname, '../../../shared/data/hives/user');
const skip = existsSync(folder) ? missing('reglookup') : 'the real hives (../shared/data/hives/user) are not here';
const hives = skip === false ? readdirSync(folder).filter((name) => /DAT(\.gz)?$/.test(name)) : [];
const places = catalog.categories
  .flatMap((category) => category.settings)
  .flatMap(({ at }) => (at.kind === 'registry' && at.hive === 'NTUSER.DAT' ? [at] : []));

test('the catalogued values of every real hive are those that reglookup finds', { skip }, () => {
  assert.ok(hives.length >= 8, `${hives.length} hives`);
  for (const name of hives) {
    const stored = readFileSync(join(folder, name));
    const bytes = name.endsWith('.gz') ? gunzipSync(stored) : stored;
    const theirs = tableOf(runOn('reglookup', bytes).output);
    const opened = openHive(bytes);
    assert.ok(opened.ok, name);
    const found = places.map((at) => {
      const value = opened.value.find(at.key)?.value(at.value);
      const ours = value && wordsOf({ type: value.type, data: value.data.slice() });
      assertSame(ours, theirs.get(pathOf(at)), `${name}: ${at.key} : ${at.value}`);
      return ours;
    });
    assert.ok(found.filter((each) => each !== undefined).length > 80, name);
  }
});

/** reglookup shows text outside of ASCII in ways of its own; of that only the type is compared. */
function assertSame(ours: string | undefined, theirs: string | undefined, where: string): void {
  const [type = ''] = ours?.split(' ', 1) ?? [];
  if (ours !== undefined && /[^\p{ASCII}]/u.test(ours)) assert.ok(theirs?.startsWith(type), where);
  else assert.equal(ours, theirs, where);
}

/** Type and data by path in capitals. */
function tableOf(output: string): ReadonlyMap<string, string> {
  const lines = output.split('\n').flatMap((line) => {
    const [path = '', type = 'KEY', data = ''] = line.split(',');
    if (type === 'KEY' || type === 'TYPE') return [];
    return [[unescaped(path).toString('utf8').toUpperCase(), `REG_${type} ${dataWords(type, data)}`] as const];
  });
  return new Map(lines);
}

function dataWords(type: string, data: string): string {
  if (type === 'BINARY') return toHex(unescaped(data));
  return unescaped(data).toString('utf8');
}

/** reglookup writes whatever stands in its way as `%` and two digits. */
function unescaped(text: string): Buffer {
  return Buffer.from(
    text.replaceAll(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16))),
    'latin1',
  );
}

function pathOf({ key, value }: RegistryLocation): string {
  return `/${key.replaceAll('\\', '/')}/${value}`.toUpperCase();
}

function wordsOf(raw: RawValue): string {
  return `${valueTypeName(raw.type)} ${ourData(raw)}`;
}

function ourData({ type, data }: RawValue): string {
  if (type === REG_BINARY) return toHex(data);
  if (type === REG_DWORD) return `0x${toHex(data.toReversed()).toUpperCase()}`;
  const text = fromUtf16le(data);
  if (type === REG_SZ || type === REG_EXPAND_SZ) return text.split('\0', 1)[0] ?? '';
  if (type === REG_MULTI_SZ) return text.split('\0').filter(Boolean).join('|');
  return toHex(data);
}
