// Sticky keys, filter keys, toggle keys and access keys.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { decimalText, dword } from '../../codecs/number.ts';
import { normally, onOff, onOffText, setting, since, together } from '../../entry.ts';
import { ACCESSIBILITY, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { preference } from '../../user-preferences-mask.ts';
import { flagsOf } from './key-flags.ts';

const RESPONSE = `${ACCESSIBILITY}\\Keyboard Response`;
const ON_SCREEN = 'Software\\Microsoft\\Osk';
const KEPT = decimalText({}, { min: 0, max: 20_000 });
const SHOWN = dword({ 0: 'off' }, { max: 20_000 });

const stickyKeys = flagsOf('StickyKeys', 510);
const filterKeys = flagsOf('Keyboard Response', 126);
const toggleKeys = flagsOf('ToggleKeys', 62);

// biome-ignore format: one setting a line
export const keyboard: readonly Setting[] = [
  stickyKeys('accessibility.stickyKeys.on', 'Sticky keys', 0x01),
  stickyKeys('accessibility.stickyKeys.shortcut', 'Keyboard shortcut for sticky keys', 0x04),
  stickyKeys('accessibility.stickyKeys.confirm', 'Sticky keys: ask before turning on by shortcut', 0x08),
  stickyKeys('accessibility.stickyKeys.sound', 'Sticky keys: play a sound when turning on or off', 0x10),
  stickyKeys('accessibility.stickyKeys.indicator', 'Show the sticky keys icon on the taskbar', 0x20),
  stickyKeys('accessibility.stickyKeys.audible', 'Play a sound when a shortcut key is pressed', 0x40),
  stickyKeys('accessibility.stickyKeys.lock', 'Lock shortcut keys when pressed twice in a row', 0x80),
  stickyKeys('accessibility.stickyKeys.twoKeysOff', 'Turn off sticky keys when two keys are pressed at the same time', 0x100),

  filterKeys('accessibility.filterKeys.on', 'Filter keys', 0x01),
  filterKeys('accessibility.filterKeys.shortcut', 'Keyboard shortcut for filter keys', 0x04),
  filterKeys('accessibility.filterKeys.confirm', 'Filter keys: ask before turning on by shortcut', 0x08),
  filterKeys('accessibility.filterKeys.sound', 'Filter keys: play a sound when turning on or off', 0x10),
  filterKeys('accessibility.filterKeys.indicator', 'Show the filter keys icon on the taskbar', 0x20),
  filterKeys('accessibility.filterKeys.click', 'Beep when keys are pressed or accepted', 0x40),
  // Windows 11 shows the second four and the keyboard obeys the first.
  ...together('filterKeysTimes', [
    setting('accessibility.filterKeys.wait', 'Slow keys: milliseconds', user(RESPONSE, 'DelayBeforeAcceptance'), KEPT, normally(1000)),
    setting('accessibility.filterKeys.repeatDelay', 'Repeat keys: milliseconds to the first', user(RESPONSE, 'AutoRepeatDelay'), KEPT, normally(1000)),
    setting('accessibility.filterKeys.repeatRate', 'Repeat keys: milliseconds to the next', user(RESPONSE, 'AutoRepeatRate'), KEPT, normally(500)),
    setting('accessibility.filterKeys.bounce', 'Bounce keys: milliseconds', user(RESPONSE, 'BounceTime'), KEPT, normally(0)),
    ...since(WINDOWS_11_BUILD, [
      setting('accessibility.filterKeys.oskSlow', 'Slow keys: milliseconds (shown)', user(ON_SCREEN, 'KeystrokeDelay'), SHOWN, normally(0)),
      setting('accessibility.filterKeys.oskFirstRepeat', 'Repeat keys: milliseconds to the first (shown)', user(ON_SCREEN, 'FirstRepeatDelay'), SHOWN, normally(0)),
      setting('accessibility.filterKeys.oskNextRepeat', 'Repeat keys: milliseconds to the next (shown)', user(ON_SCREEN, 'NextRepeatDelay'), SHOWN, normally(0)),
      setting('accessibility.filterKeys.oskBounce', 'Bounce keys: milliseconds (shown)', user(ON_SCREEN, 'BounceTime'), SHOWN, normally(0)),
    ]),
  ]),

  toggleKeys('accessibility.toggleKeys.on', 'Toggle keys', 0x01),
  toggleKeys('accessibility.toggleKeys.shortcut', 'Keyboard shortcut for toggle keys', 0x04),
  toggleKeys('accessibility.toggleKeys.confirm', 'Toggle keys: ask before turning on by shortcut', 0x08),
  toggleKeys('accessibility.toggleKeys.sound', 'Toggle keys: play a sound when turning on or off', 0x10),

  onOff('accessibility.warningSounds', 'Notify me when I turn on sticky, filter or toggle keys', user(ACCESSIBILITY, 'Warning Sounds'), 'on'),
  onOff('accessibility.soundOnActivation', 'Play a sound when I turn on sticky, filter or toggle keys', user(ACCESSIBILITY, 'Sound on Activation'), 'on'),
  onOffText('accessibility.keyboardPreference', 'Underline access keys', user(`${ACCESSIBILITY}\\Keyboard Preference`, 'On'), 'off'),
  preference('accessibility.keyboard.cues', 'Underline access keys (as drawn)', 5),
];
