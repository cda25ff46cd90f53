// Start: its layout, its folders and its pins.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { binary } from '../../codecs/binary.ts';
import { guidList } from '../../codecs/guid-list.ts';
import { choice } from '../../codecs/number.ts';
import { between, normally, onlyIf, onOff, setting, since, until } from '../../entry.ts';
import { advanced, CONTENT_DELIVERY, file, START, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const LAYOUT = choice({ 0: 'default', 1: 'more pins', 2: 'more recommendations' });

/** Start knows these nine folders and no others. */
const FOLDERS = guidList({
  '{52730886-51AA-4243-9F7B-2776584659D4}': 'Settings',
  '{148A24BC-D60C-4289-A080-6ED9BBA24882}': 'File Explorer',
  '{2D34D5CE-FA5A-4543-82F2-22E6EAF7773C}': 'Documents',
  '{E367B32F-89DE-4355-BFCE-61F37B18A937}': 'Downloads',
  '{B00B0620-7F51-4C32-AA1E-34CC547F7315}': 'Music',
  '{383F07A0-E80A-4C80-B05A-86DB845DBC4D}': 'Pictures',
  '{42B3A5C5-7D86-42F4-80A4-93FACA7A88B5}': 'Videos',
  '{FE758144-080D-42AE-8BDA-34ED97B66394}': 'Network',
  '{74BDB04A-F94A-4F68-8BD6-4398071DA8BC}': 'Personal folder',
});

const START_HOST = 'AppData/Local/Packages/Microsoft.Windows.StartMenuExperienceHost_cw5n1h2txyewy/LocalState';
export const PINS_MAX_BYTES = 1024 * 1024;

/** The bytes every `start2.bin` begins with. */
const PINS_MAGIC = Uint8Array.from([
  0xe2, 0x7a, 0xe1, 0x4b, 0x01, 0xfc, 0x4d, 0x1b, 0x9c, 0x00, 0x81, 0x0b, 0xde, 0x6e, 0x51, 0x85,
]);

// biome-ignore format: one setting a line
export const start: readonly Setting[] = [
  onOff('start.trackDocs', 'Show recommended files in Start, recent files in File Explorer and items in Jump Lists', advanced('Start_TrackDocs'), 'on'),
  onOff('start.trackProgs', 'Let Windows improve Start and search results by tracking app launches', advanced('Start_TrackProgs'), 'on'),
  ...until(19045, [
    onOff('start.suggestions', 'Show suggestions occasionally in Start', user(CONTENT_DELIVERY, 'SubscribedContent-338388Enabled'), 'on'),
    onOff('start.paneSuggestions', 'Show suggestions occasionally in Start (older copy)', user(CONTENT_DELIVERY, 'SystemPaneSuggestionsEnabled'), 'on'),
  ]),
  ...since(WINDOWS_11_BUILD, [
    onOff('start.recentlyAdded', 'Show recently added apps', user(START, 'ShowRecentList'), 'on'),
    onOff('start.mostUsed', 'Show most used apps', user(START, 'ShowFrequentList'), 'on'),
    setting('start.folders', 'Folders next to the power button', user(START, 'VisiblePlaces'), FOLDERS, normally([])),
  ]),
  ...since(22621, [
    setting('start.layout', 'Layout', advanced('Start_Layout'), LAYOUT, normally(0)),
    onOff('start.accountNotifications', 'Show account-related notifications', advanced('Start_AccountNotifications'), 'on'),
    onOff('start.tips', 'Show recommendations for tips, shortcuts, new apps and more', advanced('Start_IrisRecommendations'), 'on'),
  ]),

  ...since(22631, [
    onOff('start.phoneCompanion', 'Show mobile device in Start', user(`${START}\\Companions\\Microsoft.YourPhone_8wekyb3d8bbwe`, 'IsEnabled'), 'off'),
  ]),
  ...since(26100, [
    setting('start.menuSize', 'Size of Start', user(START, 'StartMenuSize'), choice({ 0: 'automatic', 1: 'small' }), normally(0)),
    setting('start.allAppsView', 'View of all apps', user(START, 'AllAppsViewMode'), choice({ 0: 'category', 1: 'grid', 2: 'list' }), normally(0)),
    onOff('start.showAllApps', 'Show all apps in Start', user(START, 'ShowAllAppsSection'), 'on'),
    onOff('start.showPinnedSection', 'Show pinned apps in Start', user(START, 'ShowPinnedSection'), 'on'),
    onOff('start.showAllPins', 'Show all pins by default', user(START, 'ShowAllPinsList'), 'off'),
    onOff('start.showRecentSection', 'Show recommendations in Start', user(START, 'ShowRecentSection'), 'on'),
    onOff('start.suggestedFiles', 'Show recent and suggested files in Start', user(START, 'ShowSuggestedFiles'), 'on'),
    onOff('start.hideUserInfo', 'Hide my name and picture in Start', user(START, 'HideUserInformation'), 'off'),
  ]),

  // Pins are opaque bytes that only the release that wrote them is known to read. They can name apps and shortcuts which the
  // target already has; a pin runs nothing until the person clicks it.
  ...onlyIf('sameRelease', [
    ...since(22621, [
      setting('start.pins.file', 'Start pins', file(`${START_HOST}/start2.bin`), binary({ maxBytes: PINS_MAX_BYTES, magic: PINS_MAGIC })),
      setting('start.pins.config', 'Start pins as Windows backs them up', user(START, 'Config'), binary({ minBytes: 1, maxBytes: PINS_MAX_BYTES })),
    ]),
    // The file's predecessor, known to one release; no source names its first bytes.
    ...between(WINDOWS_11_BUILD, 22620, [
      setting('start.pins.file21H2', 'Start pins (21H2)', file(`${START_HOST}/start.bin`), binary({ minBytes: 1, maxBytes: PINS_MAX_BYTES })),
    ]),
  ]),
];
