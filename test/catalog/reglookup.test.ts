// The whole catalog on every collected user hive, beside reglookup: where it finds a value at a setting's place, we find the
// same value of the same type; where it finds none, we say absent.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRegistry } from '../../src/agent/offline/offline-profile.ts';
import { catalog, settingsById } from '../../src/domain/catalog/catalog.ts';
import { locationKey, type RegistryLocation } from '../../src/domain/catalog/setting.ts';
import { fromUtf16le } from '../../src/lib/bytes.ts';
import { openHive } from '../../src/regf/hive.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { valueTypeName } from '../../src/regf/value-type.ts';
import { collectedHives, NO_COLLECTED_HIVES } from '../regf/collected.ts';
import { missing } from '../regf/oracle.ts';

test('on every collected profile the catalogued places hold what reglookup reads there', {
  skip: NO_COLLECTED_HIVES || missing('reglookup'),
}, () => {
  const places = [...settingsById(catalog).values()].flatMap(({ setting: { at } }) =>
    at.kind === 'registry' && at.hive === 'NTUSER.DAT' ? [at] : [],
  );
  const distinct = [...new Map(places.map((at) => [locationKey(at), at])).values()];
  let found = 0;
  for (const { name, bytes } of collectedHives('user')) {
    const theirs = reglookupValues(bytes);
    const hive = openHive(bytes);
    assert.ok(hive.ok, name);
    for (const at of distinct) {
      const reading = readRegistry(hive.value, at);
      const expected = theirs.get(pathOf(at));
      assert.equal(reading.state, expected === undefined ? 'absent' : 'present', `${name}: ${at.key} : ${at.value}`);
      if (reading.state !== 'present' || expected === undefined) continue;
      assert.equal(valueTypeName(reading.raw.type), `REG_${expected.type}`, `${name}: ${at.key} : ${at.value}`);
      const ours = inTheirWords(reading.raw);
      if (ours !== undefined) assert.equal(ours, expected.text, `${name}: ${at.key} : ${at.value}`);
      found += 1;
    }
  }
  assert.ok(found > 500, `${found} values were compared`);
});

type Printed = { readonly type: string; readonly text: string };

/** Lines of `/Key/Value,TYPE,text,` with bytes that are not plain as %XX, by upper-case path. */
function reglookupValues(bytes: Uint8Array): ReadonlyMap<string, Printed> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-test-'));
  try {
    writeFileSync(join(folder, 'hive'), bytes);
    const { stdout } = spawnSync('reglookup', [join(folder, 'hive')], { encoding: 'latin1', maxBuffer: 2 ** 28 });
    const lines = stdout.split('\n').map((line) => /^(\/[^,]*),([A-Z_]+),(.*),$/.exec(line));
    const values = lines.flatMap((match) => (match?.[2] === undefined || match[2] === 'KEY' ? [] : [match]));
    return new Map(
      values.map(([, path = '', type = '', text = '']) => [
        unescaped(path).toUpperCase(),
        { type, text: unescaped(text) },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A key's default value has an empty last name, as there. */
function pathOf({ key, value }: RegistryLocation): string {
  return `/${key.replaceAll('\\', '/')}/${value}`.toUpperCase();
}

/** `undefined` where it prints text that is not ASCII, or types, in a way of its own; those the hivexml comparison covers. */
function inTheirWords({ type, data }: RawValue): string | undefined {
  if (type === 4 && data.length === 4) {
    const number = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
    return `0x${number.toString(16).toUpperCase().padStart(8, '0')}`;
  }
  if (type === 1 || type === 2) {
    const text = fromUtf16le(data).replace(/\0.*$/s, '');
    return /^[\x20-\x7e]*$/.test(text) ? text : undefined;
  }
  return type === 3 ? Buffer.from(data).toString('latin1') : undefined;
}

function unescaped(text: string): string {
  return text.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
