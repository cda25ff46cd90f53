// The pages Personalization and Apps of the official catalogue.

import {
  BOTH,
  carried,
  group,
  NEITHER,
  NEW_IN_11,
  type OfficialGroup,
  ONLY_11,
  partly,
  staying,
} from './official-row.ts';

const ACCENT = ['color', 'colorization', 'afterglow', 'palette', 'startMenu', 'menu'].map(
  (name) => `personalization.accent.${name}`,
);

// biome-ignore format: one row a line
export const personalizationPage: readonly OfficialGroup[] = [
  group('Personalization', 'Background', BOTH, [
    partly('Personalize your background', ['personalization.wallpaper.kind', 'personalization.wallpaper.solidColor', 'personalization.wallpaper.slideshowInterval', 'personalization.wallpaper.slideshowShuffle', 'personalization.wallpaper.spotlight'], 'A slide show travels as the picture it showed last: its folder is an item list of the source volume.'),
    carried('Choose a photo', 'personalization.wallpaper.image', 'personalization.wallpaper.path'),
    carried('Choose a fit for your desktop image', 'personalization.wallpaper.style', 'personalization.wallpaper.tile'),
  ]),
  group('Personalization', 'Colors', BOTH, [
    carried('Choose your mode', 'personalization.darkMode.apps', 'personalization.darkMode.system'),
    carried('Transparency effects', 'personalization.transparency'),
    carried('Accent color', 'personalization.accent.auto', ...ACCENT),
    carried('Windows color', ...ACCENT),
    carried('Custom color', ...ACCENT),
    carried('Show accent color on Start and taskbar', 'personalization.accent.onStartTaskbar'),
    carried('Show accent color on title bars and window borders', 'personalization.accent.onTitleBars'),
  ]),
  group('Personalization', 'Themes', ONLY_11, [
    staying('Themes', 'needsInstalling', 'A theme is a file with pictures and sounds; its colors, background, pointers and sounds travel as settings.'),
  ]),
  group('Personalization', 'Lock screen', BOTH, [
    partly('Personalize your lock screen', ['personalization.lockScreen.spotlight', 'personalization.lockScreen.slideshow', 'personalization.lockScreen.image'], 'The picture travels between running devices only, and the folders of a slideshow stay behind.'),
    carried('Get fun facts, tips, tricks, and more on your lock screen', 'personalization.lockScreen.funFacts', 'personalization.lockScreen.funFacts2'),
    staying('Show the lock screen background picture on the sign-in screen', 'protectedByWindows', 'Its key is named by the account and belongs to the system account.'),
  ]),
  group('Personalization', 'Start layout', ONLY_11, [
    carried('Layout', 'start.layout', 'start.pins.file', 'start.pins.config'),
  ]),
  group('Personalization', 'Start', BOTH, [
    carried('Show recently added apps', 'start.recentlyAdded'),
    carried('Show recommended files in Start, recent files in File Explorer, and items in Jump Lists', 'start.trackDocs'),
    carried('Show recommendations for tips, shortcuts, new apps, and more', 'start.tips'),
    carried('Show account-related notifications', 'start.accountNotifications'),
  ]),
  group('Personalization', 'Start › more', NEITHER, [carried('Show most used apps', 'start.mostUsed')]),
  group('Personalization', 'Start › Folders', NEW_IN_11, [
    carried('Settings', 'start.folders'),
    carried('File Explorer', 'start.folders'),
    carried('Documents', 'start.folders'),
    carried('Downloads', 'start.folders'),
    carried('Music', 'start.folders'),
    carried('Pictures', 'start.folders'),
    carried('Videos', 'start.folders'),
    carried('Network', 'start.folders'),
    carried('Personal folder', 'start.folders'),
  ]),
  group('Personalization', 'Taskbar', ['until23H2', 'yes'], [
    staying('Pinned layout', 'pathOfOneDevice', 'Its items name files by number on the source volume; Windows itself gave it up with 24H2.'),
  ]),
  group('Personalization', 'Taskbar › Taskbar items', NEW_IN_11, [
    carried('Task View', 'taskbar.taskView'),
    staying('Widgets', 'protectedByWindows', 'Since 2024 a driver of Windows keeps every program but Settings from writing it.'),
  ]),
  group('Personalization', 'Taskbar › Taskbar behaviors', ONLY_11, [
    carried('Taskbar alignment', 'taskbar.alignment'),
    carried('Automatically hide the taskbar', 'taskbar.autoHide'),
    staying('Automatically hide the taskbar in tablet mode', 'noDocumentedLocation', 'Only Windows 10 had the mode, and no source names the value.'),
    carried('Show flashing on taskbar apps', 'taskbar.flashing'),
  ]),
  group('Personalization', 'Taskbar › Taskbar behaviors › both', BOTH, [
    carried('Show badges on taskbar apps', 'taskbar.badges'),
    carried('Show my taskbar on all displays', 'taskbar.multi.enabled'),
    carried('When using multiple displays, show my taskbar apps on', 'taskbar.multi.mode'),
    carried('Share any window from my taskbar', 'taskbar.shareWindow'),
    carried('Select the far corner of the taskbar to show the desktop', 'taskbar.showDesktopCorner'),
    carried('Combine taskbar buttons and hide labels', 'taskbar.glom'),
    carried('Combine taskbar buttons and hide labels on other taskbars', 'taskbar.glomOther'),
  ]),
  group('Personalization', 'Taskbar › Windows 10', ['unlisted', 'no'], [carried('Taskbar location on screen', 'taskbar.edge')]),
  group('Personalization', 'Text input', ONLY_11, [
    carried('Keyboard theme', 'personalization.touchKeyboard.theme', 'personalization.touchKeyboard.themeIndex', 'personalization.touchKeyboard.themeVersion'),
    carried('Keyboard size', 'personalization.touchKeyboard.scale'),
    carried('Key background', 'personalization.touchKeyboard.keyBackground'),
    carried('Key text size', 'personalization.touchKeyboard.labelSize'),
  ]),
  group('Apps', '', NEITHER, [
    staying('The whole page', 'windowsLeavesItOut', 'Default apps are signed for one account on one device; the list of Store apps travels apart.'),
  ]),
];
