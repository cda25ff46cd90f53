// Every prerequisite that the described service documents, as a row that is executed: what is changed about a person and a device
// for whom everything holds, on which occasions, and what the rule then answers. The page of documentation is made from it too.

import { EXCLUDED_EDITIONS } from '../../src/domain/eligibility/rules/supported-edition.ts';
import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { BACKUP, BOB, type Change, FABRIKAM, policyOf, type PolicyStates } from './facts.ts';

export type Prerequisite = {
  readonly says: string;
  readonly rule: string;
  readonly occasions: readonly Occasion[];
  readonly change: Change;
  /** `yes`, `no CODE` or `unknown FACT …`. */
  readonly answer: string;
};

export type Section = { readonly title: string; readonly rows: readonly Prerequisite[] };

const RESTORES = ['oobe', 'firstSignIn', 'inUse'] as const;
const AFTER_SETUP = ['firstSignIn', 'inUse'] as const;
const COMPANIONS = namesOf('companion');
const GROUP_EXCLUSIONS = namesOf('exclusion').filter((name) => name !== 'DisableSettingSync');

export const SECTIONS: readonly Section[] = [
  {
    title: 'Join types',
    rows: [
      row('Joined to Entra: everything', 'joined-device', OCCASIONS, device({ joinState: 'entraJoined' }), 'yes'),
      row(
        'Hybrid joined: backups, and restores after setup',
        'joined-device',
        ['backup', ...AFTER_SETUP],
        device({ joinState: 'hybridJoined' }),
        'yes',
      ),
      row(
        'Joined to Entra: restores during setup',
        'not-hybrid-in-setup',
        ['oobe'],
        device({ joinState: 'entraJoined' }),
        'yes',
      ),
      row(
        'Hybrid joined: no restore during setup',
        'not-hybrid-in-setup',
        ['oobe'],
        device({ joinState: 'hybridJoined' }),
        'no hybrid-in-setup',
      ),
      row(
        'Registered only (a work account on a personal device)',
        'joined-device',
        OCCASIONS,
        device({ joinState: 'workplaceRegistered' }),
        'no only-registered',
      ),
      row(
        'Joined to a domain only',
        'joined-device',
        OCCASIONS,
        device({ joinState: 'domainJoined' }),
        'no only-domain-joined',
      ),
      row('Not joined', 'joined-device', OCCASIONS, device({ joinState: 'none' }), 'no not-joined'),
      row(
        'Nobody knows how it is joined',
        'joined-device',
        OCCASIONS,
        device({ joinState: undefined }),
        'unknown device.joinState',
      ),
      row(
        'The same, during setup',
        'not-hybrid-in-setup',
        ['oobe'],
        device({ joinState: undefined }),
        'unknown device.joinState',
      ),
    ],
  },
  {
    title: 'Builds',
    rows: [
      row('Windows 10 22H2 from 6216 backs up', 'minimum-build', ['backup'], build(19045, 6216), 'yes'),
      row('Windows 10 22H2 before it does not', 'minimum-build', ['backup'], build(19045, 6215), 'no build-too-old'),
      row(
        'Windows 10 is not restored to by itself',
        'minimum-build',
        ['oobe', 'firstSignIn'],
        build(19045, 6216),
        'no release-not-supported',
      ),
      row('Windows 10 22H2 may be restored to on demand', 'minimum-build', ['inUse'], build(19045, 1), 'yes'),
      row(
        'Windows 11 21H2 and other releases that are not listed',
        'minimum-build',
        OCCASIONS,
        build(22000, 3260),
        'no build-not-listed',
      ),
      ...[22621, 22631].flatMap((release) => [
        row(`${release} backs up from 5768`, 'minimum-build', ['backup'], build(release, 5768), 'yes'),
        row(`${release} before it does not`, 'minimum-build', ['backup'], build(release, 5767), 'no build-too-old'),
        row(`${release} restores during setup from 3958`, 'minimum-build', ['oobe'], build(release, 3958), 'yes'),
        row(`${release} before it does not`, 'minimum-build', ['oobe'], build(release, 3957), 'no build-too-old'),
        row(
          `${release} never restores at the first sign-in`,
          'minimum-build',
          ['firstSignIn'],
          build(release, 9999),
          'no release-not-supported',
        ),
      ]),
      row('24H2 backs up from 4946', 'minimum-build', ['backup'], build(26100, 4946), 'yes'),
      row('24H2 before it does not', 'minimum-build', ['backup'], build(26100, 4945), 'no build-too-old'),
      row('24H2 restores during setup from 4770', 'minimum-build', ['oobe'], build(26100, 4770), 'yes'),
      row('24H2 before it does not', 'minimum-build', ['oobe'], build(26100, 4769), 'no build-too-old'),
      row('24H2 restores at the first sign-in from 7922', 'minimum-build', ['firstSignIn'], build(26100, 7922), 'yes'),
      row('24H2 before it does not', 'minimum-build', ['firstSignIn'], build(26100, 7921), 'no build-too-old'),
      row(
        '25H2 backs up and restores during setup from its first revision',
        'minimum-build',
        ['backup', 'oobe'],
        build(26200, 1),
        'yes',
      ),
      row('25H2 restores at the first sign-in from 7922', 'minimum-build', ['firstSignIn'], build(26200, 7922), 'yes'),
      row('25H2 before it does not', 'minimum-build', ['firstSignIn'], build(26200, 7921), 'no build-too-old'),
      row('26H2 does everything', 'minimum-build', OCCASIONS, build(26300, 1), 'yes'),
      row('Newer than every release in the table: everything', 'minimum-build', OCCASIONS, build(29999, 0), 'yes'),
      row('On demand any listed release is new enough', 'minimum-build', ['inUse'], build(22621, undefined), 'yes'),
      row(
        'Too old, and the Enrollment Status Page installs quality updates first',
        'minimum-build',
        ['oobe'],
        { ...build(26100, 1742), enrollment: { installsQualityUpdates: true } },
        'no build-waits-for-quality-updates',
      ),
      row(
        'Quality updates of the Enrollment Status Page do not help at the first sign-in',
        'minimum-build',
        ['firstSignIn'],
        { ...build(26100, 1742), enrollment: { installsQualityUpdates: true } },
        'no build-too-old',
      ),
      row('Nobody knows the build', 'minimum-build', OCCASIONS, build(undefined, 7922), 'unknown device.windowsBuild'),
      row(
        'Nobody knows the revision',
        'minimum-build',
        ['backup', 'oobe', 'firstSignIn'],
        build(26100, undefined),
        'unknown device.updateRevision',
      ),
    ],
  },
  {
    title: 'Editions',
    rows: [
      ...EXCLUDED_EDITIONS.flatMap(({ sku, name, product }) => [
        row(
          `${product}, by its number ${sku}`,
          'supported-edition',
          OCCASIONS,
          device({ sku, edition: undefined }),
          'no edition-excluded',
        ),
        row(
          `${product}, by its name where the number is not known`,
          'supported-edition',
          OCCASIONS,
          device({ sku: undefined, edition: name }),
          'no edition-excluded',
        ),
      ]),
      ...[4, 27, 48, 72, 121, 125, 161, 175, 188, 191].map((sku) =>
        row(
          `SKU ${sku}, which Microsoft's settings allow`,
          'supported-edition',
          OCCASIONS,
          device({ sku, edition: undefined }),
          'yes',
        ),
      ),
      row(
        'Enterprise, by its name',
        'supported-edition',
        OCCASIONS,
        device({ sku: undefined, edition: 'Enterprise' }),
        'yes',
      ),
      row(
        'A name that Windows does not use',
        'supported-edition',
        OCCASIONS,
        device({ sku: undefined, edition: 'Super' }),
        'unknown device.sku',
      ),
      row(
        'Nobody knows the edition',
        'supported-edition',
        OCCASIONS,
        device({ sku: undefined, edition: undefined }),
        'unknown device.sku',
      ),
      row(
        'Number and name contradict each other',
        'supported-edition',
        OCCASIONS,
        device({ sku: 203, edition: 'Enterprise' }),
        'unknown device.sku device.edition',
      ),
    ],
  },
  {
    title: 'Provisioning modes',
    rows: [
      row('Autopilot, user-driven', 'person-in-setup', ['oobe'], { enrollment: { mode: 'userDriven' } }, 'yes'),
      row('Set up without Autopilot', 'person-in-setup', ['oobe'], { enrollment: { mode: 'none' } }, 'yes'),
      row(
        'Autopilot, self-deploying: nobody signs in',
        'person-in-setup',
        ['oobe'],
        { enrollment: { mode: 'selfDeploying' } },
        'no self-deploying',
      ),
      row(
        'Pre-provisioning, at the technician',
        'person-in-setup',
        ['oobe'],
        { enrollment: { mode: 'preProvisioned', preProvisioningFlow: 'technician' } },
        'no technician-flow',
      ),
      row(
        'Pre-provisioning, at the person (the newer page allows it)',
        'person-in-setup',
        ['oobe'],
        { enrollment: { mode: 'preProvisioned', preProvisioningFlow: 'user' } },
        'yes',
      ),
      row(
        'Pre-provisioning, and nobody knows who is at it',
        'person-in-setup',
        ['oobe'],
        { enrollment: { mode: 'preProvisioned' } },
        'unknown enrollment.preProvisioningFlow',
      ),
      row('No Autopilot device preparation', 'autopilot-mode', ['oobe'], { enrollment: { mode: 'none' } }, 'yes'),
      row(
        'Autopilot device preparation is not documented',
        'autopilot-mode',
        ['oobe'],
        { enrollment: { mode: 'devicePreparation' } },
        'no device-preparation',
      ),
      row(
        'A Cloud PC is set up before anybody connects',
        'person-in-setup',
        ['oobe'],
        device({ cloudPc: 'dedicated' }),
        'no cloud-pc-in-setup',
      ),
      row(
        'Nobody knows the mode',
        'autopilot-mode',
        ['oobe'],
        { enrollment: { mode: undefined } },
        'unknown enrollment.mode',
      ),
      row(
        'Nobody knows anything of how it was set up',
        'person-in-setup',
        ['oobe'],
        { enrollment: { mode: undefined, path: undefined }, device: { cloudPc: undefined } },
        'unknown enrollment.mode enrollment.path device.cloudPc',
      ),
      ...(['selfDeploying', 'preProvisioned', 'devicePreparation'] as const).map((mode) =>
        row(
          `After setup it does not matter that the mode was ${mode}`,
          'joined-device',
          ['backup', ...AFTER_SETUP],
          { enrollment: { mode } },
          'yes',
        ),
      ),
    ],
  },
  {
    title: 'Enrollment paths',
    rows: [
      row('Joined during setup', 'enrollment-path', ['oobe'], { enrollment: { path: 'oobeJoin' } }, 'yes'),
      row(
        'By Group Policy',
        'enrollment-path',
        ['oobe'],
        { enrollment: { path: 'groupPolicy' } },
        'no group-policy-enrollment',
      ),
      row(
        'By Configuration Manager co-management',
        'enrollment-path',
        ['oobe'],
        { enrollment: { path: 'coManagement' } },
        'no co-management',
      ),
      row(
        'By hand, from Settings',
        'enrollment-path',
        ['oobe'],
        { enrollment: { path: 'settings' } },
        'no settings-enrollment',
      ),
      row(
        'By Autopilot Reset',
        'enrollment-path',
        ['oobe'],
        { enrollment: { path: 'autopilotReset' } },
        'no autopilot-reset',
      ),
      row(
        'In bulk, by a provisioning package: nobody signs in',
        'person-in-setup',
        ['oobe'],
        { enrollment: { path: 'bulk' } },
        'no bulk-enrollment',
      ),
      row(
        'Nobody knows the path',
        'enrollment-path',
        ['oobe'],
        { enrollment: { path: undefined } },
        'unknown enrollment.path',
      ),
      ...(['groupPolicy', 'coManagement', 'settings', 'autopilotReset', 'bulk'] as const).map((path) =>
        row(
          `After setup it does not matter that the path was ${path}`,
          'joined-device',
          ['backup', ...AFTER_SETUP],
          { enrollment: { path } },
          'yes',
        ),
      ),
    ],
  },
  {
    title: 'Clouds',
    rows: [
      row('The commercial cloud, GCC included', 'supported-cloud', OCCASIONS, { cloud: 'public' }, 'yes'),
      row('GCC High', 'supported-cloud', OCCASIONS, { cloud: 'gccHigh' }, 'no sovereign-cloud'),
      row('DoD', 'supported-cloud', OCCASIONS, { cloud: 'dod' }, 'no sovereign-cloud'),
      row('China, operated by 21Vianet', 'supported-cloud', OCCASIONS, { cloud: 'china' }, 'no sovereign-cloud'),
      row('Nobody knows the cloud', 'supported-cloud', OCCASIONS, { cloud: undefined }, 'unknown cloud'),
    ],
  },
  {
    title: 'Cloud PCs, virtual desktops, and who uses the device',
    rows: [
      row(
        'A dedicated Cloud PC, after its setup',
        'cloud-pc-kind',
        ['backup', ...AFTER_SETUP],
        device({ cloudPc: 'dedicated' }),
        'yes',
      ),
      row(
        'A Frontline Cloud PC in shared mode',
        'cloud-pc-kind',
        OCCASIONS,
        device({ cloudPc: 'frontlineShared' }),
        'no shared-cloud-pc',
      ),
      row(
        'Nobody knows whether it is a Cloud PC',
        'cloud-pc-kind',
        OCCASIONS,
        device({ cloudPc: undefined }),
        'unknown device.cloudPc',
      ),
      row(
        'A persistent virtual desktop',
        'persistent-desktop',
        OCCASIONS,
        device({ virtualDesktop: 'persistent' }),
        'yes',
      ),
      row(
        'A non-persistent virtual desktop',
        'persistent-desktop',
        OCCASIONS,
        device({ virtualDesktop: 'nonPersistent' }),
        'no non-persistent-desktop',
      ),
      row(
        'Nobody knows whether it is a virtual desktop',
        'persistent-desktop',
        OCCASIONS,
        device({ virtualDesktop: undefined }),
        'unknown device.virtualDesktop',
      ),
      row(
        'Several people, each signing in as themselves',
        'not-shared',
        ['backup', ...AFTER_SETUP],
        device({ usage: 'multiUser' }),
        'yes',
      ),
      row(
        'Several people, during setup',
        'not-shared',
        ['oobe'],
        device({ usage: 'multiUser' }),
        'no multi-user-in-setup',
      ),
      row('A shared device', 'not-shared', OCCASIONS, device({ usage: 'shared' }), 'no shared-device'),
      row('One person signs in as themselves', 'personal-use', OCCASIONS, device({ usage: 'singleUser' }), 'yes'),
      row('A kiosk', 'personal-use', OCCASIONS, device({ usage: 'kiosk' }), 'no kiosk'),
      row('A device without a user', 'personal-use', OCCASIONS, device({ usage: 'userless' }), 'no userless'),
      row('Nobody knows who uses it', 'personal-use', OCCASIONS, device({ usage: undefined }), 'unknown device.usage'),
      row(
        'The same, asked by the other rule',
        'not-shared',
        OCCASIONS,
        device({ usage: undefined }),
        'unknown device.usage',
      ),
    ],
  },
  {
    title: 'Policies',
    rows: [
      row('"Enable Windows Backup" enabled', 'backup-policy', ['backup'], {}, 'yes'),
      row(
        '"Enable Windows Backup" not configured: off, also on 26H2',
        'backup-policy',
        ['backup'],
        { ...build(26300, 1), ...policies({ EnableWindowsBackup: 'notConfigured' }) },
        'no backup-policy-not-configured',
      ),
      row(
        '"Enable Windows Backup" disabled',
        'backup-policy',
        ['backup'],
        policies({ EnableWindowsBackup: 'disabled' }),
        'no backup-policy-disabled',
      ),
      row(
        '"Enable Windows Backup" by Group Policy and MDM, differently',
        'backup-policy',
        ['backup'],
        policies({ EnableWindowsBackup: 'conflict' }),
        'no backup-policy-conflict',
      ),
      row(
        'Nobody knows what "Enable Windows Backup" says',
        'backup-policy',
        ['backup'],
        policies({ EnableWindowsBackup: 'unknown' }),
        'unknown policy.EnableWindowsBackup',
      ),
      row('Nobody knows any policy', 'backup-policy', ['backup'], { policy: undefined }, 'unknown policy'),
      row(
        '"Enable Windows Restore" enabled, whatever the restore page',
        'restore-policy',
        AFTER_SETUP,
        { policy: policyOf({}, 'disabled') },
        'yes',
      ),
      row(
        '"Enable Windows Restore" not configured',
        'restore-policy',
        AFTER_SETUP,
        policies({ EnableWindowsRestore: 'notConfigured' }),
        'no restore-policy-not-configured',
      ),
      row(
        '"Enable Windows Restore" disabled',
        'restore-policy',
        AFTER_SETUP,
        policies({ EnableWindowsRestore: 'disabled' }),
        'no restore-policy-disabled',
      ),
      row(
        '"Enable Windows Restore" by Group Policy and MDM, differently',
        'restore-policy',
        AFTER_SETUP,
        policies({ EnableWindowsRestore: 'conflict' }),
        'no restore-policy-conflict',
      ),
      row(
        'Nobody knows what "Enable Windows Restore" says',
        'restore-policy',
        AFTER_SETUP,
        policies({ EnableWindowsRestore: 'unknown' }),
        'unknown policy.EnableWindowsRestore',
      ),
      row('Nobody knows any policy', 'restore-policy', AFTER_SETUP, { policy: undefined }, 'unknown policy'),
      row(
        'The restore page on, whatever "Enable Windows Restore" says',
        'restore-page',
        ['oobe'],
        policies({ EnableWindowsRestore: 'disabled' }),
        'yes',
      ),
      row(
        'The restore page off',
        'restore-page',
        ['oobe'],
        { policy: policyOf({}, 'disabled') },
        'no restore-page-disabled',
      ),
      row(
        'The restore page not configured: off',
        'restore-page',
        ['oobe'],
        { policy: policyOf({}, 'notConfigured') },
        'no restore-page-not-configured',
      ),
      row(
        'Nobody knows what the restore page is set to',
        'restore-page',
        ['oobe'],
        { policy: policyOf({}, 'unknown') },
        'unknown policy.showRestorePage',
      ),
      row('Nobody knows any policy', 'restore-page', ['oobe'], { policy: undefined }, 'unknown policy'),
      row('No companion policy disabled', 'companion-policies', ['backup'], {}, 'yes'),
      ...COMPANIONS.flatMap((name) => [
        row(
          `${name} disabled stops backups`,
          'companion-policies',
          ['backup'],
          policies({ [name]: 'disabled' }),
          'no companion-policy-disabled',
        ),
        row(
          `Nobody knows what ${name} says`,
          'companion-policies',
          ['backup'],
          policies({ [name]: 'unknown' }),
          `unknown policy.${name}`,
        ),
      ]),
      row(
        'Companion policies, where nobody knows any policy',
        'companion-policies',
        ['backup'],
        { policy: undefined },
        'unknown policy',
      ),
      ...COMPANIONS.map((name) =>
        row(
          `${name} disabled does not stop restores`,
          'usable-backup',
          RESTORES,
          policies({ [name]: 'disabled' }),
          'yes',
        ),
      ),
      row(
        'One group excluded',
        'something-left',
        ['backup'],
        policies({ DisableCredentialsSettingSync: 'enabled' }),
        'yes',
      ),
      row(
        '"Do not sync": everything excluded',
        'something-left',
        ['backup'],
        policies({ DisableSettingSync: 'enabled' }),
        'no everything-excluded',
      ),
      row(
        'Every group excluded one by one',
        'something-left',
        ['backup'],
        policies(Object.fromEntries(GROUP_EXCLUSIONS.map((name) => [name, 'enabled']))),
        'no everything-excluded',
      ),
      row(
        'Nobody knows what "Do not sync" says',
        'something-left',
        ['backup'],
        policies({ DisableSettingSync: 'unknown' }),
        'unknown policy.DisableSettingSync',
      ),
      row(
        'Exclusions, where nobody knows any policy',
        'something-left',
        ['backup'],
        { policy: undefined },
        'unknown policy',
      ),
      row(
        '"Do not sync apps" leaves backups that exist restorable',
        'usable-backup',
        RESTORES,
        policies({ DisableApplicationSettingSync: 'enabled' }),
        'yes',
      ),
    ],
  },
  {
    title: 'The person and their backups',
    rows: [
      row('Signed in with the organizational account', 'organizational-account', OCCASIONS, {}, 'yes'),
      row(
        'Signed in with a personal account',
        'organizational-account',
        OCCASIONS,
        { person: { account: 'other' } },
        'no other-account',
      ),
      row(
        'Nobody knows the account',
        'organizational-account',
        OCCASIONS,
        { person: { account: undefined } },
        'unknown person.account',
      ),
      row("The person's own backup", 'same-person', RESTORES, {}, 'yes'),
      row(
        'Backups of another person only',
        'same-person',
        RESTORES,
        { backups: [{ ...BACKUP, userId: BOB }] },
        'no backup-of-another-person',
      ),
      row(
        'Nobody knows who the person is',
        'same-person',
        RESTORES,
        { person: { userId: undefined } },
        'unknown person.userId',
      ),
      row('Nobody knows the backups', 'same-person', RESTORES, { backups: undefined }, 'unknown backups'),
      row('A backup of the same organization', 'same-tenant', RESTORES, {}, 'yes'),
      row(
        'Backups of another organization only',
        'same-tenant',
        RESTORES,
        { backups: [{ ...BACKUP, tenantId: FABRIKAM }] },
        'no backup-of-another-tenant',
      ),
      row(
        'Nobody knows the organization',
        'same-tenant',
        RESTORES,
        { person: { tenantId: undefined } },
        'unknown person.tenantId',
      ),
      row(
        'Nobody knows the backups, asked by the organization',
        'same-tenant',
        RESTORES,
        { backups: undefined },
        'unknown backups',
      ),
      row(
        'At least one usable backup',
        'usable-backup',
        RESTORES,
        { backups: [{ ...BACKUP, isUsable: false }, BACKUP] },
        'yes',
      ),
      row('No backup: no offer', 'usable-backup', RESTORES, { backups: [] }, 'no no-backup'),
      row(
        'Of several backups the usable ones are not theirs',
        'usable-backup',
        RESTORES,
        {
          backups: [
            { ...BACKUP, isUsable: false },
            { ...BACKUP, userId: BOB },
          ],
        },
        'no no-backup',
      ),
      row(
        'Only backups that can not be read',
        'usable-backup',
        RESTORES,
        { backups: [{ ...BACKUP, isUsable: false }] },
        'no no-usable-backup',
      ),
      row(
        'Only a backup of this device',
        'usable-backup',
        ['oobe', 'firstSignIn'],
        { backups: [{ ...BACKUP, isOfThisDevice: true }] },
        'no only-own-backup',
      ),
      row(
        'A backup of this device, on demand',
        'usable-backup',
        ['inUse'],
        { backups: [{ ...BACKUP, isOfThisDevice: true }] },
        'yes',
      ),
      row('Nobody knows which backups there are', 'usable-backup', RESTORES, { backups: undefined }, 'unknown backups'),
      row('A backup needs no earlier backup', 'organizational-account', ['backup'], { backups: [] }, 'yes'),
    ],
  },
  {
    title: 'Conditional Access',
    rows: [
      row(
        'The person is signed in already',
        'conditional-access',
        RESTORES,
        { conditionalAccess: { outcome: 'signedIn', blockedBy: [], missing: [] } },
        'yes',
      ),
      row('The sign-ins get through', 'conditional-access', RESTORES, {}, 'yes'),
      row(
        'A policy blocks the token',
        'conditional-access',
        RESTORES,
        {
          conditionalAccess: {
            outcome: 'blocked',
            blockedBy: [{ policyName: 'Compliant devices', fix: 'exclude Microsoft Activity Feed Service' }],
            missing: [],
          },
        },
        'no conditional-access-blocks',
      ),
      row(
        'It depends on a fact',
        'conditional-access',
        RESTORES,
        { conditionalAccess: { outcome: 'unknown', blockedBy: [], missing: ['membership of Staff'] } },
        'unknown conditionalAccess: membership of Staff',
      ),
      row(
        'Nobody knows the policies',
        'conditional-access',
        RESTORES,
        { conditionalAccess: undefined },
        'unknown conditionalAccess',
      ),
      row('A backup does not ask', 'organizational-account', ['backup'], { conditionalAccess: undefined }, 'yes'),
    ],
  },
  {
    title: 'Skipped and restored before',
    rows: [
      row('Neither skipped nor restored', 'not-skipped', ['oobe', 'firstSignIn'], {}, 'yes'),
      row(
        'Skipped during setup: not asked again',
        'not-skipped',
        ['oobe', 'firstSignIn'],
        { history: { skippedIn: 'oobe', isRestored: false } },
        'no skipped',
      ),
      row(
        'Skipped at the first sign-in: not asked again',
        'not-skipped',
        ['oobe', 'firstSignIn'],
        { history: { skippedIn: 'firstSignIn', isRestored: false } },
        'no skipped',
      ),
      row(
        'Skipped, and on demand all the same',
        'usable-backup',
        ['inUse'],
        { history: { skippedIn: 'oobe', isRestored: false } },
        'yes',
      ),
      row(
        'Nobody knows what happened before',
        'not-skipped',
        ['oobe', 'firstSignIn'],
        { history: undefined },
        'unknown history',
      ),
      row('Not restored yet', 'not-restored', ['oobe', 'firstSignIn'], {}, 'yes'),
      row(
        'Restored already: not offered again',
        'not-restored',
        ['oobe', 'firstSignIn'],
        { history: { isRestored: true } },
        'no already-restored',
      ),
      row(
        'Restored already, and on demand again',
        'usable-backup',
        ['inUse'],
        { history: { isRestored: true } },
        'yes',
      ),
      row(
        'Nobody knows whether it was restored',
        'not-restored',
        ['oobe', 'firstSignIn'],
        { history: undefined },
        'unknown history',
      ),
    ],
  },
  {
    title: 'A ring of the rollout that is stopped',
    rows: [
      row(
        'In a ring that is stopped: nothing is offered, whatever policies say',
        'ring-not-stopped',
        RESTORES,
        { stoppedRings: [{ name: 'Ring 1', reason: 'Restores fail.', missing: [] }] },
        'no ring-stopped',
      ),
      row(
        'Nobody knows whether they are in the ring that is stopped',
        'ring-not-stopped',
        RESTORES,
        { stoppedRings: [{ name: 'Ring 1', reason: 'Restores fail.', missing: ['person.groupIds'] }] },
        'unknown person.groupIds',
      ),
      row('No ring that concerns them is stopped', 'ring-not-stopped', RESTORES, { stoppedRings: [] }, 'yes'),
    ],
  },
];

function row(says: string, rule: string, occasions: readonly Occasion[], change: Change, answer: string): Prerequisite {
  return { says, rule, occasions, change, answer };
}

function device(changes: NonNullable<Change['device']>): Change {
  return { device: changes };
}

function build(windowsBuild: number | undefined, updateRevision: number | undefined): Change {
  return device({ windowsBuild, updateRevision });
}

function policies(states: PolicyStates): Change {
  return { policy: policyOf(states) };
}

function namesOf(kind: 'companion' | 'exclusion'): readonly string[] {
  return WINDOWS_POLICIES.filter(({ effect }) => effect.kind === kind).map(({ name }) => name);
}
