// The lock screen: its picture, what it shows beside it, and the key that opens an assistant. Windows keeps the picture in a folder
// that only it may open, so it travels from one running Windows to another and never from or to a profile on a disk.

import { lockScreenPicture } from '../../codecs/lock-screen-picture.ts';
import { readDword } from '../../codecs/number.ts';
import { textChoice } from '../../codecs/text.ts';
import { normally, onOff, onOffText, setting, since, together } from '../../entry.ts';
import { CONTENT_DELIVERY, CURRENT_VERSION, DESKTOP, LOCK_SCREEN_PICTURE, user } from '../../places.ts';
import type { ReadLocation, RegistryLocation, Setting } from '../../setting.ts';

const LOCK = `${CURRENT_VERSION}\\Lock Screen`;
const SPOTLIGHT = user(CONTENT_DELIVERY, 'RotatingLockScreenEnabled');
const SLIDESHOW = user(LOCK, 'SlideshowEnabled');
/** A larger one is taken as Windows prepared it for the screen. With the desktop's picture it has to fit into one snapshot. */
export const LOCK_SCREEN_BYTES_MAX = 3 * 1024 * 1024;
const BRANDED = textChoice({
  App: 'an app',
  Search: 'Search',
  NoneSelected: 'nothing',
  TaskbarCompanion: 'the companion on the taskbar',
});

// biome-ignore format: one setting a line
export const lockScreen: readonly Setting[] = [
  onOff('personalization.lockScreen.spotlight', 'Windows Spotlight on the lock screen', SPOTLIGHT, 'on'),
  ...together('lockTips', [
    onOff('personalization.lockScreen.funFacts', 'Get fun facts, tips, tricks and more on your lock screen', user(CONTENT_DELIVERY, 'RotatingLockScreenOverlayEnabled'), 'on'),
    onOff('personalization.lockScreen.funFacts2', 'Get fun facts, tips, tricks and more (second copy)', user(CONTENT_DELIVERY, 'SubscribedContent-338387Enabled'), 'on'),
  ]),
  onOff('personalization.lockScreen.slideshow', 'Slideshow on the lock screen', SLIDESHOW, 'off'),
  { ...setting('personalization.lockScreen.image', 'Lock screen picture', LOCK_SCREEN_PICTURE, lockScreenPicture({ maxBytes: LOCK_SCREEN_BYTES_MAX }), normally('windows')), chosenByWindows: pictureChosenByWindows },
  onOffText('personalization.lockScreen.lockOnIdle', 'When my PC is inactive, show lock screen instead of turning off the screen', user(DESKTOP, 'LockScreenAutoLockActive'), 'off'),
  ...since(26100, [
    onOff('personalization.lockScreen.widgets', 'Your widgets on the lock screen', user(LOCK, 'LockScreenWidgetsEnabled'), 'on'),
    onOff('personalization.lockScreen.widgetSuggestions', 'Suggest widgets for your lock screen', user(LOCK, 'LockScreenWidgetsSystemCurationEnabled'), 'on'),
  ]),
  // Which app it opens stays behind: it would be a snapshot that chooses what runs.
  ...since(22631, [
    setting('personalization.copilotKey.type', 'Customize the Copilot key', user('Software\\Microsoft\\Windows\\Shell\\BrandedKey', 'BrandedKeyChoiceType'), BRANDED),
  ]),
];

/** Spotlight is on where nobody chose, the slideshow off. */
function pictureChosenByWindows(read: ReadLocation): string | undefined {
  if (isOn(read, SPOTLIGHT, true)) return 'Windows Spotlight chooses the lock screen picture';
  return isOn(read, SLIDESHOW, false) ? 'the lock screen shows a slideshow' : undefined;
}

function isOn(read: ReadLocation, at: RegistryLocation, byDefault: boolean): boolean {
  const reading = read(at);
  const number = reading.state === 'present' ? readDword(reading.raw) : undefined;
  return number?.ok === true ? number.value !== 0 : byDefault;
}
