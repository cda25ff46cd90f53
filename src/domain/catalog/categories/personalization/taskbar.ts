// The taskbar. The widgets button (`TaskbarDa`) is absent on purpose: since 2024 a driver of Windows' own keeps every program
// but Settings from writing it.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { choice } from '../../codecs/number.ts';
import { bit } from '../../codecs/part.ts';
import { normally, onOff, setting, since } from '../../entry.ts';
import { advanced, classes, CURRENT_VERSION, EXPLORER, user } from '../../places.ts';
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
  ...since(WINDOWS_11_BUILD, [
    setting('taskbar.alignment', 'Taskbar alignment', advanced('TaskbarAl'), choice({ 0: 'left', 1: 'center' }), normally(1)),
    onOff('taskbar.flashing', 'Show flashing on taskbar apps', advanced('TaskbarFlashing'), 'on'),
    onOff('taskbar.shareWindow', 'Share any window from my taskbar', advanced('TaskbarSn'), 'on'),
  ]),
  ...since(22621, [
    onOff('taskbar.tray.hiddenMenu', 'Hidden icon menu', classes(TRAY, 'SystemTrayChevronVisibility'), 'on'),
  ]),
];
