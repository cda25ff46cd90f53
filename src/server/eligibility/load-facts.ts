// Everything that a decision is made from, as far as the service knows it: the device, the policies as they reach this person
// there, the person's backups, Conditional Access, what happened on this enrollment. Nothing is guessed: what is not known is
// left out, and a rule that needs it says so.

import type { TenantChoices } from '../../domain/eligibility/choices.ts';
import type { BackupFact, EligibilityFacts } from '../../domain/eligibility/facts.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { loadDeviceFacts } from '../devices/load-device-facts.ts';
import { loadTenantChoices } from '../policy/load-policy.ts';
import { policyFor } from '../policy/policy-for.ts';
import { findHistory } from '../restore/session-store.ts';
import { stoppedRingsFor } from '../rollout/stopped-rings.ts';
import { conditionalAccessFact } from './conditional-access-fact.ts';
import { enrollmentOf, keyJoinedAt } from './enrollment.ts';
import { type Backup, loadBackups } from './load-backups.ts';
import { groupsOf } from './person-groups.ts';
import type { Question } from './question.ts';

export type LoadedFacts = {
  readonly facts: EligibilityFacts;
  readonly choices: TenantChoices;
  readonly enrollmentId: string;
  /** All of the person's; empty where a backup is asked about. */
  readonly backups: readonly Backup[];
};

export async function loadFacts(
  context: Context,
  tx: TenantTransaction,
  question: Question,
): Promise<Result<LoadedFacts, Problem>> {
  const { userId, occasion, account } = question;
  const known = await loadDeviceFacts(tx, question.deviceId);
  const choices = await loadTenantChoices(tx);
  const enrollmentId = await enrollmentOf(tx, question);
  const groupIds = await groupsOf(tx, userId, context.clock());
  const reached = await policyFor(tx, { userId, deviceId: question.deviceId, known, groupIds, choices });
  const { policy, installsQualityUpdates } = reached;
  const facts: EligibilityFacts = {
    occasion,
    device: known.device,
    // What the device itself says of its setup comes before what the organization's Enrollment Status Page would do.
    enrollment: { ...(installsQualityUpdates === undefined ? {} : { installsQualityUpdates }), ...known.enrollment },
    ...(known.cloud === undefined ? {} : { cloud: known.cloud }),
    person: { userId, tenantId: tx.tenantId, ...(account === undefined ? {} : { account }) },
    policy,
  };
  if (occasion === 'backup') return ok({ facts, choices, enrollmentId, backups: [] });
  const backups = await loadBackups(context, tx, userId);
  if (!backups.ok) return backups;
  const restoreFacts: EligibilityFacts = {
    ...facts,
    backups: await backupFacts(tx, question, backups.value),
    conditionalAccess: await conditionalAccessFact(tx, question, { device: known.device, groupIds }),
    history: await findHistory(tx, question, enrollmentId),
    stoppedRings: await stoppedRingsFor(tx, { userGroupIds: groupIds, deviceGroupIds: known.groupIds }),
  };
  return ok({ facts: restoreFacts, choices, enrollmentId, backups: backups.value });
}

/**
 * Of this device is what it backed up since the person's key joined. What is older was made before it was reset: the settings
 * are gone from it, and the person wants them back.
 */
async function backupFacts(
  tx: TenantTransaction,
  { userId, deviceId }: Question,
  backups: readonly Backup[],
): Promise<readonly BackupFact[]> {
  const joinedAt = (await keyJoinedAt(tx, { userId, deviceId }))?.toISOString() ?? '';
  return backups.map(({ profile, manifest }) => ({
    profileId: profile.profileId,
    deviceName: profile.deviceName,
    userId,
    tenantId: tx.tenantId,
    isUsable: manifest !== undefined,
    isOfThisDevice: profile.deviceId === deviceId && (profile.lastConfirmedAt ?? '') >= joinedAt,
  }));
}
