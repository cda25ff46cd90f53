// What people change on their PC: settings of the catalog with the values that somebody would choose. Everybody has some habits;
// now and then one changes.

import type { SettingValue } from '../../domain/catalog/setting.ts';
import { ANNAS_CHOICES } from '../people.ts';
import type { Chance } from './chance.ts';

/** What a person chose, by setting id. */
export type Habits = Readonly<Record<string, SettingValue>>;

export function someHabits(chance: Chance): Habits {
  const eagerness = 0.15 + 0.5 * chance.fraction();
  const chosen = chance.some(Object.entries(COMMON), eagerness);
  return Object.fromEntries(chosen.map(([id, values]) => [id, chance.pick(values)]));
}

/** One habit more, or another than before. */
export function changedHabits(chance: Chance, before: Habits): Habits {
  const [id, values] = chance.pick(Object.entries(COMMON));
  const others = values.filter((value) => value !== before[id]);
  if (others.length > 0) return { ...before, [id]: chance.pick(others) };
  return Object.fromEntries(Object.entries(before).filter(([chosen]) => chosen !== id));
}

/** Anna's, of whom the demo tells, and what others choose. */
const COMMON: Readonly<Record<string, readonly SettingValue[]>> = {
  ...Object.fromEntries(Object.entries(ANNAS_CHOICES).map(([id, value]) => [id, [value]])),
  'personalization.darkMode.apps': [0, 0, 1],
  'personalization.darkMode.system': [0],
  'devices.mouse.speed': [6, 8, 12, 14],
  'devices.mouse.wheelLines': [1, 5, 8],
  'taskbar.clock.seconds': [1],
  'taskbar.endTask': [1],
  'taskbar.alignment': [0],
  'taskbar.glom': [1, 2],
  'start.allAppsView': [1, 2],
  'start.showAllPins': [1],
  'system.snap.groups': [0],
  'system.display.rememberWindows': [1],
  'system.menuShowDelay': ['0', '100'],
  'system.sound.beep': ['no'],
  'system.notifications.tips': [0],
  'devices.touchpad.scrollDirection': [1],
  'devices.touchpad.tap': [0],
  'explorer.launchTo': [1, 3],
  'explorer.singleClick': [true],
  'explorer.showRecent': [0],
  'explorer.navAllFolders': [1],
  'explorer.nav.gallery': [0],
  'language.typing.autocorrect': [0],
  'language.region.geoId': [84, 94, 98, 122, 166, 191, 242],
  'language.region.locale': ['de-DE', 'fr-FR', 'pl-PL', 'pt-PT', 'tr-TR', 'en-IE', 'ja-JP'],
  'accessibility.textSize': [110, 125, 150],
  'accessibility.textCursor.blink': [-1],
  'accessibility.contrast.shortcut': [false],
  'accessibility.audio.showSounds': [1],
  'gaming.gameMode': [0],
  'personalization.desktop.iconSize': [32, 64],
  'personalization.lockScreen.widgets': [0],
};
