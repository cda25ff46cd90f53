// What every registry promises, whoever keeps it. Run for hives in memory and for the fake on every system, and for a
// running Windows (here: Wine) by `wine/registry-on-windows.ts`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HiveName, locationKey, type RegistryLocation } from '../../src/domain/catalog/setting.ts';
import { toUtf16le } from '../../src/lib/bytes.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import type { Registry } from '../../src/agent/registry/registry.ts';

const TEST_KEY = 'Software\\Keepsake Contract';
const PLAIN = { noNullPrototype: true } as const;
const DWORD: RawValue = { type: 4, data: Uint8Array.of(1, 0, 0, 0) };

/** `fresh` answers with a registry in which nothing lies under `Software\Keepsake Contract`. */
export function registryContract(name: string, fresh: () => Registry): void {
  const law = (title: string, work: (registry: Registry) => void): void => {
    test(`${name}: ${title}`, () => {
      const registry = fresh();
      try {
        work(registry);
      } finally {
        for (const hive of ['NTUSER.DAT', 'UsrClass.dat'] as const) clear(registry, { hive, key: TEST_KEY });
      }
    });
  };

  law('what was never written is absent, and deleting it is no error', (registry) => {
    const location = at('Nothing', 'Here');
    assert.deepEqual(registry.read(location), { state: 'absent' });
    assert.deepEqual(registry.delete(location), { ok: true, value: true });
    assert.equal(registry.hasKey(location), false);
    assert.deepEqual(registry.valueNames(location), { ok: true, value: [] });
    assert.deepEqual(registry.subkeyNames(location), { ok: true, value: [] });
    assert.deepEqual(registry.removeEmptyKey(location), { ok: true, value: false });
  });

  law('flushing a hive changes nothing that is read', (registry) => {
    put(registry, at('Flushed', 'x'), DWORD);
    assert.deepEqual(registry.flush('NTUSER.DAT'), { ok: true, value: true });
    assert.deepEqual(plain(registry, at('Flushed', 'x')), DWORD);
  });

  law('where values can be written is known before, whether or not the key is there', (registry) => {
    const location = at('Not yet\\there', 'x');
    assert.ok(registry.mayWrite(location));
    assert.equal(registry.hasKey({ ...location, key: `${TEST_KEY}\\Not yet` }), false);
    put(registry, location, DWORD);
    assert.ok(registry.mayWrite(location));
  });

  law('bytes of every type come back as they went in, also where they break the rules of their type', (registry) => {
    for (const [i, raw] of oddValues().entries()) {
      const location = at('Odd', `value ${i}`);
      put(registry, location, raw);
      assert.deepEqual(plain(registry, location), raw, `value ${i} of type ${raw.type}`);
    }
  });

  law('a value of a megabyte is read and written whole, and replaced by a short one', (registry) => {
    const data = new Uint8Array(1024 * 1024 - 16).map((_, i) => (i * 31) & 0xff);
    put(registry, at('Large', 'megabyte'), { type: 3, data });
    assert.deepEqual(plain(registry, at('Large', 'megabyte')), { type: 3, data });
    put(registry, at('Large', 'megabyte'), DWORD);
    assert.deepEqual(plain(registry, at('Large', 'megabyte')), DWORD);
  });

  law('names may be of any script and length that Windows allows, and the default value is a value', (registry) => {
    const names = ['', 'Ümläut €', 'Привет, мир', '設定', '🎨 emoji', 'with / and " and %', 'n'.repeat(16_383)];
    const keys = ['Ключ', '鍵 🔑', 'k'.repeat(255)];
    for (const key of keys) for (const value of names) put(registry, at(key, value), DWORD);
    for (const key of keys) {
      assert.deepEqual(sorted(registry.valueNames(at(key, ''))), names.toSorted());
      for (const value of names) assert.deepEqual(plain(registry, at(key, value)), DWORD);
    }
    assert.deepEqual(sorted(registry.subkeyNames({ hive: 'NTUSER.DAT', key: TEST_KEY })), keys.toSorted());
  });

  law('case is ignored when looking and kept when listing', (registry) => {
    put(registry, at('Mixed Case', 'Value Name'), DWORD);
    assert.deepEqual(plain(registry, at('MIXED case', 'value NAME')), DWORD);
    put(registry, at('mixed case', 'VALUE NAME'), { type: 3, data: Uint8Array.of(7) });
    assert.deepEqual(registry.valueNames(at('mixed case', '')), { ok: true, value: ['Value Name'] });
    assert.deepEqual(plain(registry, at('Mixed Case', 'Value Name')), { type: 3, data: Uint8Array.of(7) });
  });

  law('a key is removed when it is empty, and only then', (registry) => {
    const [outer, inner] = [at('Outer', ''), at('Outer\\Inner', '')];
    put(registry, at('Outer\\Inner', 'x'), DWORD);
    assert.deepEqual(registry.removeEmptyKey(outer), { ok: true, value: false });
    assert.deepEqual(registry.removeEmptyKey(inner), { ok: true, value: false });
    assert.deepEqual(registry.delete(at('Outer\\Inner', 'x')), { ok: true, value: true });
    assert.equal(registry.hasKey(inner), true);
    assert.deepEqual(registry.removeEmptyKey(inner), { ok: true, value: true });
    assert.equal(registry.hasKey(inner), false);
    assert.deepEqual(registry.removeEmptyKey(outer), { ok: true, value: true });
    assert.equal(registry.hasKey(outer), false);
  });

  law("the person's two hives are two places", (registry) => {
    put(registry, at('Same', 'name'), DWORD);
    const elsewhere = at('Same', 'name', 'UsrClass.dat');
    assert.deepEqual(registry.read(elsewhere), { state: 'absent' });
    put(registry, elsewhere, { type: 1, data: new Uint8Array() });
    assert.deepEqual(plain(registry, at('Same', 'name')), DWORD);
  });

  law('a name that no registry holds is refused with a reason, and nothing is written', (registry) => {
    for (const location of [at('n'.repeat(256), 'x'), at('Sound', 'n'.repeat(16_384)), at('No\\\\name', 'x')]) {
      const answer = registry.write(location, DWORD);
      assert.equal(answer.ok, false);
      assert.notEqual(answer.error.detail, '');
      assert.deepEqual(registry.read(location), { state: 'absent' });
    }
  });

  law('any sequence of writes and deletes leaves what a map would hold', (registry) => {
    const names = fc.constantFrom('', 'a', 'B', 'ы', 'Long Name');
    const step = fc.record(
      {
        key: fc.constantFrom('S1', 'S1\\T', 'S2'),
        value: names,
        raw: fc.option(
          fc.record({ type: fc.constantFrom(0, 1, 3, 4, 7, 11, 99), data: fc.uint8Array({ maxLength: 40 }) }, PLAIN),
        ),
      },
      PLAIN,
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        clear(registry, { hive: 'NTUSER.DAT', key: TEST_KEY });
        const model = new Map<string, RawValue>();
        for (const { key, value, raw } of steps) {
          const location = at(key, value);
          if (raw === null) {
            assert.ok(registry.delete(location).ok);
            model.delete(locationKey(location));
          } else {
            put(registry, location, raw);
            model.set(locationKey(location), raw);
          }
        }
        for (const { key, value } of steps) {
          const expected = model.get(locationKey(at(key, value)));
          assert.deepEqual(plain(registry, at(key, value)), expected);
        }
      }),
      { numRuns: 50 },
    );
  });
}

function oddValues(): readonly RawValue[] {
  const datas = [
    new Uint8Array(),
    Uint8Array.of(1),
    Uint8Array.of(1, 2, 3),
    toUtf16le('terminated\0'),
    toUtf16le('not terminated'),
    toUtf16le('em\0bedded\0'),
    toUtf16le('first\0second\0\0'),
    toUtf16le('\ud800 lone surrogate\0'),
    Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    new Uint8Array(5000).fill(0xab),
  ];
  const types = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 0x1234, 0xffff0012];
  return types.flatMap((type) => datas.map((data) => ({ type, data })));
}

function at(key: string, value: string, hive: HiveName = 'NTUSER.DAT'): RegistryLocation {
  return { kind: 'registry', hive, key: `${TEST_KEY}\\${key}`, value };
}

function put(registry: Registry, location: RegistryLocation, raw: RawValue): void {
  assert.deepEqual(registry.write(location, raw), { ok: true, value: true });
}

/** What is read, as plain bytes that compare by content; `undefined` for absent. */
function plain(registry: Registry, location: RegistryLocation): RawValue | undefined {
  const reading = registry.read(location);
  if (reading.state === 'absent') return undefined;
  assert.equal(reading.state, 'present');
  return { type: reading.raw.type, data: Uint8Array.from(reading.raw.data) };
}

function sorted(names: ReturnType<Registry['valueNames']>): readonly string[] {
  assert.ok(names.ok);
  return names.value.toSorted();
}

/** Empties a key of the contract and removes it. */
function clear(registry: Registry, place: { readonly hive: HiveName; readonly key: string }): void {
  const [values, subkeys] = [registry.valueNames(place), registry.subkeyNames(place)];
  assert.ok(values.ok && subkeys.ok);
  for (const value of values.value) registry.delete({ kind: 'registry', ...place, value });
  for (const name of subkeys.value) clear(registry, { ...place, key: `${place.key}\\${name}` });
  registry.removeEmptyKey(place);
}
