// How the touch keyboard looks. What it types is under Time & language.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { choice, dword } from '../../codecs/number.ts';
import { text } from '../../codecs/text.ts';
import { normally, onOff, setting, since } from '../../entry.ts';
import { TOUCH_KEYBOARD, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

// A plain name, never a path.
const THEME_NAME = text({ pattern: /^[\p{L}\p{N} _-]{1,64}$/u });
const LABEL_SIZE = choice({ 0: 'small', 1: 'medium', 2: 'large' });

const PERCENT = dword({}, { min: 1, max: 1000 });

// biome-ignore format: one setting a line
export const touchKeyboard: readonly Setting[] = since(WINDOWS_11_BUILD, [
  setting('personalization.touchKeyboard.theme', 'Keyboard theme', user(TOUCH_KEYBOARD, 'SelectedThemeName'), THEME_NAME),
  setting('personalization.touchKeyboard.themeIndex', 'Keyboard theme number', user(TOUCH_KEYBOARD, 'SelectedThemeIndex'), dword({}, { max: 15 }), normally(0)),
  setting('personalization.touchKeyboard.themeVersion', 'Keyboard theme version', user(TOUCH_KEYBOARD, 'ThemeDataVersion'), dword(), normally(2)),
  onOff('personalization.touchKeyboard.keyBackground', 'Key background', user(TOUCH_KEYBOARD, 'IsKeyBackgroundEnabled'), 'on'),
  setting('personalization.touchKeyboard.labelSize', 'Key text size', user(TOUCH_KEYBOARD, 'KeyLabelSize'), LABEL_SIZE, normally(1)),
  setting('personalization.touchKeyboard.scale', 'Keyboard size in percent', user(TOUCH_KEYBOARD, 'UserKeyboardScalingFactor'), PERCENT, normally(100)),
]);
