// Mouse pointer aids, mouse keys and eye control.

import { decimalText, dword } from '../../codecs/number.ts';
import { normally, onOff, setting, since, together } from '../../entry.ts';
import { ACCESSIBILITY, DESKTOP, MOUSE, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { preference } from '../../user-preferences-mask.ts';
import { flagsOf } from './key-flags.ts';

const MOUSE_KEYS = `${ACCESSIBILITY}\\MouseKeys`;
const SPEED = decimalText({}, { min: 10, max: 360 });
const ACCELERATION = decimalText({}, { min: 1000, max: 5000 });
const mouseKeys = flagsOf('MouseKeys', 62);

// biome-ignore format: one setting a line
export const mouse: readonly Setting[] = [
  preference('accessibility.mouse.sonar', 'Show location of pointer when I press the Ctrl key', 14),
  preference('accessibility.mouse.vanish', 'Hide pointer while typing', 16),
  preference('accessibility.mouse.clickLock', 'ClickLock', 15),
  setting('accessibility.mouse.clickLockTime', 'ClickLock: milliseconds before a click is locked', user(DESKTOP, 'ClickLockTime'), dword({}, { min: 200, max: 2200 }), normally(1200)),
  // Two defaults are seen: none, and half a second.
  setting('accessibility.mouse.hoverActivateDelay', 'Activate a window by hovering: after milliseconds', user(DESKTOP, 'ActiveWndTrkTimeout'), dword({}, { max: 10_000 })),
  setting('accessibility.mouse.trails', 'Pointer trails', user(MOUSE, 'MouseTrails'), decimalText({ 0: 'off', 1: 'off' }, { min: -1, max: 16 }), normally(0)),
  preference('accessibility.mouse.activateOnHover', 'Activate a window by hovering over it with the mouse', 0),
  preference('accessibility.mouse.raiseOnHover', 'Raise a window that hovering activated', 6),

  ...since(17134, [
    // It does nothing where there is no eye tracker.
    onOff('accessibility.eyeControl', 'Eye control', user('Software\\Microsoft\\input\\EC', 'Enabled'), 'off'),
  ]),

  mouseKeys('accessibility.mouseKeys.on', 'Mouse keys', 0x01),
  mouseKeys('accessibility.mouseKeys.shortcut', 'Keyboard shortcut for mouse keys', 0x04),
  mouseKeys('accessibility.mouseKeys.confirm', 'Mouse keys: ask before turning on by shortcut', 0x08),
  mouseKeys('accessibility.mouseKeys.sound', 'Mouse keys: play a sound when turning on or off', 0x10),
  mouseKeys('accessibility.mouseKeys.indicator', 'Show the mouse keys icon on the taskbar', 0x20),
  mouseKeys('accessibility.mouseKeys.modifiers', 'Hold the Ctrl key to speed up and the Shift key to slow down', 0x40),
  mouseKeys('accessibility.mouseKeys.numLock', 'Only use mouse keys when Num lock is on', 0x80),
  ...together('mouseKeysTimes', [
    setting('accessibility.mouseKeys.speed', 'Mouse keys speed', user(MOUSE_KEYS, 'MaximumSpeed'), SPEED, normally(80)),
    setting('accessibility.mouseKeys.accel', 'Mouse keys: milliseconds to full speed', user(MOUSE_KEYS, 'TimeToMaximumSpeed'), ACCELERATION, normally(3000)),
  ]),
];
