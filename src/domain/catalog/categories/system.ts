// System: displays, multitasking, visual effects, sound, notifications, storage and the console.
//
// Absent on purpose: night light, focus and do not disturb (services keep them in the cloud store, with a time stamp, and write
// their own copy back), power plans (Windows changes them by its API alone) and the screen saver's program.

import { WINDOWS_11_BUILD } from '../../device/windows-build.ts';
import type { Category } from '../category.ts';
import { choice } from '../codecs/number.ts';
import { normally, normallyOn, offOn, onOff, onOffText, setting, since } from '../entry.ts';
import { advanced, CURSORS, DESKTOP, DWM, EXPLORER, user } from '../places.ts';
import { preference } from '../user-preferences-mask.ts';
import { consoleWindow } from './system/console.ts';
import { notifications } from './system/notifications.ts';
import { machinePower } from './system/power.ts';
import { sound } from './system/sound.ts';
import { storage } from './system/storage.ts';
import { windowBehavior } from './system/window-behavior.ts';

const TABS = choice({
  0: '20 most recent tabs',
  1: '5 most recent tabs',
  2: '3 most recent tabs',
  3: "don't show tabs",
});
const DESKTOPS = choice({ 0: 'all desktops', 1: "only the desktop I'm using" });
const EFFECTS = choice({ 0: 'let Windows choose', 1: 'best appearance', 2: 'best performance', 3: 'custom' });

// biome-ignore format: one setting a line
export const system: Category = {
  id: 'system',
  name: 'System',
  description: 'How windows snap, switch and move, visual effects, sounds, notifications, storage and the command prompt.',
  settings: [
    ...since(WINDOWS_11_BUILD, [
      offOn('system.display.rememberWindows', 'Remember window locations based on monitor connection', user(DESKTOP, 'RestorePreviousStateRecalcBehavior'), 'on'),
      offOn('system.display.minimizeOnDisconnect', 'Minimize windows when a monitor is disconnected', user(DESKTOP, 'MonitorRemovalRecalcBehavior'), 'on'),
    ]),
    ...since(22557, [
      onOff('system.display.easeCursor', 'Ease cursor movement between displays', user(CURSORS, 'CursorDeadzoneJumpingSetting'), 'on'),
    ]),

    onOffText('system.snap.enabled', 'Snap windows', user(DESKTOP, 'WindowArrangementActive'), 'on'),
    onOff('system.snap.suggest', 'When I snap a window, suggest what I can snap next to it', advanced('SnapAssist'), 'on'),
    ...since(WINDOWS_11_BUILD, [
      onOff('system.snap.layoutsOnMaximize', "Show snap layouts when I hover over a window's maximize button", advanced('EnableSnapAssistFlyout'), 'on'),
      onOff('system.snap.groups', 'Show my snapped windows when I hover over taskbar apps, in Task View, and when I press Alt+Tab', advanced('EnableTaskGroups'), 'on'),
    ]),
    // Releases differ, and sources about them too.
    ...since(19042, [
      setting('system.altTab.tabs', 'Show tabs from apps when snapping or pressing Alt+Tab', advanced('MultiTaskingAltTabFilter'), TABS),
    ]),
    setting('system.desktops.taskbar', 'On the taskbar, show all the open windows from', advanced('VirtualDesktopTaskbarFilter'), DESKTOPS, normally(1)),
    setting('system.desktops.altTab', 'Show all open windows when I press Alt+Tab from', advanced('VirtualDesktopAltTabFilter'), DESKTOPS, normally(1)),
    setting('system.titleBarShake', 'Title bar window shake', advanced('DisallowShaking'), choice({ 0: 'on', 1: 'off' }), normallyOn({ windows10: 0, windows11: 1 })),

    setting('system.visualFx.mode', 'Visual effects', user(`${EXPLORER}\\VisualEffects`, 'VisualFXSetting'), EFFECTS, normally(0)),
    onOffText('system.visualFx.minAnimate', 'Animate windows when minimizing and maximizing', user(`${DESKTOP}\\WindowMetrics`, 'MinAnimate'), 'on'),
    onOffText('system.visualFx.dragFull', 'Show window contents while dragging', user(DESKTOP, 'DragFullWindows'), 'on'),
    onOff('system.visualFx.peek', 'Enable Peek', user(DWM, 'EnableAeroPeek'), 'on'),
    onOff('system.visualFx.hibernateThumbs', 'Save taskbar thumbnail previews', user(DWM, 'AlwaysHibernateThumbnails'), 'off'),
    preference('system.visualFx.menuAnimation', 'Fade or slide menus into view', 1),
    preference('system.visualFx.comboAnimation', 'Slide open combo boxes', 2),
    preference('system.visualFx.listSmoothScroll', 'Smooth-scroll list boxes', 3),
    preference('system.visualFx.gradientCaptions', 'Gradient in title bars', 4),
    preference('system.visualFx.hotTracking', 'Hot tracking', 7),
    preference('system.visualFx.menuFade', 'Fade menus rather than slide them', 9),
    preference('system.visualFx.selectionFade', 'Fade out menu items after clicking', 10),
    preference('system.visualFx.tooltipAnimation', 'Fade or slide ToolTips into view', 11),
    preference('system.visualFx.tooltipFade', 'Fade ToolTips rather than slide them', 12),
    preference('system.visualFx.cursorShadow', 'Show shadows under mouse pointer', 13),
    preference('system.visualFx.dropShadow', 'Show shadows under windows', 18),
    preference('system.visualFx.uiEffects', 'Visual effects of windows, menus and lists', 31),
    preference('system.visualFx.clientAreaAnimation', 'Animate controls and elements inside windows', 33),

    ...windowBehavior,
    ...notifications,
    ...sound,
    ...storage,
    ...consoleWindow,
    ...machinePower,
  ],
};
