// Folder options: the long tail of what File Explorer shows, how it searches and how Control Panel looks.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { zeroIsOff } from '../../codecs/binary.ts';
import { choice, dword } from '../../codecs/number.ts';
import { textChoice } from '../../codecs/text.ts';
import { normally, onOff, onRequest, setting, since } from '../../entry.ts';
import { advanced, classes, EXPLORER, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const SEARCH = `${EXPLORER}\\Search`;
const CONTROL_PANEL = `${EXPLORER}\\ControlPanel`;
const ALL_FOLDERS = 'Local Settings\\Software\\Microsoft\\Windows\\Shell\\Bags\\AllFolders\\Shell';
const LETTERS = choice({
  0: 'after the name',
  1: 'before the name of network drives',
  2: 'hidden',
  4: 'before the name',
});
/** Explorer counts the shortcuts it named; only the end of counting is a choice. */
const SUFFIX = zeroIsOff(Uint8Array.of(0x16, 0, 0, 0), { on: 'added', off: 'not added' });
const explorer = (value: string): RegistryLocation => user(EXPLORER, value);

// biome-ignore format: one setting a line
export const folderOptions: readonly Setting[] = [
  onOff('explorer.typeOverlay', 'Display file icon on thumbnails', advanced('ShowTypeOverlay'), 'on'),
  onOff('explorer.folderSizeTips', 'Display file size information in folder tips', advanced('FolderContentsInfoTip'), 'on'),
  onOff('explorer.alwaysShowMenus', 'Always show menus', advanced('AlwaysShowMenus'), 'off'),
  onOff('explorer.emptyDrives', 'Hide empty drives', advanced('HideDrivesWithNoMedia'), 'on'),
  onOff('explorer.mergeConflicts', 'Hide folder merge conflicts', advanced('HideMergeConflicts'), 'on'),
  onOff('explorer.restoreFolders', 'Restore previous folder windows at logon', advanced('PersistBrowsers'), 'off'),
  onOff('explorer.compressedColor', 'Show encrypted or compressed NTFS files in color', advanced('ShowEncryptCompressedColor'), 'off'),
  onOff('explorer.compressedColorLegacy', 'Show compressed files in color (older copy)', advanced('ShowCompColor'), 'on'),
  onOff('explorer.previewHandlers', 'Show preview handlers in preview pane', advanced('ShowPreviewHandlers'), 'on'),
  onOff('explorer.syncProviderNotifications', 'Show sync provider notifications', advanced('ShowSyncProviderNotifications'), 'on'),
  onOff('explorer.sharingWizard', 'Use Sharing Wizard', advanced('SharingWizardOn'), 'on'),
  setting('explorer.typeAhead', 'When typing into list view', advanced('TypeAhead'), choice({ 0: 'select the typed item', 1: 'type into the search box' }), normally(0)),
  onOff('explorer.navExpand', 'Navigation pane: expand to open folder', advanced('NavPaneExpandToCurrentFolder'), 'off'),
  onOff('explorer.navAllFolders', 'Navigation pane: show all folders', advanced('NavPaneShowAllFolders'), 'off'),
  // Sources differ.
  onOff('explorer.navCloudStates', 'Navigation pane: always show availability status', advanced('NavPaneShowAllCloudStates')),
  onOff('explorer.alphaSelect', 'Show translucent selection rectangle', advanced('ListviewAlphaSelect'), 'on'),
  onOff('explorer.iconLabelShadow', 'Use drop shadows for icon labels on the desktop', advanced('ListviewShadow'), 'on'),
  setting('explorer.undoItems', 'Steps that can be undone', advanced('MaxUndoItems'), dword({ 0: 'none' }, { max: 10_000 })),
  onOff('explorer.fullRowSelect', 'Select the full row in details view', advanced('FullRowSelect'), 'on'),
  setting('explorer.dontPrettyPath', 'Case of names in capitals', advanced('DontPrettyPath'), choice({ 0: 'made pretty', 1: 'as stored' }), normally(0)),
  onOff('explorer.mapNetDrvBtn', 'Show the Map network drive button', advanced('MapNetDrvBtn'), 'off'),
  setting('explorer.driveLetters', 'Drive letters', explorer('ShowDriveLettersFirst'), LETTERS, normally(0)),
  onOff('explorer.showRecent', 'Show recently used files', explorer('ShowRecent'), 'on'),
  onOff('explorer.showFrequent', 'Show frequently used folders', explorer('ShowFrequent'), 'on'),
  setting('explorer.iconUnderline', 'Underline icon titles when single-clicking', explorer('IconUnderline'), choice({ 2: 'only when I point at them', 3: 'consistent with my browser' }), normally(3)),
  setting('explorer.shortcutSuffix', 'The word "Shortcut" in names of new shortcuts', explorer('link'), SUFFIX),
  onOff('explorer.copyDetails', 'More details while copying', user(`${EXPLORER}\\OperationStatusManager`, 'EnthusiastMode'), 'off'),
  ...since(WINDOWS_11_BUILD, [
    onOff('explorer.compactMode', 'Decrease space between items (compact view)', advanced('UseCompactMode'), 'off'),
  ]),
  ...since(22621, [
    onOff('explorer.showCloudFiles', 'Show files from Office.com', explorer('ShowCloudFilesInQuickAccess'), 'on'),
  ]),
  ...since(22631, [
    onOff('explorer.showRecommended', 'Show recommended section', explorer('ShowRecommendations'), 'on'),
  ]),
  ...since(26100, [
    onOff('explorer.prelaunch', 'Window preloading for faster launch', advanced('ShouldPrelaunchFileExplorer'), 'on'),
    onOff('explorer.newTab', 'Open desktop folders and external folder links in new tab', explorer('OpenFolderInNewTab'), 'on'),
  ]),

  onOff('explorer.search.wholeFs', "Don't use the index when searching in file folders for system files", user(`${SEARCH}\\Preferences`, 'WholeFileSystem'), 'off'),
  onOff('explorer.search.systemFolders', 'When searching non-indexed locations: include system directories', user(`${SEARCH}\\Preferences`, 'SystemFolders'), 'on'),
  onOff('explorer.search.zip', 'When searching non-indexed locations: include compressed files', user(`${SEARCH}\\Preferences`, 'ArchivedFiles'), 'off'),
  setting('explorer.search.contents', 'When searching non-indexed locations: search', user(`${SEARCH}\\PrimaryProperties\\UnindexedLocations`, 'SearchOnly'), choice({ 0: 'names and contents', 1: 'names' }), normally(1)),
  // Absent is on; there is no other word.
  setting('explorer.autoFolderType', 'Guess what kind of files a folder holds', classes(ALL_FOLDERS, 'FolderType'), textChoice({ NotSpecified: 'off', Generic: 'as a general folder' })),
  setting('explorer.controlPanelView', 'Control Panel: icons', user(CONTROL_PANEL, 'AllItemsIconView'), choice({ 0: 'large', 1: 'small' }), normally(0)),
  setting('explorer.controlPanelHome', 'Control Panel: view by', user(CONTROL_PANEL, 'StartupPage'), choice({ 0: 'category', 1: 'icons' }), normally(0)),

  ...onRequest([
    onOff('explorer.webView', 'Web view in folders', advanced('WebView'), 'on'),
    setting('explorer.explorerStartDelay', 'Delay of startup apps in milliseconds', user(`${EXPLORER}\\Serialize`, 'StartupDelayInMSec'), dword({}, { max: 600_000 })),
  ]),
];
