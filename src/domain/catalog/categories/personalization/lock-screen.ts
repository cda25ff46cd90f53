// The lock screen: what it shows beside its picture, and the key that opens an assistant.

import { textChoice } from '../../codecs/text.ts';
import { onOff, onOffText, setting, since, together } from '../../entry.ts';
import { CONTENT_DELIVERY, CURRENT_VERSION, DESKTOP, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const LOCK = `${CURRENT_VERSION}\\Lock Screen`;
const BRANDED = textChoice({
  App: 'an app',
  Search: 'Search',
  NoneSelected: 'nothing',
  TaskbarCompanion: 'the companion on the taskbar',
});

// biome-ignore format: one setting a line
export const lockScreen: readonly Setting[] = [
  onOff('personalization.lockScreen.spotlight', 'Windows Spotlight on the lock screen', user(CONTENT_DELIVERY, 'RotatingLockScreenEnabled'), 'on'),
  ...together('lockTips', [
    onOff('personalization.lockScreen.funFacts', 'Get fun facts, tips, tricks and more on your lock screen', user(CONTENT_DELIVERY, 'RotatingLockScreenOverlayEnabled'), 'on'),
    onOff('personalization.lockScreen.funFacts2', 'Get fun facts, tips, tricks and more (second copy)', user(CONTENT_DELIVERY, 'SubscribedContent-338387Enabled'), 'on'),
  ]),
  onOff('personalization.lockScreen.slideshow', 'Slideshow on the lock screen', user(LOCK, 'SlideshowEnabled'), 'off'),
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
