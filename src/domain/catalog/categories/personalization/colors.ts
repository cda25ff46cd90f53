// Light and dark, transparency and the accent colour.

import { binary } from '../../codecs/binary.ts';
import { color } from '../../codecs/color.ts';
import { choice } from '../../codecs/number.ts';
import { normally, normallyOn, onOff, setting, since, together, until } from '../../entry.ts';
import { DESKTOP, DWM, EXPLORER, PERSONALIZE, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const ACCENT = `${EXPLORER}\\Accent`;
const MODE = choice({ 0: 'dark', 1: 'light' });

// biome-ignore format: one setting a line
export const colors: readonly Setting[] = [
  ...since(14393, [
    setting('personalization.darkMode.apps', 'Default app mode', user(PERSONALIZE, 'AppsUseLightTheme'), MODE, normally(1)),
  ]),
  ...since(18362, [
    setting('personalization.darkMode.system', 'Default Windows mode', user(PERSONALIZE, 'SystemUsesLightTheme'), MODE, normallyOn({ windows10: 0, windows11: 1 })),
  ]),
  onOff('personalization.transparency', 'Transparency effects', user(PERSONALIZE, 'EnableTransparency'), 'on'),
  onOff('personalization.accent.onStartTaskbar', 'Show accent color on Start and taskbar', user(PERSONALIZE, 'ColorPrevalence'), 'off'),
  onOff('personalization.accent.onTitleBars', 'Show accent color on title bars and windows borders', user(DWM, 'ColorPrevalence'), 'off'),
  ...until(22621, [
    onOff('personalization.windowColorization', 'Color window frames', user(DWM, 'EnableWindowColorization'), 'off'),
  ]),
  // Sources disagree on what a new profile has.
  onOff('personalization.accent.auto', 'Pick an accent color from my background', user(DESKTOP, 'AutoColorization')),
  // The shell shows a mix of colours unless all six agree. The shipped blue differs between releases, so there is no default.
  ...together('accent', [
    setting('personalization.accent.color', 'Accent color', user(DWM, 'AccentColor'), color('ABGR')),
    setting('personalization.accent.colorization', 'Window color', user(DWM, 'ColorizationColor'), color('ARGB')),
    setting('personalization.accent.afterglow', 'Window afterglow', user(DWM, 'ColorizationAfterglow'), color('ARGB')),
    setting('personalization.accent.palette', 'Accent shades', user(ACCENT, 'AccentPalette'), binary({ minBytes: 32, maxBytes: 32 })),
    setting('personalization.accent.startMenu', 'Start color', user(ACCENT, 'StartColorMenu'), color('ABGR')),
    setting('personalization.accent.menu', 'Menu color', user(ACCENT, 'AccentColorMenu'), color('ABGR')),
  ]),
];
