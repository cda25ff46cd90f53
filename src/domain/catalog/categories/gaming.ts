// Gaming: Game Bar, Game Mode and the shortcuts a person gave Game Bar.

import type { Category } from '../category.ts';
import { dword } from '../codecs/number.ts';
import { normally, onOff, setting, since, together } from '../entry.ts';
import { GAME_DVR, user } from '../places.ts';
import type { Setting } from '../setting.ts';

const GAME_BAR = 'Software\\Microsoft\\GameBar';
const KEY = dword({ 0: 'none' }, { max: 254 });
const MODIFIERS = dword({ 0: 'none' }, { max: 255 });

// biome-ignore format: one setting a line
export const gaming: Category = {
  id: 'gaming',
  name: 'Gaming',
  description: 'Game Bar, Game Mode and their keyboard shortcuts.',
  settings: [
    onOff('gaming.gameBar.controller', 'Allow your controller to open Game Bar', user(GAME_BAR, 'UseNexusForGameBarEnabled'), 'on'),
    ...since(15063, [
      onOff('gaming.gameMode', 'Game Mode', user(GAME_BAR, 'AutoGameModeEnabled'), 'on'),
    ]),
    ...shortcut('gaming.shortcut.toggleGameBar', 'Open Game Bar', 'ToggleGameBar'),
    ...shortcut('gaming.shortcut.takeScreenshot', 'Take screenshot', 'TakeScreenshot'),
    ...shortcut('gaming.shortcut.saveHistoricalVideo', 'Record that', 'SaveHistoricalVideo'),
    ...shortcut('gaming.shortcut.toggleRecording', 'Start or stop recording', 'ToggleRecording'),
    ...shortcut('gaming.shortcut.toggleRecordingIndicator', 'Show or hide recording timer', 'ToggleRecordingIndicator'),
    ...shortcut('gaming.shortcut.toggleMicrophoneCapture', 'Microphone on or off', 'ToggleMicrophoneCapture'),
    ...shortcut('gaming.shortcut.toggleCameraCapture', 'Camera on or off', 'ToggleCameraCapture'),
    ...shortcut('gaming.shortcut.toggleBroadcast', 'Start or stop broadcast', 'ToggleBroadcast'),
  ],
};

/** The key that is pressed, by its virtual-key code, and the keys held with it: `VK…` and `VKM…`. */
function shortcut(id: string, name: string, action: string): readonly Setting[] {
  return together(`gaming.shortcut.${action}`, [
    setting(id, `Shortcut: ${name}`, user(GAME_DVR, `VK${action}`), KEY, normally(0)),
    setting(`${id}Modifiers`, `Shortcut: ${name} (keys held)`, user(GAME_DVR, `VKM${action}`), MODIFIERS, normally(0)),
  ]);
}
