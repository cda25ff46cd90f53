// The policies of Windows that govern backing up and restoring settings, as data: where each is written by Group Policy and
// by an MDM, what its values mean, and what follows. Keepsake reads them so that an administrator steers it with the names
// and tools that steer Windows' own backup.
//
// Sources: SettingSync.admx, the Policy CSP areas SettingsSync, ADMX_SettingSync, ADMX_GroupPolicy, Privacy and Connectivity,
// and the WindowsBackupAndRestore CSP. `certainty: 'inferred'` marks the places that no Microsoft document names.
//
// Deliberately absent: Windows' own default. In 26H2 Windows backs up where nobody said anything; Keepsake never does.

import { ALL_GROUPS, type BackupGroup } from './backup-groups.ts';
import type { CspNode, Policy, PolicyForm, PolicyPlace } from './policy.ts';

/** One of Windows' own. */
export type WindowsPolicy = Policy;

const SETTING_SYNC = 'Policies\\Microsoft\\Windows\\SettingSync';
const SYSTEM = 'Policies\\Microsoft\\Windows\\System';
const ON_OFF: PolicyForm = { kind: 'number', enabled: 1, disabled: 0 };
const ADMX: PolicyForm = { kind: 'admx' };

// biome-ignore format: one policy a line
export const WINDOWS_POLICIES: readonly WindowsPolicy[] = [
  { name: 'EnableWindowsBackup', title: 'Enable Windows Backup', effect: { kind: 'backup' },
    gpo: documented(SETTING_SYNC, 'EnableWindowsBackup', ON_OFF), ...policyCsp('SettingsSync', 'EnableWindowsBackup', ADMX) },
  // The CSP is not a Policy CSP area and Microsoft names no registry value for it or for its Group Policy.
  { name: 'EnableWindowsRestore', title: 'Enable Windows Restore', effect: { kind: 'restore' },
    gpo: inferred(SETTING_SYNC, 'EnableWindowsRestore', ON_OFF), mdm: inferred(mdmKey('WindowsBackupAndRestore'), 'EnableWindowsRestore', ON_OFF),
    csp: { uri: './Device/Vendor/MSFT/WindowsBackupAndRestore/EnableWindowsRestore', dataType: 'Boolean' } },

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
    gpo: documented(SYSTEM, 'EnableCdp', ON_OFF), ...policyCsp('ADMX_GroupPolicy', 'EnableCDP', ADMX) },
  { name: 'AllowConnectedDevices', title: 'Allow Connected Devices', effect: { kind: 'companion' },
    ...policyCsp('Connectivity', 'AllowConnectedDevices', ON_OFF) },
];

function exclusion(name: string, title: string, area: string, groups: readonly BackupGroup[]): WindowsPolicy {
  return {
    name,
    title,
    effect: { kind: 'exclusion', groups },
    gpo: documented(SETTING_SYNC, name, { kind: 'number', enabled: 2, disabled: 0 }),
    ...policyCsp(area, name, ADMX),
    userOverride: { kind: 'registry', hive: 'SOFTWARE', key: SETTING_SYNC, value: `${name}UserOverride` },
  };
}

function companion(name: string, title: string, area: string, form: PolicyForm): WindowsPolicy {
  return {
    name,
    title,
    effect: { kind: 'companion' },
    gpo: documented(SYSTEM, name, ON_OFF),
    ...policyCsp(area, name, form),
  };
}

/** A policy of the Policy CSP: the node, and the value in which Windows keeps what the MDM said. */
function policyCsp(area: string, name: string, form: PolicyForm): { readonly mdm: PolicyPlace; readonly csp: CspNode } {
  return {
    mdm: documented(mdmKey(area), name, form),
    csp: {
      uri: `./Device/Vendor/MSFT/Policy/Config/${area}/${name}`,
      dataType: form.kind === 'admx' ? 'String' : 'Integer',
    },
  };
}

function documented(key: string, value: string, form: PolicyForm): PolicyPlace {
  return { location: { kind: 'registry', hive: 'SOFTWARE', key, value }, form, certainty: 'documented' };
}

function inferred(key: string, value: string, form: PolicyForm): PolicyPlace {
  return { ...documented(key, value, form), certainty: 'inferred' };
}

function mdmKey(area: string): string {
  return `Microsoft\\PolicyManager\\current\\device\\${area}`;
}
