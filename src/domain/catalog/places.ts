// Where settings live: the keys that many of them share, spelled once, and short ways to write a location down.

import type { FileLocation, RegistryLocation, WindowsLocation } from './setting.ts';

/** A value of the person's own hive, NTUSER.DAT: what regedit shows under HKEY_CURRENT_USER. */
export function user(key: string, value: string): RegistryLocation {
  return { kind: 'registry', hive: 'NTUSER.DAT', key, value };
}

/** A value of UsrClass.dat: what regedit shows under HKEY_CURRENT_USER\Software\Classes. */
export function classes(key: string, value: string): RegistryLocation {
  return { kind: 'registry', hive: 'UsrClass.dat', key, value };
}

/** A value of the machine's SOFTWARE hive: what regedit shows under HKEY_LOCAL_MACHINE\SOFTWARE. */
export function machine(key: string, value: string): RegistryLocation {
  return { kind: 'registry', hive: 'SOFTWARE', key, value };
}

/** A value of the running control set in the machine's SYSTEM hive. */
export function control(key: string, value: string): RegistryLocation {
  return { kind: 'registry', hive: 'SYSTEM', key: `CurrentControlSet\\${key}`, value };
}

/** A whole file, by its path from the profile folder with forward slashes. */
export function file(path: string): FileLocation {
  return { kind: 'file', path };
}

/** The picture of the person's lock screen. */
export const LOCK_SCREEN_PICTURE: WindowsLocation = { kind: 'windows', name: 'lockScreenPicture' };

/** Explorer's own long list of switches, which also holds those of Start, the taskbar and snapping. */
export function advanced(value: string): RegistryLocation {
  return user(`${EXPLORER}\\Advanced`, value);
}

export const DESKTOP = 'Control Panel\\Desktop';
export const MOUSE = 'Control Panel\\Mouse';
export const CURSORS = 'Control Panel\\Cursors';
export const ACCESSIBILITY = 'Control Panel\\Accessibility';
export const INTERNATIONAL = 'Control Panel\\International';

export const KEYBOARD = 'Control Panel\\Keyboard';

export const CURRENT_VERSION = 'Software\\Microsoft\\Windows\\CurrentVersion';
export const EXPLORER = `${CURRENT_VERSION}\\Explorer`;
export const START = `${CURRENT_VERSION}\\Start`;
export const PERSONALIZE = `${CURRENT_VERSION}\\Themes\\Personalize`;
export const GAME_DVR = `${CURRENT_VERSION}\\GameDVR`;
export const INTERNET_SETTINGS = `${CURRENT_VERSION}\\Internet Settings`;

export const CONTENT_DELIVERY = `${CURRENT_VERSION}\\ContentDeliveryManager`;
export const NOTIFICATIONS = `${CURRENT_VERSION}\\Notifications\\Settings`;
export const TOUCHPAD = `${CURRENT_VERSION}\\PrecisionTouchPad`;
export const CONSENTS = `${CURRENT_VERSION}\\CapabilityAccessManager\\ConsentStore`;

export const DWM = 'Software\\Microsoft\\Windows\\DWM';
export const WINLOGON = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
export const INPUT = 'Software\\Microsoft\\Input\\Settings';
export const TOUCH_KEYBOARD = 'Software\\Microsoft\\TabletTip\\1.7';
