// The policies of Windows that govern backing up and restoring settings, as data: where each is written by Group Policy and
// by an MDM, what its values mean, and what follows. Keepsake reads them so that an administrator steers it with the names
// and tools that steer Windows' own backup.
//
// Sources: SettingSync.admx, the Policy CSP areas SettingsSync, ADMX_SettingSync, ADMX_GroupPolicy, Privacy and Connectivity,
// and the WindowsBackupAndRestore CSP. `certainty: 'inferred'` marks the places that no Microsoft document names.
//
// Deliberately absent: Windows' own default. In 26H2 Windows backs up where nobody said anything; Keepsake never does.

import type { CategoryId } from '../catalog/category.ts';
import type { RegistryLocation } from '../catalog/setting.ts';

/** What a person or an administrator switches as one: the backup groups of the Settings app. */
export const BACKUP_GROUPS = {
  apps: 'Remember my apps',
  accessibility: 'Accessibility',
  accounts: 'Accounts, Wi-Fi networks and passwords',
  personalization: 'Personalization',
  language: 'Language preferences and dictionary',
  other: 'Other Windows settings',
} as const;

export type BackupGroup = keyof typeof BACKUP_GROUPS;

/**
 * The groups that each category has something of. A category is left out as soon as one of its groups is: Windows' groups
 * cut through some pages of the Settings app, and what an administrator excluded must not travel with its neighbours.
 */
export const GROUPS_OF_CATEGORY: Readonly<Record<CategoryId, readonly BackupGroup[]>> = {
  system: ['other'],
  'bluetooth-devices': ['other'],
  'network-internet': ['accounts', 'other'],
  personalization: ['personalization'],
  apps: ['apps'],
  accounts: ['accounts'],
  'time-language': ['language', 'other'],
  gaming: ['other'],
  accessibility: ['accessibility'],
  'privacy-security': ['other'],
  'windows-update': ['other'],
  'file-explorer': ['other'],
};

/** What follows when the policy is enabled, or for companions and switches, when it is not. */
export type PolicyEffect =
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore' }
  /** Must not be disabled, or nothing is backed up. */
  | { readonly kind: 'companion' }
  /** Enabled, it keeps these groups from being backed up. */
  | { readonly kind: 'exclusion'; readonly groups: readonly BackupGroup[] };

export type PolicyState = 'enabled' | 'disabled';

/** What a place holds for each state. */
export type PolicyForm =
  /** REG_DWORD. */
  | { readonly kind: 'number'; readonly enabled: number; readonly disabled: number }
  /** REG_SZ as the Policy CSP keeps ADMX-backed policies: `<enabled/>` or `<disabled/>`, with data elements after it. */
  | { readonly kind: 'admx' };

export type PolicyPlace = {
  readonly location: RegistryLocation;
  readonly form: PolicyForm;
  readonly certainty: 'documented' | 'inferred';
};

export type WindowsPolicy = {
  /** As in the ADMX file or the CSP; unique. */
  readonly name: string;
  /** As the Group Policy editor and the Intune settings catalog call it. */
  readonly title: string;
  readonly effect: PolicyEffect;
  /** Left out where there is none. */
  readonly gpo?: PolicyPlace;
  readonly mdm?: PolicyPlace;
  /** Group Policy's "Allow users to turn … on": 0 the person may, 1 may not. */
  readonly userOverride?: RegistryLocation;
};

const SETTING_SYNC = 'Policies\\Microsoft\\Windows\\SettingSync';
const SYSTEM = 'Policies\\Microsoft\\Windows\\System';
const ON_OFF: PolicyForm = { kind: 'number', enabled: 1, disabled: 0 };
const ADMX: PolicyForm = { kind: 'admx' };
const ALL_GROUPS = Object.keys(BACKUP_GROUPS) as readonly BackupGroup[];

// biome-ignore format: one policy a line
export const WINDOWS_POLICIES: readonly WindowsPolicy[] = [
  { name: 'EnableWindowsBackup', title: 'Enable Windows Backup', effect: { kind: 'backup' },
    gpo: documented(SETTING_SYNC, 'EnableWindowsBackup', ON_OFF), mdm: mdm('SettingsSync', 'EnableWindowsBackup', ADMX) },
  // The CSP is not a Policy CSP area and Microsoft names no registry value for it or for its Group Policy.
  { name: 'EnableWindowsRestore', title: 'Enable Windows Restore', effect: { kind: 'restore' },
    gpo: inferred(SETTING_SYNC, 'EnableWindowsRestore', ON_OFF), mdm: inferred(mdmKey('WindowsBackupAndRestore'), 'EnableWindowsRestore', ON_OFF) },

  exclusion('DisableSettingSync', 'Do not sync', 'ADMX_SettingSync', ALL_GROUPS),
  exclusion('DisableApplicationSettingSync', 'Do not sync apps', 'ADMX_SettingSync', ['apps']),
  exclusion('DisableCredentialsSettingSync', 'Do not sync passwords', 'ADMX_SettingSync', ['accounts']),
  exclusion('DisablePersonalizationSettingSync', 'Do not sync personalize', 'ADMX_SettingSync', ['personalization']),
  exclusion('DisableAccessibilitySettingSync', 'Do not sync accessibility settings', 'SettingsSync', ['accessibility']),
  exclusion('DisableLanguageSettingSync', 'Do not sync language preferences settings', 'SettingsSync', ['language']),
  exclusion('DisableWindowsSettingSync', 'Do not sync other Windows settings', 'ADMX_SettingSync', ['other']),

  companion('EnableActivityFeed', 'Enables Activity Feed', 'Privacy', ON_OFF),
  companion('PublishUserActivities', 'Allow publishing of User Activities', 'Privacy', ON_OFF),
  companion('UploadUserActivities', 'Allow upload of User Activities', 'Privacy', ON_OFF),
  { name: 'EnableCDP', title: 'Continue experiences on this device', effect: { kind: 'companion' },
    gpo: documented(SYSTEM, 'EnableCdp', ON_OFF), mdm: mdm('ADMX_GroupPolicy', 'EnableCDP', ADMX) },
  { name: 'AllowConnectedDevices', title: 'Allow Connected Devices', effect: { kind: 'companion' },
    mdm: mdm('Connectivity', 'AllowConnectedDevices', ON_OFF) },
];

function exclusion(name: string, title: string, area: string, groups: readonly BackupGroup[]): WindowsPolicy {
  return {
    name,
    title,
    effect: { kind: 'exclusion', groups },
    gpo: documented(SETTING_SYNC, name, { kind: 'number', enabled: 2, disabled: 0 }),
    mdm: mdm(area, name, ADMX),
    userOverride: { kind: 'registry', hive: 'SOFTWARE', key: SETTING_SYNC, value: `${name}UserOverride` },
  };
}

function companion(name: string, title: string, area: string, form: PolicyForm): WindowsPolicy {
  return {
    name,
    title,
    effect: { kind: 'companion' },
    gpo: documented(SYSTEM, name, ON_OFF),
    mdm: mdm(area, name, form),
  };
}

function documented(key: string, value: string, form: PolicyForm): PolicyPlace {
  return { location: { kind: 'registry', hive: 'SOFTWARE', key, value }, form, certainty: 'documented' };
}

function inferred(key: string, value: string, form: PolicyForm): PolicyPlace {
  return { ...documented(key, value, form), certainty: 'inferred' };
}

function mdm(area: string, value: string, form: PolicyForm): PolicyPlace {
  return documented(mdmKey(area), value, form);
}

function mdmKey(area: string): string {
  return `Microsoft\\PolicyManager\\current\\device\\${area}`;
}
