// The console: what every command prompt starts with. Its places and forms are documented with the console API.

import { color } from '../../codecs/color.ts';
import { dword } from '../../codecs/number.ts';
import { text, textChoice } from '../../codecs/text.ts';
import { normally, onOff, setting, since, together } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';
import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';

const at = (value: string): RegistryLocation => user('Console', value);
const FACE = text({ pattern: /^[\p{L}\p{N} _-]{1,31}$/u });
/** Two numbers in one: columns or width in the lower half, lines or height in the upper. */
const PAIR = dword();
const CURSORS = {
  0: 'as before',
  1: 'vertical bar',
  2: 'underscore',
  3: 'empty box',
  4: 'double underscore',
  5: 'solid box',
};

/** The programs may be only these: a class that a snapshot names freely would be code that it chooses. */
const DELEGATE = {
  '{00000000-0000-0000-0000-000000000000}': 'let Windows decide',
  '{B23D10C0-E52E-411E-9D5B-C09FDF709C7D}': 'Windows Console Host',
};
const CONSOLE = textChoice({ ...DELEGATE, '{2EACA947-7F5F-4CFA-BA87-8F7FBEEFBE69}': 'Windows Terminal' });
const TERMINAL = textChoice({ ...DELEGATE, '{E12CFF52-A866-4C77-9A90-F570A7AA2C6B}': 'Windows Terminal' });

// biome-ignore format: one setting a line
export const consoleWindow: readonly Setting[] = [
  ...since(WINDOWS_11_BUILD, together('defaultTerminal', [
    setting('system.dev.terminalConsole', 'Default terminal: console', user('Console\\%%Startup', 'DelegationConsole'), CONSOLE),
    setting('system.dev.terminal', 'Default terminal: terminal', user('Console\\%%Startup', 'DelegationTerminal'), TERMINAL),
  ])),
  onOff('system.console.quickEdit', 'Command prompt: QuickEdit mode', at('QuickEdit')),
  onOff('system.console.insertMode', 'Command prompt: insert mode', at('InsertMode')),
  onOff('system.console.ctrlShortcuts', 'Command prompt: disable Ctrl key shortcuts', at('CtrlKeyShortcutsDisabled')),
  onOff('system.console.filterOnPaste', 'Command prompt: filter clipboard contents on paste', at('FilterOnPaste')),
  onOff('system.console.lineWrap', 'Command prompt: wrap text output on resize', at('LineWrap')),
  onOff('system.console.lineSelection', 'Command prompt: line wrapping selection', at('LineSelection')),
  onOff('system.console.extendedEditKey', 'Command prompt: extended text selection keys', at('ExtendedEditKey')),
  onOff('system.console.trimZeros', 'Command prompt: trim leading zeros on selection', at('TrimLeadingZeros')),
  onOff('system.console.colorSelection', 'Command prompt: color text by keys', at('EnableColorSelection')),
  onOff('system.console.forceV2', 'Command prompt: use the current console', at('ForceV2')),
  onOff('system.console.scrollForward', 'Command prompt: disable scroll-forward', at('TerminalScrolling')),
  onOff('system.console.historyNoDup', 'Command prompt: discard old duplicates', at('HistoryNoDup')),
  setting('system.console.historySize', 'Command prompt: commands remembered', at('HistoryBufferSize'), dword({}, { max: 999 })),
  setting('system.console.historyBuffers', 'Command prompt: number of histories', at('NumberOfHistoryBuffers'), dword({}, { max: 999 })),
  setting('system.console.opacity', 'Command prompt: opacity of 255', at('WindowAlpha'), dword({}, { min: 0x4c, max: 255 })),
  setting('system.console.bufferSize', 'Command prompt: screen buffer size', at('ScreenBufferSize'), PAIR),
  setting('system.console.windowSize', 'Command prompt: window size', at('WindowSize'), PAIR),
  setting('system.console.cursorSize', 'Command prompt: cursor size in percent', at('CursorSize'), dword({}, { min: 1, max: 100 }), normally(25)),
  setting('system.console.cursorType', 'Command prompt: cursor shape', at('CursorType'), dword(CURSORS, { max: 5 })),
  setting('system.console.screenColors', 'Command prompt: screen text and background', at('ScreenColors'), dword({}, { max: 0xff })),
  setting('system.console.popupColors', 'Command prompt: pop-up text and background', at('PopupColors'), dword({}, { max: 0xff })),
  setting('system.console.cursorColor', 'Command prompt: cursor color', at('CursorColor'), color('ABGR')),
  setting('system.console.foreground', 'Command prompt: terminal foreground', at('DefaultForeground'), color('ABGR')),
  setting('system.console.background', 'Command prompt: terminal background', at('DefaultBackground'), color('ABGR')),
  ...together('consoleFont', [
    setting('system.console.fontFace', 'Command prompt: font', at('FaceName'), FACE),
    setting('system.console.fontFamily', 'Command prompt: font family', at('FontFamily'), dword({}, { max: 0xff })),
    setting('system.console.fontSize', 'Command prompt: font size', at('FontSize'), PAIR),
    setting('system.console.fontWeight', 'Command prompt: font weight', at('FontWeight'), dword({}, { max: 1000 })),
  ]),
  ...together('consoleColors', Array.from({ length: 16 }, (_, i) => tableColor(String(i).padStart(2, '0')))),
];

/** Releases ship two different tables, so none is the default. */
function tableColor(index: string): Setting {
  return setting(
    `system.console.color${index}`,
    `Command prompt: color ${index}`,
    at(`ColorTable${index}`),
    color('ABGR'),
  );
}
