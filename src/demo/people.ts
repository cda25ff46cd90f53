// The demo's person: Anna, who has used her old PC for years, and what of her profile is nobody's business.

import type { SettingValue } from '../domain/catalog/setting.ts';

export const ANNA = { userPrincipalName: 'anna@contoso.example', displayName: 'Anna Lindqvist' };
export const OLD_DEVICE = { name: 'CONTOSO-OLD-114', windowsBuild: 19045 };
export const NEW_DEVICE = { name: 'CONTOSO-NEW-207', windowsBuild: 26100 };

export const ANNAS_CHOICES: Readonly<Record<string, SettingValue>> = {
  'system.snap.suggest': 0,
  'system.desktops.altTab': 0,
  'devices.mouse.primaryButton': 1,
  'devices.mouse.speed': 14,
  'devices.mouse.wheelLines': 5,
  'devices.autoplay.enabled': 1,
  'personalization.darkMode.apps': 0,
  'personalization.transparency': 0,
  'personalization.accent.auto': 0,
  'personalization.accent.onTitleBars': 1,
  'taskbar.glom': 2,
  'taskbar.autoHide': true,
  'taskbar.taskView': 0,
  'start.trackDocs': 0,
  'accounts.dynamicLock': 1,
  'network.proxy.enable': 1,
  'network.proxy.server': 'proxy.contoso.example:8080',
  'language.region.geoId': 221,
  'language.region.locale': 'sv-SE',
  'language.format.sShortDate': 'yyyy-MM-dd',
  'language.format.sShortTime': 'HH:mm',
  'language.format.iFirstDayOfWeek': 0,
  'language.typing.multilingual': 1,
  'gaming.gameMode': 0,
  'accessibility.textSize': 125,
  'accessibility.pointer.size': 3,
  'accessibility.pointer.baseSize': 64,
  'accessibility.stickyKeys.shortcut': false,
  'accessibility.mouse.sonar': true,
  'accessibility.magnifier.level': 150,
  'accessibility.narrator.speed': 14,
  'explorer.hiddenFiles': 1,
  'explorer.fileExtensions': 0,
  'explorer.fullPath': 1,
};

/** Left behind on purpose: secrets, histories and identifiers never travel. `[key, value name, text]`. */
export const ANNAS_SECRETS: readonly (readonly [string, string, string])[] = [
  ['Environment', 'BUILD_TOKEN', 'tok-7f3c-not-for-anyone'],
  ['Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\RunMRU', 'a', 'notepad salary-2026.txt\\1'],
  ['Software\\Microsoft\\Internet Explorer\\TypedURLs', 'url1', 'https://doctor.example/appointment'],
  ['Software\\Contoso\\Payroll', 'LastPassword', 'hunter2-but-longer'],
];
