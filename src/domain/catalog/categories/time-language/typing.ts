// Typing: suggestions, corrections and the shortcuts between input languages.

import { choice, decimalChoice, dword } from '../../codecs/number.ts';
import { normally, onOff, setting } from '../../entry.ts';
import { INPUT, INTERNATIONAL, TOUCH_KEYBOARD, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { preference } from '../../user-preferences-mask.ts';

const PROFILE = `${INTERNATIONAL}\\User Profile`;
const LANGUAGE_BAR = 'Software\\Microsoft\\CTF\\LangBar';
const TOGGLE = 'Keyboard Layout\\Toggle';
const KEYS = decimalChoice({ 1: 'Left Alt+Shift', 2: 'Ctrl+Shift', 3: 'none', 4: 'grave accent' });

// biome-ignore format: one setting a line
export const typing: readonly Setting[] = [
  onOff('language.profile.showAutoCorrection', 'Autocorrect', user(PROFILE, 'ShowAutoCorrection'), 'on'),
  onOff('language.profile.showTextPrediction', 'Text prediction', user(PROFILE, 'ShowTextPrediction'), 'on'),
  onOff('language.profile.showCasing', 'Capitalize the first letter', user(PROFILE, 'ShowCasing'), 'on'),
  onOff('language.profile.showShiftLock', 'Caps Lock when I double-tap Shift', user(PROFILE, 'ShowShiftLock'), 'on'),

  setting('language.hotkey.languagehotkey', 'Switch input language', user(TOGGLE, 'Language Hotkey'), KEYS, normally(1)),
  setting('language.hotkey.hotkey', 'Switch input language (older copy)', user(TOGGLE, 'Hotkey'), KEYS, normally(1)),
  setting('language.hotkey.layouthotkey', 'Switch keyboard layout', user(TOGGLE, 'Layout Hotkey'), KEYS, normally(2)),
  preference('language.langBar.desktop', "Use the desktop language bar when it's available", 40),

  setting('language.langBar.show', 'Language bar', user(LANGUAGE_BAR, 'ShowStatus'), choice({ 0: 'floating on desktop', 3: 'hidden', 4: 'docked in the taskbar' }), normally(4)),
  setting('language.langBar.transparency', 'Language bar: opacity of 255', user(LANGUAGE_BAR, 'Transparency'), dword({}, { min: 64, max: 255 }), normally(255)),
  onOff('language.langBar.extraIcons', 'Show additional language bar icons in the taskbar', user(LANGUAGE_BAR, 'ExtraIconsOnMinimized'), 'off'),
  onOff('language.langBar.labels', 'Show text labels on the language bar', user(LANGUAGE_BAR, 'Label'), 'on'),

  onOff('language.typing.desktopAutoInvoke', "Show the touch keyboard when there's no keyboard attached", user(TOUCH_KEYBOARD, 'EnableDesktopModeAutoInvoke'), 'off'),
  onOff('language.typing.compatKeyboard', 'Add the standard keyboard layout as a touch keyboard option', user(TOUCH_KEYBOARD, 'EnableCompatibilityKeyboard'), 'off'),
  onOff('language.typing.hwAutocorrect', 'Autocorrect misspelled words I type on the physical keyboard', user(INPUT, 'EnableHwkbAutocorrection'), 'off'),
  onOff('language.typing.insights', 'Typing insights', user(INPUT, 'InsightsEnabled'), 'on'),
  onOff('language.typing.autocorrect', 'Autocorrect misspelled words', user(TOUCH_KEYBOARD, 'EnableAutocorrection'), 'on'),
  onOff('language.typing.spellcheck', 'Highlight misspelled words', user(TOUCH_KEYBOARD, 'EnableSpellchecking'), 'on'),
  onOff('language.typing.textPredictionSoft', 'Show text suggestions on the touch keyboard', user(TOUCH_KEYBOARD, 'EnableTextPrediction'), 'on'),
  onOff('language.typing.predictionSpace', 'Add a space after I choose a text suggestion', user(TOUCH_KEYBOARD, 'EnablePredictionSpaceInsertion'), 'on'),
  onOff('language.typing.doubleTapSpace', 'Add a period after I double-tap the Spacebar', user(TOUCH_KEYBOARD, 'EnableDoubleTapSpace'), 'on'),
  onOff('language.typing.autoShift', 'Capitalize the first letter of each sentence', user(TOUCH_KEYBOARD, 'EnableAutoShiftEngage'), 'on'),
  onOff('language.typing.shiftLock', 'Use all uppercase letters when I double-tap Shift', user(TOUCH_KEYBOARD, 'EnableShiftLock'), 'on'),
  onOff('language.typing.keySound', 'Play key sounds as I type', user(TOUCH_KEYBOARD, 'EnableKeyAudioFeedback'), 'on'),

  onOff('language.typing.hwSuggestions', 'Show text suggestions when typing on the physical keyboard', user(INPUT, 'EnableHwkbTextPrediction'), 'off'),
  onOff('language.typing.multilingual', 'Multilingual text suggestions', user(INPUT, 'MultilingualEnabled'), 'off'),
  onOff('language.typing.voiceTypingKey', 'Show the voice typing mic button', user(INPUT, 'IsVoiceTypingKeyEnabled'), 'on'),
  onOff('language.typing.autoShift11', 'Capitalize the first letter of each sentence (newer copy)', user(INPUT, 'EnableAutoShiftEngage'), 'on'),
  onOff('language.typing.doubleTap11', 'Add a period after I double-tap the Spacebar (newer copy)', user(INPUT, 'EnableDoubleTapSpace'), 'on'),
  onOff('language.typing.autocorrect11', 'Autocorrect misspelled words (newer copy)', user(INPUT, 'EnableAutocorrection'), 'on'),
];
