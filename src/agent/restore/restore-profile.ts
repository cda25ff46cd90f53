// Plans a restore onto any profile, and restores onto one on a disk: apply and verify under the profile's lock. The
// preview is the plan itself; applying a plan that no longer fits the profile changes nothing.

import { randomBytes } from 'node:crypto';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { type Plan, planRestore } from '../../domain/restore/plan.ts';
import type { Selection, Target } from '../../domain/restore/plan-input.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { Result } from '../../lib/result.ts';
import { uuidV7 } from '../../lib/uuid.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type Applied, applyPlan } from '../apply/apply-plan.ts';
import { realDisk } from '../apply/disk.ts';
import { withProfileLock } from '../apply/profile-lock.ts';
import type { OfflineProfile } from '../offline/offline-profile.ts';

export type RestoreChoices = {
  readonly selection: Selection;
  readonly exact: boolean;
  readonly optedIn: ReadonlySet<string>;
};

export type PlanTarget = Pick<OfflineProfile, 'facts' | 'read' | 'covers'> & Pick<Target, 'mayWrite'>;

export function planFor(profile: PlanTarget, snapshot: Snapshot, catalog: Catalog, choices: RestoreChoices): Plan {
  const { facts, read, covers, mayWrite } = profile;
  const target = { facts, read, covers, optedIn: choices.optedIn, ...(mayWrite === undefined ? {} : { mayWrite }) };
  return planRestore({ snapshot, catalog, target, selection: choices.selection, exact: choices.exact });
}

/** `now` in milliseconds since 1970; `description` is what `keepsake sessions` shows; `sessionId` names its journal. */
export function applyAndVerify(
  profile: OfflineProfile,
  plan: Plan,
  description: string,
  now: number,
  sessionId: string = uuidV7(now, randomBytes(10)),
): Result<Applied, AgentProblem> {
  const session = { sessionId, startedAt: new Date(now).toISOString(), description };
  const context = { disk: realDisk, session, fileTime: fileTimeOf(now) };
  return withProfileLock(profile.files.stateFolder, () => applyPlan(profile, plan, context));
}

/** Milliseconds since 1970 as a Windows FILETIME: 100 ns units since 1601. */
export function fileTimeOf(unixMilliseconds: number): bigint {
  return (BigInt(Math.floor(unixMilliseconds)) + 11_644_473_600_000n) * 10_000n;
}
