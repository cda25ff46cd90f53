// How text is drawn, how windows and menus react, the screen saver and the clipboard.
//
// Absent on purpose: the screen saver itself, which is a program that Windows starts by its path.

import { decimalChoice, decimalText, dword, choice } from '../../codecs/number.ts';
import { listedPair } from '../../codecs/part.ts';
import {
  between,
  normally,
  offOn,
  onlyIf,
  onOff,
  onOffText,
  onRequest,
  setting,
  since,
  together,
} from '../../entry.ts';
import { advanced, CURRENT_VERSION, DESKTOP, KEYBOARD, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const SMOOTHING = decimalChoice({ 0: 'off', 2: 'on' });
const SMOOTHING_TYPE = choice({ 1: 'standard', 2: 'ClearType' });
/** Windows takes 0 for 1400. */
const CONTRAST = dword({ 0: 'normal' }, { max: 2200 });
const MILLISECONDS = decimalText({}, { min: 0, max: 600_000 });
const PIXELS = decimalText({}, { min: 0, max: 100 });
const desktop = (value: string): RegistryLocation => user(DESKTOP, value);

// biome-ignore format: one setting a line
export const windowBehavior: readonly Setting[] = [
  ...together('fontSmoothing', [
    setting('system.cleartype.on', 'Smooth edges of screen fonts', desktop('FontSmoothing'), SMOOTHING, normally(2)),
    setting('system.cleartype.type', 'Font smoothing', desktop('FontSmoothingType'), SMOOTHING_TYPE, normally(2)),
    setting('system.cleartype.gamma', 'Font smoothing contrast', desktop('FontSmoothingGamma'), CONTRAST, normally(0)),
  ]),
  graphics('windowedOptimizations', 'Optimizations for windowed games', 'SwapEffectUpgradeEnable', true),
  graphics('vrr', 'Variable refresh rate', 'VRROptimizeEnable', true),
  graphics('autoHdr', 'Auto HDR', 'AutoHDREnable', false),

  onOff('system.snap.fill', 'When I snap a window, automatically size it to fill available space', advanced('SnapFill'), 'on'),
  onOff('system.snap.jointResize', 'When I resize a snapped window, simultaneously resize any adjacent snapped window', advanced('JointResize'), 'on'),
  ...since(22000, [
    onOff('system.snap.beforeEdge', 'When I drag a window, let me snap it without dragging all the way to the screen edge', advanced('DITest'), 'on'),
  ]),
  ...since(22621, [
    onOff('system.snap.layoutsOnTop', 'Show snap layouts when I drag a window to the top of my screen', advanced('EnableSnapBar'), 'on'),
  ]),
  ...since(26100, [
    onOff('system.dragTray', 'Share by dragging to the top of the screen', user(`${CURRENT_VERSION}\\CDP`, 'DragTrayEnabled'), 'on'),
  ]),
  onOffText('system.snap.dockMoving', 'Snap a window by moving it to an edge', desktop('DockMoving'), 'on'),
  onOffText('system.snap.snapSizing', 'Fill the height of the screen by resizing to its edge', desktop('SnapSizing'), 'on'),
  onOffText('system.snap.dragFromMaximize', 'Restore a maximized window by dragging it', desktop('DragFromMaximize'), 'on'),

  ...since(17763, [
    onOff('system.clipboard.history', 'Clipboard history', user('Software\\Microsoft\\Clipboard', 'EnableClipboardHistory'), 'off'),
  ]),
  ...between(22621, 26100, [
    offOn('system.clipboard.suggestedActions', 'Suggested actions', user(`${CURRENT_VERSION}\\SmartActionPlatform\\SmartClipboard`, 'Disabled'), 'on'),
  ]),

  // Together they are the lock after a while away, so each may only become stricter.
  ...together('screenSaver', [
    ...onlyIf('neverWeaker:higherIsStricter', [
      onOffText('system.screenSaver.active', 'Screen saver', desktop('ScreenSaveActive')),
      onOffText('system.screenSaver.secure', 'On resume, display logon screen', desktop('ScreenSaverIsSecure')),
    ]),
    ...onlyIf('neverWeaker:lowerIsStricter', [
      setting('system.screenSaver.timeout', 'Screen saver: wait in seconds', desktop('ScreenSaveTimeOut'), decimalText({}, { min: 1, max: 599_940 })),
    ]),
  ]),

  setting('system.menuShowDelay', 'Menu show delay in milliseconds', desktop('MenuShowDelay'), decimalText({}, { min: 0, max: 65_534 }), normally(400)),
  setting('system.foregroundLockTimeout', 'Keep programs from stealing the focus: milliseconds', desktop('ForegroundLockTimeout'), dword(), normally(200_000)),
  setting('system.foregroundFlashCount', 'Flashes of a taskbar button that wants attention', desktop('ForegroundFlashCount'), dword({ 0: 'until clicked' }, { max: 1000 }), normally(7)),
  // End tasks without a question, and after how long: absent in a new profile.
  onOffText('system.autoEndTasks', "End programs that don't respond at sign-out", desktop('AutoEndTasks')),
  setting('system.hungAppTimeout', 'Milliseconds until a program counts as not responding', desktop('HungAppTimeout'), MILLISECONDS),
  setting('system.dragWidth', 'Pixels across before dragging starts', desktop('DragWidth'), PIXELS, normally(4)),
  setting('system.dragHeight', 'Pixels down before dragging starts', desktop('DragHeight'), PIXELS, normally(4)),
  ...onRequest([
    // On a keyboard without a number pad, Num lock makes letters type digits.
    setting('system.numLock', 'Caps, Num and Scroll lock at sign-in', user(KEYBOARD, 'InitialKeyboardIndicators'), decimalText({ 0: 'off', 2: 'Num lock' }, { min: 0, max: 0x8000_0007 })),
  ]),
];

/** The list is read as a whole by every game, and missing pairs mean what the graphics driver can do. */
function graphics(id: string, name: string, pair: string, byDefault: boolean): Setting {
  const at = user('Software\\Microsoft\\DirectX\\UserGpuPreferences', 'DirectXUserGlobalSettings');
  return setting(`system.display.graphics.${id}`, name, at, listedPair({ name: pair, byDefault }));
}
