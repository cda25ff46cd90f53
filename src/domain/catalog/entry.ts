// How an entry of the catalog is written: one line for the setting itself, and around lines that have something in common
// what that is. To add a setting, copy a line.
//
//   onOff('taskbar.badges', 'Show badges on taskbar apps', advanced('TaskbarBadges'), 'on'),
//   ...since(22621, [setting('start.layout', 'Layout', advanced('Start_Layout'), choice({ … }), normally(0))]),
//
// The default comes last and is left out where nobody knows it: a wrong one would lose a person's choice without a word.

import { WINDOWS_11_BUILD } from '../device/windows-build.ts';
import { choice, decimalChoice } from './codecs/number.ts';
import type { Codec, Condition, Default, Location, Setting, SettingValue } from './setting.ts';

export function setting(
  id: string,
  name: string,
  at: Location,
  codec: Codec,
  defaults: readonly Default[] = [],
): Setting {
  return { id, name, at, codec, defaults };
}

/** A switch in REG_DWORD: 0 is off, 1 is on. */
export function onOff(id: string, name: string, at: Location, byDefault?: 'on' | 'off'): Setting {
  return setting(id, name, at, choice(OFF_ON), switchDefault(byDefault));
}

/** A switch in REG_SZ: "0" is off, "1" is on. */
export function onOffText(id: string, name: string, at: Location, byDefault?: 'on' | 'off'): Setting {
  return setting(id, name, at, decimalChoice(OFF_ON), switchDefault(byDefault));
}

/** A switch that Windows keeps the other way round, as in "disable …": 0 is on, 1 is off. */
export function offOn(id: string, name: string, at: Location, byDefault?: 'on' | 'off'): Setting {
  return setting(id, name, at, choice(ON_OFF), byDefault === undefined ? [] : normally(byDefault === 'on' ? 0 : 1));
}

/** What every Windows has when nobody chose. */
export function normally(value: SettingValue): readonly Default[] {
  return [{ value }];
}

/** What Windows 10 has when nobody chose, and what Windows 11 has. */
export function normallyOn(defaults: { windows10: SettingValue; windows11: SettingValue }): readonly Default[] {
  return [
    { builds: { to: WINDOWS_11_BUILD - 1 }, value: defaults.windows10 },
    { builds: { from: WINDOWS_11_BUILD }, value: defaults.windows11 },
  ];
}

/** Known to this build and later ones. */
export function since(from: number, settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, builds: { from } }));
}

/** Known to these builds only. */
export function between(from: number, to: number, settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, builds: { from, to } }));
}

/** Known to this build and earlier ones. */
export function until(to: number, settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, builds: { to } }));
}

/** Changed together or not at all. */
export function together(group: string, settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, group }));
}

/** Applied only where the condition holds. */
export function onlyIf(condition: Condition, settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, conditions: [...(each.conditions ?? []), condition] }));
}

/** Captured only when an administrator asked for it by name. */
export function onRequest(settings: readonly Setting[]): readonly Setting[] {
  return settings.map((each) => ({ ...each, optIn: true }));
}

/** Values of the machine: they take an elevated agent and an administrator who asked. */
export function ofTheMachine(settings: readonly Setting[]): readonly Setting[] {
  return onRequest(settings).map((each) => ({ ...each, elevated: true }));
}

const OFF_ON = { 0: 'off', 1: 'on' };
const ON_OFF = { 0: 'on', 1: 'off' };

function switchDefault(byDefault: 'on' | 'off' | undefined): readonly Default[] {
  return byDefault === undefined ? [] : normally(byDefault === 'on' ? 1 : 0);
}
