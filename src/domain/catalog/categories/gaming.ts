// Gaming: Game Bar, Game Mode, captures and the shortcuts a person gave Game Bar.

import type { Category } from '../category.ts';
import { choice, dword, qword } from '../codecs/number.ts';
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
  description: 'Game Bar, Game Mode, captures and their keyboard shortcuts.',
  settings: [
    onOff('gaming.gameBar.controller', 'Allow your controller to open Game Bar', user(GAME_BAR, 'UseNexusForGameBarEnabled'), 'on'),
    ...since(15063, [
      onOff('gaming.gameMode', 'Game Mode', user(GAME_BAR, 'AutoGameModeEnabled'), 'on'),
    ]),
    ...since(26100, [
      onOff('gaming.gameBar.chord', 'Open Game Bar with View and Menu on a controller', user(GAME_BAR, 'GamepadNexusChordEnabled'), 'on'),
    ]),
    onOff('gaming.gameBar.tips', 'Show tips when Game Bar opens', user(GAME_BAR, 'ShowStartupPanel'), 'on'),
    onOff('gaming.captures.enabled', 'Record games', user(GAME_DVR, 'AppCaptureEnabled'), 'on'),
    onOff('gaming.captures.gcs', 'Record games (second copy)', user('System\\GameConfigStore', 'GameDVR_Enabled'), 'on'),
    onOff('gaming.captures.background', 'Record what happened', user(GAME_DVR, 'HistoricalCaptureEnabled'), 'off'),
    setting('gaming.captures.historicalBufferLength', 'Record what happened: seconds', user(GAME_DVR, 'HistoricalBufferLength'), dword({}, { min: 1, max: 3600 }), normally(30)),
    setting('gaming.captures.maximumRecordLength', 'Maximum recording length in units of 100 nanoseconds', user(GAME_DVR, 'MaximumRecordLength'), qword(), normally(72_000_000_000)),
    onOff('gaming.captures.microphoneCaptureEnabled', 'Capture microphone when recording a game', user(GAME_DVR, 'MicrophoneCaptureEnabled'), 'off'),
    onOff('gaming.captures.audioCaptureEnabled', 'Capture audio when recording a game', user(GAME_DVR, 'AudioCaptureEnabled'), 'on'),
    onOff('gaming.captures.cursorCaptureEnabled', 'Capture mouse cursor when recording a game', user(GAME_DVR, 'CursorCaptureEnabled'), 'on'),
    onOff('gaming.captures.echoCancellationEnabled', 'Echo cancellation when recording a game', user(GAME_DVR, 'EchoCancellationEnabled'), 'on'),
    setting('gaming.captures.videoEncodingBitrateMode', 'Video quality', user(GAME_DVR, 'VideoEncodingBitrateMode'), choice({ 0: 'custom', 1: 'high', 2: 'standard' }), normally(2)),
    setting('gaming.captures.videoEncodingFrameRateMode', 'Video frame rate', user(GAME_DVR, 'VideoEncodingFrameRateMode'), choice({ 0: '30 fps', 1: '60 fps' }), normally(0)),
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
