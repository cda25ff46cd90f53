// The registry port as a map, for tests that are about something else: no bytes of hives, and places that refuse.

import { type HiveName, locationKey, type RegistryLocation } from '../../src/domain/catalog/setting.ts';
import { toHex } from '../../src/lib/bytes.ts';
import { fail, ok, type Result } from '../../src/lib/result.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import {
  type KeyPlace,
  keysOnTheWay,
  type Registry,
  type RegistryProblem,
  whyNoPlace,
} from '../../src/agent/registry/registry.ts';

export type FakeRegistry = Registry & {
  /** Writing to this place, and deleting it, is refused from now on. */
  readonly protect: (location: RegistryLocation) => void;
  /** Each hive is again what it was when it was last flushed. */
  readonly cutPower: () => void;
  /** Everything there is, for comparing: values by place, and the keys. */
  readonly everything: () => { readonly values: readonly string[]; readonly keys: readonly string[] };
};

type Held = { readonly location: RegistryLocation; readonly raw: RawValue };

const HIVES: ReadonlySet<HiveName> = new Set(['NTUSER.DAT', 'UsrClass.dat', 'SOFTWARE', 'SYSTEM']);
const DENIED: RegistryProblem = { code: 'access-denied', detail: 'access is denied (Windows error 5)' };

export function fakeRegistry(hives: ReadonlySet<HiveName> = HIVES): FakeRegistry {
  const values = new Map<string, Held>();
  const keys = new Map<string, KeyPlace>();
  const kept = new Map<HiveName, readonly (readonly [string, Held])[]>();
  const denied = new Set<string>();
  const deniedKeys = new Set<string>();

  const keyId = ({ hive, key }: KeyPlace): string => `${hive}\0${key.toUpperCase()}`;
  const hasKey = (place: KeyPlace): boolean => hives.has(place.hive) && (place.key === '' || keys.has(keyId(place)));
  const valuesOf = (place: KeyPlace): readonly Held[] =>
    [...values.values()].filter(({ location }) => keyId(location) === keyId(place));
  const subkeysOf = (place: KeyPlace): readonly string[] =>
    [...keys.values()]
      .filter((it) => keyId(parentOf(it)) === keyId(place))
      .map((it) => it.key.split('\\').at(-1) ?? '');

  const heldIn = (hive: HiveName) => [...values].filter(([, { location }]) => location.hive === hive);

  function write(location: RegistryLocation, raw: RawValue): Result<true, RegistryProblem> {
    const id = locationKey(location);
    if (denied.has(id)) return fail(DENIED);
    if (!hives.has(location.hive)) return fail({ code: 'refused', detail: `there is no hive ${location.hive}` });
    const badName = whyNoPlace(location);
    if (badName !== undefined) return fail({ code: 'refused', detail: badName });
    for (const place of keysOnTheWay(location)) if (!keys.has(keyId(place))) keys.set(keyId(place), place);
    values.set(id, { location: values.get(id)?.location ?? location, raw: { type: raw.type, data: raw.data.slice() } });
    return ok(true);
  }

  return {
    read: (location) => {
      const held = values.get(locationKey(location));
      return held === undefined ? { state: 'absent' } : { state: 'present', raw: held.raw };
    },
    write,
    delete: (location) => {
      if (denied.has(locationKey(location))) return fail(DENIED);
      values.delete(locationKey(location));
      return ok(true);
    },
    hasKey,
    mayWrite: (place) => hives.has(place.hive) && !deniedKeys.has(keyId(place)),
    valueNames: (place) => ok(valuesOf(place).map(({ location }) => location.value)),
    subkeyNames: (place) => ok(subkeysOf(place)),
    removeEmptyKey: (place) => {
      const isEmpty = valuesOf(place).length === 0 && subkeysOf(place).length === 0;
      return ok(isEmpty && keys.delete(keyId(place)));
    },
    flush: (hive) => {
      kept.set(hive, heldIn(hive));
      return ok(true);
    },
    cutPower: () => {
      values.clear();
      for (const held of kept.values()) for (const [id, value] of held) values.set(id, value);
    },
    protect: (location) => {
      denied.add(locationKey(location));
      deniedKeys.add(keyId(location));
    },
    everything: () => ({
      values: [...values]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { raw }]) => `${id} = ${raw.type}:${toHex(raw.data)}`),
      keys: [...keys.keys()].toSorted(),
    }),
  };
}

function parentOf({ hive, key }: KeyPlace): KeyPlace {
  return { hive, key: key.split('\\').slice(0, -1).join('\\') };
}
