// A machine's policies for tests: policy values in memory, or in a SOFTWARE hive on the disk.

import { writeFileSync } from 'node:fs';
import { writeDword } from '../../src/domain/catalog/codecs/number.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { locationKey, type RegistryLocation } from '../../src/domain/catalog/setting.ts';
import type { ReadPolicyValue } from '../../src/domain/policy/effective-policy.ts';
import type { Policy, PolicyPlace, PolicyState } from '../../src/domain/policy/policy.ts';
import { POLICIES } from '../../src/domain/policy/setting-definitions.ts';
import { createHive } from '../../src/regf/edit.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { REG_SZ } from '../../src/regf/value-type.ts';

export type PolicyRegistry = ReadonlyMap<string, { readonly location: RegistryLocation; readonly raw: RawValue }>;

export function readerOf(registry: PolicyRegistry): ReadPolicyValue {
  return (location) => {
    const entry = registry.get(locationKey(location));
    return entry === undefined ? { state: 'absent' } : { state: 'present', raw: entry.raw };
  };
}

export function withValue(registry: PolicyRegistry, location: RegistryLocation, raw: RawValue): PolicyRegistry {
  return new Map([...registry, [locationKey(location), { location, raw }]]);
}

/** Policies by name, as Group Policy writes them. */
export function groupPolicies(states: Readonly<Record<string, PolicyState>>): PolicyRegistry {
  return Object.entries(states).reduce<PolicyRegistry>((registry, [name, state]) => {
    const place = policyNamed(name).gpo ?? policyNamed(name).mdm;
    if (place === undefined) throw new Error(`${name} is written nowhere`);
    return withValue(registry, place.location, rawOf(place, state));
  }, new Map());
}

/** Beside an exclusion: *Allow users to turn … on*. */
export function leftToPeople(registry: PolicyRegistry, name: string): PolicyRegistry {
  const { userOverride } = policyNamed(name);
  if (userOverride === undefined) throw new Error(`${name} leaves nothing to people`);
  return withValue(registry, userOverride, writeDword(0));
}

export function rawOf({ form }: PolicyPlace, state: PolicyState): RawValue {
  return form.kind === 'number' ? writeDword(form[state]) : { type: REG_SZ, data: writeText(`<${state}/>`) };
}

export function policyNamed(name: string): Policy {
  const policy = POLICIES.find((each) => each.name === name);
  if (policy === undefined) throw new Error(`there is no policy ${name}`);
  return policy;
}

/** Writes the SOFTWARE hive of a machine with these policies. */
export function writeSoftwareHive(path: string, registry: PolicyRegistry): void {
  const hive = createHive({ fileName: 'SOFTWARE' });
  for (const { location, raw } of registry.values()) hive.setValue(location.key, location.value, raw);
  writeFileSync(path, hive.toBytes());
}
