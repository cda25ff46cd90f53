// The values that facts may have, as far as rules tell them apart: for laws over any combination, and for the fingerprint of what
// the rules answer.

import { EXCLUDED_EDITIONS } from '../../src/domain/eligibility/rules/supported-edition.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { BACKUP, BOB, FABRIKAM, policyOf } from './facts.ts';

export const VALUES = {
  device: {
    windowsBuild: [19045, 22000, 22621, 22631, 25398, 26100, 26200, 26300, 29999],
    updateRevision: [0, 3957, 3958, 4769, 4770, 4945, 4946, 5767, 5768, 6215, 6216, 7921, 7922, 9999],
    sku: [4, 48, 188, ...EXCLUDED_EDITIONS.map(({ sku }) => sku)],
    edition: ['Enterprise', 'Professional', 'Super', ...EXCLUDED_EDITIONS.map(({ name }) => name)],
    joinState: ['entraJoined', 'hybridJoined', 'domainJoined', 'workplaceRegistered', 'none'],
    cloudPc: ['none', 'dedicated', 'frontlineShared'],
    virtualDesktop: ['none', 'persistent', 'nonPersistent'],
    usage: ['singleUser', 'multiUser', 'shared', 'kiosk', 'userless'],
  },
  enrollment: {
    path: ['oobeJoin', 'groupPolicy', 'coManagement', 'settings', 'bulk', 'autopilotReset'],
    mode: ['none', 'userDriven', 'selfDeploying', 'preProvisioned', 'devicePreparation'],
    preProvisioningFlow: ['technician', 'user'],
    installsQualityUpdates: [true, false],
  },
  person: {
    userId: [BACKUP.userId, BOB],
    tenantId: [BACKUP.tenantId, FABRIKAM],
    account: ['organizational', 'other'],
  },
  cloud: ['public', 'gccHigh', 'dod', 'china'],
  policy: [
    ...WINDOWS_POLICIES.flatMap(({ name }) =>
      (['enabled', 'disabled', 'notConfigured', 'conflict', 'unknown'] as const).map((state) =>
        policyOf({ [name]: state }),
      ),
    ),
    ...(['enabled', 'disabled', 'notConfigured', 'unknown'] as const).map((page) => policyOf({}, page)),
  ],
  backups: [
    [],
    [BACKUP],
    [{ ...BACKUP, isUsable: false }],
    [{ ...BACKUP, isOfThisDevice: true }],
    [{ ...BACKUP, userId: BOB }],
    [{ ...BACKUP, tenantId: FABRIKAM }, BACKUP],
    [{ ...BACKUP, tenantId: FABRIKAM }],
  ],
  conditionalAccess: [
    { outcome: 'signedIn', blockedBy: [], missing: [] },
    { outcome: 'passes', blockedBy: [], missing: [] },
    { outcome: 'blocked', blockedBy: [], missing: [] },
    { outcome: 'blocked', blockedBy: [{ policyName: 'Compliant devices', fix: 'exclude the service' }], missing: [] },
    { outcome: 'unknown', blockedBy: [], missing: [] },
    { outcome: 'unknown', blockedBy: [], missing: ['membership of Staff'] },
  ],
  history: [
    { isRestored: false },
    { isRestored: true },
    { isRestored: false, skippedIn: 'oobe' },
    { isRestored: true, skippedIn: 'firstSignIn' },
  ],
  stoppedRings: [
    [],
    [{ name: 'Pilot', reason: 'Too many failures.', missing: [] }],
    [{ name: 'Pilot', reason: 'Too many failures.', missing: ['person.groupIds'] }],
  ],
} as const;
