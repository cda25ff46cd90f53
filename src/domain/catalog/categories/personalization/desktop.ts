// The desktop itself: which icons, how large, in which order. Where each icon lies belongs to the monitor and stays behind.

import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { binary } from '../../codecs/binary.ts';
import { choice, dword } from '../../codecs/number.ts';
import { dwordFlag } from '../../codecs/part.ts';
import { advanced, CURRENT_VERSION, DESKTOP, EXPLORER, user } from '../../places.ts';
import { normally, onOff, setting, since, together } from '../../entry.ts';
import type { Setting } from '../../setting.ts';

const THEMES = `${CURRENT_VERSION}\\Themes`;
const SLIDESHOW = 'Control Panel\\Personalization\\Desktop Slideshow';
const BAG = 'Software\\Microsoft\\Windows\\Shell\\Bags\\1\\Desktop';
const ICONS = `${EXPLORER}\\HideDesktopIcons\\NewStartPanel`;

/** The folder flags of a desktop that nobody has arranged. */
const FOLDER_FLAGS = 0x4020_0224;
const SIZES = { 32: 'small', 48: 'medium', 96: 'large' };
const SHOWN = choice({ 0: 'shown', 1: 'hidden' });

// biome-ignore format: one setting a line
export const desktop: readonly Setting[] = [
  setting('personalization.desktop.hideAllIcons', 'Desktop icons', advanced('HideIcons'), SHOWN, normally(0)),
  setting('personalization.desktop.iconSize', 'Desktop icon size', user(BAG, 'IconSize'), dword(SIZES, { min: 16, max: 256 }), normally(48)),
  setting('personalization.desktop.autoArrange', 'Auto arrange icons', user(BAG, 'FFlags'), dwordFlag({ mask: 0x1, base: FOLDER_FLAGS }), normally(false)),
  // Untouched profiles have been seen with either.
  setting('personalization.desktop.alignToGrid', 'Align icons to grid', user(BAG, 'FFlags'), dwordFlag({ mask: 0x4, base: FOLDER_FLAGS })),
  // A header of 16 zero bytes, a count, and 24 bytes for each column sorted by.
  setting('personalization.desktop.sort', 'Sort desktop icons by', user(BAG, 'Sort'), binary({ minBytes: 20, maxBytes: 20 + 8 * 24, magic: new Uint8Array(16) })),

  onOff('personalization.desktop.wallpaperVersionText', 'Show the Windows version on the desktop', user(DESKTOP, 'PaintDesktopVersion'), 'off'),
  onOff('personalization.theme.changesDesktopIcons', 'Allow themes to change desktop icons', user(THEMES, 'ThemeChangesDesktopIcons'), 'on'),
  onOff('personalization.theme.changesPointers', 'Allow themes to change mouse pointers', user(THEMES, 'ThemeChangesMousePointers'), 'on'),
  ...since(WINDOWS_11_BUILD, [
    // New installations of later releases have it on.
    onOff('personalization.wallpaper.spotlight', 'Windows Spotlight on the desktop', user(`${CURRENT_VERSION}\\DesktopSpotlight\\Settings`, 'EnabledState')),
  ]),
  ...since(10240, [
    setting('personalization.wallpaper.jpegQuality', 'Quality of JPEG wallpapers in percent', user(DESKTOP, 'JPEGImportQuality'), dword({}, { min: 60, max: 100 })),
  ]),
  ...together('slideshow', [
    setting('personalization.wallpaper.slideshowInterval', 'Slideshow: change picture every, in milliseconds', user(SLIDESHOW, 'Interval'), dword({}, { min: 1000 }), normally(1_800_000)),
    onOff('personalization.wallpaper.slideshowShuffle', 'Slideshow: shuffle the picture order', user(SLIDESHOW, 'Shuffle'), 'off'),
  ]),

  setting('personalization.desktopIcons.spotlightLearnMore', 'Desktop icon: Learn about this picture', user(ICONS, '{2CC5CA98-6485-489A-920E-B3E88A6CCCE3}'), SHOWN, normally(0)),
  setting('personalization.desktopIcons.thisPC', 'Desktop icon: Computer', user(ICONS, '{20D04FE0-3AEA-1069-A2D8-08002B30309D}'), SHOWN, normally(1)),
  setting('personalization.desktopIcons.userFiles', "Desktop icon: User's Files", user(ICONS, '{59031A47-3F72-44A7-89C5-5595FE6B30EE}'), SHOWN, normally(1)),
  setting('personalization.desktopIcons.network', 'Desktop icon: Network', user(ICONS, '{F02C1A0D-BE21-4350-88B0-7367FC96EF3C}'), SHOWN, normally(1)),
  setting('personalization.desktopIcons.recycleBin', 'Desktop icon: Recycle Bin', user(ICONS, '{645FF040-5081-101B-9F08-00AA002F954E}'), SHOWN, normally(0)),
  setting('personalization.desktopIcons.controlPanel', 'Desktop icon: Control Panel', user(ICONS, '{5399E694-6CE5-4D6C-8FCE-1D8870FDCBA0}'), SHOWN, normally(1)),
];
