// Reads every setting of a catalog once and says what it found: absent, present or unreadable, and whether what is
// present is Windows' own default. Nothing is left out silently: each setting in scope has an observation, and a place on the
// deny-list is not even read, whichever catalog names it.

import type { Catalog, CatalogEntry } from '../catalog/catalog.ts';
import { whyDenied } from '../catalog/deny-list.ts';
import type { Location, ReadLocation, Setting, SettingValue } from '../catalog/setting.ts';
import { sameValue } from '../catalog/setting-value.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import { buildInRange } from '../device/windows-build.ts';

export type Observation =
  /** `because` where a person would want to know why. */
  | { readonly state: 'absent'; readonly because?: string }
  | { readonly state: 'present'; readonly value: SettingValue; readonly atDefault: boolean }
  | { readonly state: 'unreadable'; readonly reason: string };

export type Observed = CatalogEntry & { readonly observation: Observation };

export type Scope = {
  readonly facts: DeviceFacts;
  /** Whether the source has such a place at all: an offline profile has no machine hives. */
  readonly covers: (location: Location) => boolean;
  /** Ids of `optIn` settings that an administrator asked for. */
  readonly optedIn: ReadonlySet<string>;
};

export function observe(catalog: Catalog, read: ReadLocation, scope: Scope): readonly Observed[] {
  return catalog.categories.flatMap((category) =>
    category.settings
      .filter((setting) => inScope(setting, scope))
      .map((setting) => ({ setting, category: category.id, observation: observeSetting(setting, read, scope.facts) })),
  );
}

/** Windows' default for a setting on a build; `undefined` where nobody knows it. */
export function defaultOf(setting: Setting, windowsBuild: number | undefined): SettingValue | undefined {
  return setting.defaults.find((rule) => buildInRange(windowsBuild, rule.builds) === true)?.value;
}

function inScope(setting: Setting, scope: Scope): boolean {
  if (setting.optIn === true && !scope.optedIn.has(setting.id)) return false;
  return scope.covers(setting.at) && buildInRange(scope.facts.windowsBuild, setting.builds) !== false;
}

function observeSetting(setting: Setting, read: ReadLocation, facts: DeviceFacts): Observation {
  const denied = whyDenied(setting.at);
  if (denied !== undefined) return { state: 'unreadable', reason: `it never travels: ${denied}` };
  const because = setting.chosenByWindows?.(read);
  if (because !== undefined) return { state: 'absent', because };
  const reading = read(setting.at);
  if (reading.state !== 'present') return reading;
  const decoded = setting.codec.decode(reading.raw);
  if (!decoded.ok) return { state: 'unreadable', reason: decoded.error };
  const usual = defaultOf(setting, facts.windowsBuild);
  const atDefault = usual !== undefined && sameValue(usual, decoded.value);
  return { state: 'present', value: decoded.value, atDefault };
}
