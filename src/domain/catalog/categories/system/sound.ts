// Sounds: the scheme, what each event plays, and how calls quieten the rest. Only sounds that Windows brings along are named:
// a person's own files would be paths to nothing on the new device.

import { inboxFile } from '../../codecs/inbox-file.ts';
import { choice } from '../../codecs/number.ts';
import { textChoice } from '../../codecs/text.ts';
import { normally, offOn, ofTheMachine, setting, together } from '../../entry.ts';
import { machine, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const SCHEMES = 'AppEvents\\Schemes';
const YES_NO = textChoice({ yes: 'on', no: 'off' });
const SCHEME = textChoice({
  '.Default': 'Windows default',
  '.None': 'no sounds',
  '.Current': 'changed by the person',
  '.Modified': 'changed by the person',
});
const DUCKING = choice({
  0: 'mute all other sounds',
  1: 'reduce other sounds by 80%',
  2: 'reduce other sounds by 50%',
  3: 'do nothing',
});
const START_UP = 'Microsoft\\Windows\\CurrentVersion';

// biome-ignore format: one setting a line
export const sound: readonly Setting[] = [
  setting('system.sound.ducking', 'When Windows detects communications activity', user('Software\\Microsoft\\Multimedia\\Audio', 'UserDuckingPreference'), DUCKING, normally(1)),
  setting('system.sound.beep', 'System beep', user('Control Panel\\Sound', 'Beep'), YES_NO, normally('yes')),
  setting('system.sound.extended', 'Extended sounds', user('Control Panel\\Sound', 'ExtendedSounds'), YES_NO, normally('yes')),
  // The scheme is only a name: what plays is what each event says, and one that plays a file of the person holds nobody back.
  setting('system.sound.scheme', 'Sound scheme', user(SCHEMES, ''), SCHEME, normally('.Default')),
  event('.Default', 'Default Beep'),
  event('AppGPFault', 'Program error'),
  event('CCSelect', 'Select'),
  event('ChangeTheme', 'Change Theme'),
  event('Close', 'Close program'),
  event('CriticalBatteryAlarm', 'Critical Battery Alarm'),
  event('DeviceConnect', 'Device Connect'),
  event('DeviceDisconnect', 'Device Disconnect'),
  event('DeviceFail', 'Device Failed to Connect'),
  event('FaxBeep', 'New Fax Notification'),
  event('LowBatteryAlarm', 'Low Battery Alarm'),
  event('MailBeep', 'New Mail Notification'),
  event('Maximize', 'Maximize'),
  event('MenuCommand', 'Menu command'),
  event('MenuPopup', 'Menu pop-up'),
  event('MessageNudge', 'Message Nudge'),
  event('Minimize', 'Minimize'),
  event('Notification.Default', 'Notification'),
  event('Notification.IM', 'Instant Message Notification'),
  event('Notification.Mail', 'Desktop Mail Notification'),
  event('Notification.Proximity', 'NFP Completion'),
  event('Notification.Reminder', 'Calendar Reminder'),
  event('Notification.SMS', 'New Text Message Notification'),
  ...upTo(10, 'Notification.Looping.Alarm', 'Alarm'),
  ...upTo(10, 'Notification.Looping.Call', 'Incoming call'),
  event('Open', 'Open program'),
  event('PrintComplete', 'Print Complete'),
  event('ProximityConnection', 'NFP Connection'),
  event('RestoreDown', 'Restore Down'),
  event('RestoreUp', 'Restore Up'),
  event('ShowBand', 'Show Toolbar Band'),
  event('SystemAsterisk', 'Asterisk'),
  event('SystemExclamation', 'Exclamation'),
  event('SystemExit', 'Exit Windows'),
  event('SystemHand', 'Critical Stop'),
  event('SystemNotification', 'System Notification'),
  event('SystemQuestion', 'Question'),
  event('WindowsLogoff', 'Windows Logoff'),
  event('WindowsLogon', 'Windows Logon'),
  event('WindowsUAC', 'Windows User Account Control'),
  event('WindowsUnlock', 'Windows Unlock'),
  event('ActivatingDocument', 'Complete Navigation', 'Explorer'),
  event('BlockedPopup', 'Blocked Pop-up Window', 'Explorer'),
  event('EmptyRecycleBin', 'Empty Recycle Bin', 'Explorer'),
  event('FeedDiscovered', 'Feed Discovered', 'Explorer'),
  event('MoveMenuItem', 'Move Menu Item', 'Explorer'),
  event('Navigating', 'Start Navigation', 'Explorer'),
  event('SearchProviderDiscovered', 'Search Provider Discovered', 'Explorer'),
  event('SecurityBand', 'Information Bar', 'Explorer'),
  event('DisNumbersSound', 'Disambiguation Numbers', 'sapisvr'),
  event('HubOffSound', 'Speech Recognition off', 'sapisvr'),
  event('HubOnSound', 'Speech Recognition on', 'sapisvr'),
  event('HubSleepSound', 'Speech Recognition asleep', 'sapisvr'),
  event('MisrecoSound', 'Misrecognition', 'sapisvr'),
  event('PanelSound', 'Disambiguation Panel', 'sapisvr'),
  // Two values that say the same: what happens, and what the person chose.
  ...ofTheMachine(together('startupSound', [
    offOn('system.sound.startup', 'Play Windows startup sound', machine(`${START_UP}\\Authentication\\LogonUI\\BootAnimation`, 'DisableStartupSound')),
    offOn('system.sound.startupUser', 'Play Windows startup sound (as chosen)', machine(`${START_UP}\\EditionOverrides`, 'UserSetting_DisableStartupSound')),
  ])),
];

/** Releases ship different sounds, so no event has a default. */
function event(name: string, words: string, app = '.Default'): Setting {
  const id = `system.sound.event.${app.replace('.', '').toLowerCase()}.${name.replaceAll('.', '')}`;
  return setting(id, `Sound: ${words}`, user(`${SCHEMES}\\Apps\\${app}\\${name}\\.Current`, ''), inboxFile('media'));
}

/** Alarms and rings are numbered from 2; the first has no number. */
function upTo(count: number, name: string, words: string): readonly Setting[] {
  return Array.from({ length: count }, (_, i) => event(i === 0 ? name : `${name}${i + 1}`, `${words} ${i + 1}`));
}
