// File Explorer: what its windows show and how they open.
//
// Absent on purpose: the folder views (a history of where the person has been) and the "classic context menu" of Windows 11,
// which is an InprocServer32 key: the place where a program's library is named, so none of it may come from a snapshot.

import type { Category } from '../category.ts';
import { choice } from '../codecs/number.ts';
import { bit } from '../codecs/part.ts';
import { normally, onOff, setting, since } from '../entry.ts';
import { advanced, classes, EXPLORER, user } from '../places.ts';
import { folderOptions } from './file-explorer/folder-options.ts';

const OPEN_TO = choice({ 1: 'This PC', 2: 'Home', 3: 'Downloads', 4: 'OneDrive' });

/** Explorer's own 36 bytes as it first writes them: a size, flags, and what no setting here touches. */
const SHELL_STATE = new Uint8Array(36);
SHELL_STATE.set([0x24, 0, 0, 0, 0x34, 0x28]);
SHELL_STATE.set([0x01, 0, 0, 0, 0x13], 20);
SHELL_STATE.set([0x62], 32);
const DOUBLE_CLICK = { byte: 4, mask: 0x20, minBytes: 36, base: SHELL_STATE, inverted: true } as const;
const NO_CONFIRMATION = { byte: 4, mask: 0x04, minBytes: 36, base: SHELL_STATE, inverted: true } as const;

const CABINET = `${EXPLORER}\\CabinetState`;
const OWN_WINDOW = {
  byte: 4,
  mask: 0x20,
  minBytes: 12,
  base: Uint8Array.of(0x0c, 0, 2, 0, 0x0a, 1, 0, 0, 0x60, 0, 0, 0),
};

/** Whether the navigation pane shows a folder: 0 or 1 under the folder's class, and nothing else of that class is ever written. */
const PINNED = 'System.IsPinnedToNameSpaceTree';

// biome-ignore format: one setting a line
export const fileExplorer: Category = {
  id: 'file-explorer',
  name: 'File Explorer',
  description: 'Which files and columns File Explorer shows, how it opens folders and what its navigation pane lists.',
  settings: [
    setting('explorer.launchTo', 'Open File Explorer to', advanced('LaunchTo'), OPEN_TO, normally(2)),
    setting('explorer.hiddenFiles', 'Hidden files and folders', advanced('Hidden'), choice({ 1: 'show', 2: "don't show" }), normally(2)),
    setting('explorer.fileExtensions', 'Extensions for known file types', advanced('HideFileExt'), choice({ 0: 'show', 1: 'hide' }), normally(1)),
    setting('explorer.systemFiles', 'Protected operating system files', advanced('ShowSuperHidden'), choice({ 0: 'hide', 1: 'show' }), normally(0)),
    onOff('explorer.iconsOnly', 'Always show icons, never thumbnails', advanced('IconsOnly'), 'off'),
    onOff('explorer.infoTips', 'Show pop-up description for folder and desktop items', advanced('ShowInfoTip'), 'on'),
    onOff('explorer.separateProcess', 'Launch folder windows in a separate process', advanced('SeparateProcess'), 'off'),
    onOff('explorer.statusBar', 'Show status bar', advanced('ShowStatusBar'), 'on'),
    // On where Windows found a touch screen.
    onOff('explorer.checkBoxes', 'Use check boxes to select items', advanced('AutoCheckSelect')),
    setting('explorer.singleClick', 'Single-click to open an item', user(EXPLORER, 'ShellState'), bit(DOUBLE_CLICK), normally(false)),
    setting('explorer.recycleConfirm', 'Display delete confirmation dialog', user(EXPLORER, 'ShellState'), bit(NO_CONFIRMATION), normally(false)),
    onOff('explorer.fullPath', 'Display the full path in the title bar', user(CABINET, 'FullPath'), 'off'),
    setting('explorer.cabinetSettings', 'Open each folder in its own window', user(CABINET, 'Settings'), bit(OWN_WINDOW), normally(false)),
    onOff('explorer.nav.libraries', 'Show libraries', classes('CLSID\\{031E4825-7B94-4dc3-B131-E946B44C8DD5}', PINNED), 'off'),
    ...folderOptions,
    ...since(22621, [
      onOff('explorer.nav.home', 'Show Home', classes('CLSID\\{f874310e-b6b7-47dc-bc84-b9e6b38f5903}', PINNED), 'on'),
    ]),
    ...since(22631, [
      onOff('explorer.nav.gallery', 'Show Gallery', classes('CLSID\\{e88865ea-0e1c-4e20-9aa6-edcd0212c87c}', PINNED), 'on'),
    ]),
  ],
};
