// Notifications and what Windows itself suggests. Do not disturb and its rules are not here: services keep them in the cloud
// store, with a time stamp, and write their own copy back. What shows over the lock screen travels only to hide more.

import { choice } from '../../codecs/number.ts';
import { normally, onlyIf, onOff, setting, since, together, until } from '../../entry.ts';
import { CONTENT_DELIVERY, CURRENT_VERSION, NOTIFICATIONS, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const POSITION = choice({ 1: 'bottom center', 2: 'top left', 3: 'top center' });
const PUSH = `${CURRENT_VERSION}\\PushNotifications`;
const all = (name: string): RegistryLocation => user(NOTIFICATIONS, `NOC_GLOBAL_SETTING_${name}`);

// biome-ignore format: one setting a line
export const notifications: readonly Setting[] = [
  onOff('system.notifications.enabled', 'Notifications', user(PUSH, 'ToastEnabled'), 'on'),
  onOff('system.notifications.sound', 'Allow notifications to play sounds', all('ALLOW_NOTIFICATION_SOUND'), 'on'),
  onOff('system.notifications.badge', 'Show the number of notifications on the icon', all('BADGE_ENABLED'), 'on'),
  onOff('system.notifications.suppressDuplicating', "Hide notifications when I'm duplicating my screen", all('SUPRESS_TOASTS_WHILE_DUPLICATING'), 'off'),
  ...onlyIf('neverWeaker:lowerIsStricter', [
    ...together('lockToasts', [
      onOff('system.notifications.lockScreen', 'Show notifications on the lock screen', user(PUSH, 'LockScreenToastEnabled'), 'on'),
      onOff('system.notifications.aboveLock', 'Show notifications on the lock screen (second copy)', all('ALLOW_TOASTS_ABOVE_LOCK'), 'on'),
    ]),
    onOff('system.notifications.criticalAboveLock', 'Show reminders and incoming VoIP calls on the lock screen', all('ALLOW_CRITICAL_TOASTS_ABOVE_LOCK'), 'on'),
  ]),
  ...since(26100, [
    setting('system.notifications.indicatorPosition', 'Position of the on-screen indicators', user(NOTIFICATIONS, 'PositionIndex'), POSITION, normally(1)),
  ]),

  onOff('system.notifications.welcome', 'Show the Windows welcome experience after updates', user(CONTENT_DELIVERY, 'SubscribedContent-310093Enabled'), 'on'),
  onOff('system.notifications.finishSetup', 'Suggest ways to finish setting up this device', user(`${CURRENT_VERSION}\\UserProfileEngagement`, 'ScoobeSystemSettingEnabled'), 'on'),
  onOff('system.notifications.tips', 'Get tips and suggestions when using Windows', user(CONTENT_DELIVERY, 'SubscribedContent-338389Enabled'), 'on'),
  ...until(19045, [
    onOff('system.notifications.softLanding', 'Get tips as you use Windows', user(CONTENT_DELIVERY, 'SoftLandingEnabled'), 'on'),
  ]),
];
