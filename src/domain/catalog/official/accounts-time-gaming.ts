// The pages Accounts, Time & language and Gaming of the official catalogue.

import {
  BOTH,
  carried,
  group,
  NEITHER,
  type OfficialGroup,
  type OfficialRow,
  partly,
  staying,
} from './official-row.ts';

const SWITCH = "It steers Microsoft's own backup; what Keepsake takes along is for its administrator to say.";

// biome-ignore format: one row a line
export const accountsPages: readonly OfficialGroup[] = [
  group('Accounts', 'Windows backup', BOTH, [
    staying('Remember my preferences', 'management', SWITCH),
    staying('Accessibility', 'management', SWITCH),
    staying('Accounts, Wi-Fi networks and passwords', 'management', SWITCH),
    staying('Personalization', 'management', SWITCH),
    staying('Language preferences and dictionary', 'management', SWITCH),
    staying('Other Windows settings', 'management', SWITCH),
  ]),
  group('Accounts', 'Windows backup › apps', NEITHER, [staying('Remember my apps', 'management', SWITCH)]),
  group('Accounts', 'Email & accounts', BOTH, [
    staying('Accounts used by other apps', 'account', 'Accounts are signed in anew; their tokens are bound to one device and are secrets.'),
  ]),
  group('Time & language', 'Date & time', BOTH, [
    carried('Set time zone automatically', 'time.zone.auto'),
    staying('Time zone', 'needsWindowsApi', 'Windows derives half of the values when the zone is set by API; the name alone would contradict them.'),
    staying('Show additional calendars in the taskbar', 'noDocumentedLocation', 'Only a reading tool of Windows names it, and no place to write it.'),
  ]),
  group('Time & language', 'Typing', BOTH, [
    carried('Play key sounds as I type', 'language.typing.keySound'),
    carried('Capitalize the first letter of each sentence', 'language.typing.autoShift', 'language.typing.autoShift11'),
    carried('Add a period after I double-tap the Spacebar', 'language.typing.doubleTapSpace', 'language.typing.doubleTap11'),
    carried('Use all uppercase letters when I double-tap Shift', 'language.typing.shiftLock'),
    carried('Show text suggestions when typing on the physical keyboard', 'language.typing.hwSuggestions'),
    carried('Multilingual text suggestions', 'language.typing.multilingual'),
    carried('Autocorrect misspelled words', 'language.typing.autocorrect', 'language.typing.autocorrect11'),
    carried('Highlight misspelled words', 'language.typing.spellcheck'),
  ]),
  group('Gaming', '', BOTH, [
    carried('Game Bar', 'gaming.gameBar.controller'),
    carried('Game Mode', 'gaming.gameMode'),
    partly('Game Bar shortcuts', ['gaming.shortcut.toggleGameBar', 'gaming.shortcut.toggleCameraCapture', 'gaming.shortcut.toggleBroadcast'], 'And those of the rows below.'),
    shortcut('Win+G', 'toggleGameBar'),
    shortcut('Win+Alt+PrtScrn', 'takeScreenshot'),
    shortcut('Win+Alt+G', 'saveHistoricalVideo'),
    shortcut('Win+Alt+R', 'toggleRecording'),
    shortcut('Win+Alt+M', 'toggleMicrophoneCapture'),
    shortcut('Win+Alt+B', 'toggleBroadcast'),
  ]),
];

function shortcut(keys: string, action: string): OfficialRow {
  return carried(keys, `gaming.shortcut.${action}`, `gaming.shortcut.${action}Modifiers`);
}
