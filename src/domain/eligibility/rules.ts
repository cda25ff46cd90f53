// All rules, in the order in which people read them: what the device is, how it was set up, what the organization wants, who
// is there, what there is to restore, what happened before. A condition is one file in rules/ and one line here.

import type { Rule } from './rule.ts';
import { autopilotMode } from './rules/autopilot-mode.ts';
import { backupPolicy } from './rules/backup-policy.ts';
import { cloudPcKind } from './rules/cloud-pc-kind.ts';
import { companionPolicies } from './rules/companion-policies.ts';
import { conditionalAccess } from './rules/conditional-access.ts';
import { enrollmentPath } from './rules/enrollment-path.ts';
import { joinedDevice } from './rules/joined-device.ts';
import { minimumBuild } from './rules/minimum-build.ts';
import { notHybridInSetup } from './rules/not-hybrid-in-setup.ts';
import { notRestored } from './rules/not-restored.ts';
import { notShared } from './rules/not-shared.ts';
import { notSkipped } from './rules/not-skipped.ts';
import { organizationalAccount } from './rules/organizational-account.ts';
import { persistentDesktop } from './rules/persistent-desktop.ts';
import { personInSetup } from './rules/person-in-setup.ts';
import { personalUse } from './rules/personal-use.ts';
import { restorePage } from './rules/restore-page.ts';
import { restorePolicy } from './rules/restore-policy.ts';
import { ringNotStopped } from './rules/ring-not-stopped.ts';
import { samePerson } from './rules/same-person.ts';
import { sameTenant } from './rules/same-tenant.ts';
import { somethingLeft } from './rules/something-left.ts';
import { supportedCloud } from './rules/supported-cloud.ts';
import { supportedEdition } from './rules/supported-edition.ts';
import { usableBackup } from './rules/usable-backup.ts';

/**
 * Stored with every decision. Raise it whenever the same facts may be answered differently: a test holds it to a fingerprint
 * of what the rules are and of what they answer.
 */
export const RULE_SET_VERSION = '2026-11-21.2';

// biome-ignore format: one group a line
export const RULES: readonly Rule[] = [
  minimumBuild, supportedEdition, supportedCloud,
  joinedDevice, notHybridInSetup, personalUse, notShared, cloudPcKind, persistentDesktop,
  personInSetup, autopilotMode, enrollmentPath,
  backupPolicy, companionPolicies, somethingLeft, restorePage, restorePolicy,
  organizationalAccount, samePerson, sameTenant, usableBackup, conditionalAccess,
  notSkipped, notRestored, ringNotStopped,
];
