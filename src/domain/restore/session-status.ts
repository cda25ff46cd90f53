// How a restore is reported: in the words that Intune's reports have, and as the time that it took a person to get going.

import type { Finding } from '../eligibility/decision.ts';
import type { Session, SessionState } from './session.ts';

export type IntuneStatus =
  | 'Not Applicable'
  | 'No policy assigned'
  | 'Succeeded'
  | 'Failed'
  | 'No Backup Profiles'
  | 'Setup as New PC Selected'
  | 'In progress';

/** Intune has no word for a restore that nobody went on with, that was cancelled or taken back. */
export function intuneStatusOf(state: SessionState): IntuneStatus {
  return STATUS[state];
}

const STATUS: Readonly<Record<SessionState, IntuneStatus>> = {
  offered: 'In progress',
  applying: 'In progress',
  completed: 'Succeeded',
  failed: 'Failed',
  setUpAsNew: 'Setup as New PC Selected',
  cancelled: 'Not Applicable',
  expired: 'Not Applicable',
  undone: 'Not Applicable',
};

/** Of a restore that was not offered. What the tenant has not switched on comes before what the person does not have. */
export function intuneStatusOfRefusal(
  findings: readonly Pick<Finding, 'ruleId' | 'holds' | 'isLifted'>[],
): IntuneStatus {
  const refuses = (rules: readonly string[]): boolean =>
    findings.some(({ ruleId, holds, isLifted }) => holds === 'no' && !isLifted && rules.includes(ruleId));
  if (refuses(POLICY_RULES)) return 'No policy assigned';
  return refuses(BACKUP_RULES) ? 'No Backup Profiles' : 'Not Applicable';
}

const POLICY_RULES = ['restore-page', 'restore-policy'];
const BACKUP_RULES = ['usable-backup'];

/** From signing in to done; only of a restore that completed, and where the device said when the person signed in. */
export function secondsToProductivity({ state, signedInAt, endedAt }: Session): number | undefined {
  if (state !== 'completed' || signedInAt === undefined || endedAt === undefined) return undefined;
  return Math.max(0, Math.round((endedAt - signedInAt) / 1000));
}
