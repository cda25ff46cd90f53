// Text size, pointer and touch, text cursor, colour filters and contrast.

import { color } from '../../codecs/color.ts';
import { choice, decimalText, dword } from '../../codecs/number.ts';
import { normally, onOff, setting, since, together } from '../../entry.ts';
import { ACCESSIBILITY, CURSORS, DESKTOP, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { flagsOf } from './key-flags.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const EASE = 'Software\\Microsoft\\Accessibility';
const FILTER = 'Software\\Microsoft\\ColorFiltering';
const FILTERS = choice({
  0: 'grayscale',
  1: 'inverted',
  2: 'grayscale inverted',
  3: 'red-green (deuteranopia)',
  4: 'red-green (protanopia)',
  5: 'blue-yellow (tritanopia)',
});
const INDICATOR = `${EASE}\\CursorIndicator`;
const SCROLL_BARS = choice({ 0: 'on', 1: 'off' });
const TOUCH = choice({ 0: 'off', 1: 'on', 2: 'darker and larger' });

/** Its "on" bit is left out: it is the live state of a theme, not a choice by itself. */
const contrast = flagsOf('HighContrast', 126);

// biome-ignore format: one setting a line
export const vision: readonly Setting[] = [
  setting('accessibility.messageDuration', 'Dismiss notifications after, in seconds', user(ACCESSIBILITY, 'MessageDuration'), dword({}, { min: 5, max: 300 }), normally(5)),
  ...since(17134, [
    setting('accessibility.alwaysShowScrollbars', 'Always show scrollbars', user(ACCESSIBILITY, 'DynamicScrollbars'), SCROLL_BARS, normally(1)),
  ]),
  ...since(17763, [
    setting('accessibility.textSize', 'Text size in percent', user(EASE, 'TextScaleFactor'), dword({}, { min: 100, max: 225 }), normally(100)),
    // The slider and the pixels that belong to it: 32 + 16 × (size - 1).
    ...together('pointer', [
      setting('accessibility.pointer.size', 'Mouse pointer size', user(EASE, 'CursorSize'), dword({}, { min: 1, max: 15 }), normally(1)),
      setting('accessibility.pointer.baseSize', 'Mouse pointer size in pixels', user(CURSORS, 'CursorBaseSize'), dword({}, { min: 32, max: 256 }), normally(32)),
    ]),
  ]),
  setting('accessibility.touch.contact', 'Touch indicator', user(CURSORS, 'ContactVisualization'), TOUCH, normally(1)),
  setting('accessibility.touch.gesture', 'Touch gestures that are shown', user(CURSORS, 'GestureVisualization'), dword({ 0: 'none', 31: 'all' }, { max: 31 }), normally(31)),

  setting('accessibility.textCursor.blink', 'Cursor blink rate in milliseconds', user(DESKTOP, 'CursorBlinkRate'), decimalText({ [-1]: 'none' }, { min: -1, max: 1200 }), normally(530)),
  setting('accessibility.focusBorderWidth', 'Focus rectangle: width in pixels', user(DESKTOP, 'FocusBorderWidth'), dword({}, { min: 1, max: 100 }), normally(1)),
  setting('accessibility.focusBorderHeight', 'Focus rectangle: height in pixels', user(DESKTOP, 'FocusBorderHeight'), dword({}, { min: 1, max: 100 }), normally(1)),
  setting('accessibility.minimumHitRadius', 'Smallest area that a touch hits, in pixels', user(ACCESSIBILITY, 'MinimumHitRadius'), dword({}, { max: 1000 }), normally(0)),
  setting('accessibility.textCursor.thickness', 'Text cursor thickness', user(DESKTOP, 'CaretWidth'), dword({}, { min: 1, max: 20 }), normally(1)),
  ...since(18362, [
    startsAtSignIn('accessibility.textCursor.indicator', 'Text cursor indicator', 'cursorindicator'),
    setting('accessibility.textCursor.indicatorSize', 'Text cursor indicator size', user(INDICATOR, 'IndicatorType'), dword({}, { min: 1, max: 5 })),
    setting('accessibility.textCursor.indicatorColor', 'Text cursor indicator color', user(INDICATOR, 'IndicatorColor'), color('ABGR'), normally(0xff00bf)),
  ]),

  ...since(16299, together('colorFilter', [
    onOff('accessibility.colorFilter.active', 'Color filters', user(FILTER, 'Active'), 'off'),
    setting('accessibility.colorFilter.type', 'Color filter', user(FILTER, 'FilterType'), FILTERS, normally(0)),
    startsAtSignIn('accessibility.colorFilter.autostart', 'Color filters after sign-in', 'colorfiltering'),
  ])),
  ...since(17134, [
    onOff('accessibility.colorFilter.hotkey', 'Keyboard shortcut for color filters', user(FILTER, 'HotkeyEnabled'), 'off'),
  ]),

  contrast('accessibility.contrast.shortcut', 'Keyboard shortcut for contrast themes', 0x04),
  contrast('accessibility.contrast.confirm', 'Contrast themes: ask before turning on by shortcut', 0x08),
  contrast('accessibility.contrast.sound', 'Contrast themes: play a sound when turning on or off', 0x10),
];
