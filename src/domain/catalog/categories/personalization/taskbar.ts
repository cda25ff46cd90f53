// The taskbar. Which tray icons show is absent on purpose (their keys are numbers made on one device), as are the layout of quick
// settings (it depends on the device's hardware) and the widgets button (`TaskbarDa`): since 2024 a driver of Windows' own keeps
// every program but Settings from writing it.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { choice, dword } from '../../codecs/number.ts';
import { bit, byteChoice } from '../../codecs/part.ts';
import { between, normally, onOff, setting, since, until } from '../../entry.ts';
import { advanced, classes, CURRENT_VERSION, EXPLORER, TOUCH_KEYBOARD, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const COMBINE = choice({ 0: 'always', 1: 'when taskbar is full', 2: 'never' });
const SEARCH = choice({ 0: 'hide', 1: 'search icon only', 2: 'search box', 3: 'search icon and label' });
const SHOW_APPS_ON = choice({
  0: 'all taskbars',
  1: 'main taskbar and taskbar where window is open',
  2: 'taskbar where window is open',
});

const TRAY = 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\TrayNotify';
const AUTO_HIDE = bit({ byte: 8, mask: 0x01, minBytes: 48 });
const EDGE = byteChoice({ byte: 12, minBytes: 48, words: { 0: 'left', 1: 'top', 2: 'right', 3: 'bottom' } });

// biome-ignore format: one setting a line
export const taskbar: readonly Setting[] = [
  // The shipped default changed several times and follows the width of the screen.
  setting('taskbar.search', 'Search', user(`${CURRENT_VERSION}\\Search`, 'SearchboxTaskbarMode'), SEARCH),
  onOff('taskbar.taskView', 'Task view', advanced('ShowTaskViewButton'), 'on'),
  onOff('taskbar.widgets.hover', 'Open widgets board on hover', user(`${CURRENT_VERSION}\\Feeds\\DSB`, 'OpenOnHover'), 'on'),
  onOff('taskbar.badges', 'Show badges on taskbar apps', advanced('TaskbarBadges'), 'on'),
  onOff('taskbar.showDesktopCorner', 'Select the far corner of the taskbar to show the desktop', advanced('TaskbarSd'), 'on'),
  setting('taskbar.glom', 'Combine taskbar buttons and hide labels', advanced('TaskbarGlomLevel'), COMBINE, normally(0)),
  setting('taskbar.glomOther', 'Combine taskbar buttons and hide labels on other taskbars', advanced('MMTaskbarGlomLevel'), COMBINE, normally(0)),
  // On by default in Windows 10; for Windows 11 the sources differ.
  onOff('taskbar.multi.enabled', 'Show my taskbar on all displays', advanced('MMTaskbarEnabled')),
  setting('taskbar.multi.mode', 'When using multiple displays, show my taskbar apps on', advanced('MMTaskbarMode'), SHOW_APPS_ON, normally(0)),
  // One bit among position, size and display scaling, which belong to the screen: nothing to write where Explorer has not begun.
  setting('taskbar.autoHide', 'Automatically hide the taskbar', user(`${EXPLORER}\\StuckRects3`, 'Settings'), AUTO_HIDE, normally(false)),
  ...until(21999, [
    setting('taskbar.edge', 'Taskbar location on screen', user(`${EXPLORER}\\StuckRects3`, 'Settings'), EDGE, normally(3)),
  ]),
  onOff('taskbar.animations', 'Animations in the taskbar', advanced('TaskbarAnimations'), 'on'),
  onOff('taskbar.lastActiveClick', 'Select an app to open its last active window', advanced('LastActiveClick'), 'off'),
  setting('taskbar.thumbHover', 'Milliseconds until previews show', advanced('ExtendedUIHoverTime'), dword({}, { max: 60_000 }), normally(400)),
  setting('taskbar.tray.autoHideIcons', 'Always show all icons in the notification area', user(EXPLORER, 'EnableAutoTray'), choice({ 0: 'on', 1: 'off' }), normally(1)),
  // What these show by default depends on the device.
  onOff('taskbar.tray.pen', 'Pen menu', user(`${CURRENT_VERSION}\\PenWorkspace`, 'PenWorkspaceButtonDesiredVisibility')),
  setting('taskbar.tray.touchKeyboard', 'Touch keyboard', user(TOUCH_KEYBOARD, 'TipbandDesiredVisibility'), choice({ 0: 'never', 1: 'always', 2: 'when no keyboard attached' })),
  onOff('taskbar.tray.virtualTouchpad', 'Virtual touchpad', user('Software\\Microsoft\\Touchpad', 'TouchpadDesiredVisibility'), 'off'),
  ...until(19045, [
    onOff('taskbar.smallIcons10', 'Use small taskbar buttons', advanced('TaskbarSmallIcons'), 'off'),
    setting('taskbar.locked', 'Lock the taskbar', advanced('TaskbarSizeMove'), choice({ 0: 'on', 1: 'off' }), normally(0)),
  ]),
  ...between(WINDOWS_11_BUILD, 22621, [
    onOff('taskbar.chat', 'Chat', advanced('TaskbarMn'), 'on'),
  ]),
  ...since(WINDOWS_11_BUILD, [
    setting('taskbar.alignment', 'Taskbar alignment', advanced('TaskbarAl'), choice({ 0: 'left', 1: 'center' }), normally(1)),
    onOff('taskbar.flashing', 'Show flashing on taskbar apps', advanced('TaskbarFlashing'), 'on'),
    onOff('taskbar.shareWindow', 'Share any window from my taskbar', advanced('TaskbarSn'), 'on'),
  ]),
  ...since(22621, [
    onOff('taskbar.touchOptimized', 'Optimize taskbar for touch interactions when this device is used as a tablet', advanced('ExpandableTaskbar'), 'on'),
    onOff('taskbar.clock.seconds', 'Show seconds in system tray clock', advanced('ShowSecondsInSystemClock'), 'off'),
    onOff('taskbar.tray.hiddenMenu', 'Hidden icon menu', classes(TRAY, 'SystemTrayChevronVisibility'), 'on'),
  ]),
  ...between(22631, 26099, [
    onOff('taskbar.copilot', 'Copilot (preview)', advanced('ShowCopilotButton'), 'on'),
  ]),
  ...since(22631, [
    onOff('taskbar.endTask', 'End task in the taskbar by right click', user(`${EXPLORER}\\Advanced\\TaskbarDeveloperSettings`, 'TaskbarEndTask'), 'off'),
    onOff('taskbar.clock.show', 'Show time and date in the system tray', advanced('ShowSystrayDateTimeValueName'), 'on'),
    onOff('taskbar.bell', 'Show notification bell icon', advanced('ShowNotificationIcon'), 'on'),
  ]),
  ...since(26100, [
    onOff('taskbar.clock.short', 'Show abbreviated time and date', advanced('ShowShortenedDateTime'), 'off'),
    onOff('taskbar.clock.notificationCenter', 'Show time in the notification center', advanced('ShowClockInNotificationCenter'), 'off'),
    setting('taskbar.smallButtons', 'Show smaller taskbar buttons', advanced('IconSizePreference'), choice({ 0: 'always', 1: 'never', 2: 'when taskbar is full' }), normally(2)),
    setting('taskbar.position', 'Taskbar position', advanced('TaskbarLocation'), choice({ 0: 'left', 1: 'top', 2: 'right', 3: 'bottom' }), normally(3)),
    setting('taskbar.size', 'Taskbar size', advanced('TaskbarSize'), choice({ 0: 'small', 1: 'default' }), normally(1)),
    onOff('taskbar.askCopilot', 'Ask Copilot', advanced('TaskbarCompanion'), 'off'),
    onOff('taskbar.jumpListOnHover', 'Show jump lists when hovering', advanced('JumplistOnHover'), 'on'),
    onOff('taskbar.battery.percent', 'Battery percentage', advanced('IsBatteryPercentageEnabled'), 'off'),
    setting('taskbar.tray.emoji', 'Emoji and more', user(TOUCH_KEYBOARD, 'EmojiAndMoreIconVisibilityState'), choice({ 0: 'never', 1: 'while typing', 2: 'always' }), normally(1)),
  ]),
];
