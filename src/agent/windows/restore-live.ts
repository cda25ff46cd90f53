// A running Windows from a command's point of view: opened after finishing what a crash interrupted, restored onto, and
// taken back, one process at a time. Windows is told what changed, once, at the end.

import { randomBytes } from 'node:crypto';
import { locationKey } from '../../domain/catalog/setting.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { uuidV7 } from '../../lib/uuid.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { realDisk } from '../apply/disk.ts';
import { withProfileLock } from '../apply/profile-lock.ts';
import { applyLive, finishLive, type LiveApplied, type LiveContext, type LiveSession, undoLive } from './apply-live.ts';
import { type LiveProfile, openLiveProfile } from './live-profile.ts';
import { hasUnfinishedLive, readUndoRecords, type UndoRecord } from './undo-record.ts';

export type OpenedLive = {
  readonly profile: LiveProfile;
  /** Sessions that a crash had interrupted and that were brought to their end just now. */
  readonly finished: readonly LiveSession[];
};

/**
 * `facts` are what the caller knows better than the device itself. A caller that holds the lock of the state folder
 * already says so.
 */
export async function openLiveSafely(
  facts: DeviceFacts,
  catalog: Catalog,
  lock: 'take' | 'held' = 'take',
): Promise<Result<OpenedLive, AgentProblem>> {
  const opened = await openLiveProfile(facts);
  if (!opened.ok) return opened;
  const profile = opened.value;
  const finish = (): Result<OpenedLive, AgentProblem> =>
    ok({ profile, finished: finishLive(profile, contextOf(catalog)) });
  return caught(profile, () => {
    if (!hasUnfinishedLive(profile.stateFolder)) return ok({ profile, finished: [] });
    return lock === 'held' ? finish() : withProfileLock(profile.stateFolder, finish);
  });
}

/** `now` in milliseconds since 1970; `description` is what `keepsake sessions` shows; `sessionId` names the record. */
export function restoreLive(
  profile: LiveProfile,
  plan: Plan,
  description: string,
  catalog: Catalog,
  now: number,
  sessionId: string = uuidV7(now, randomBytes(10)),
): Result<LiveApplied, AgentProblem> {
  const session = { sessionId, startedAt: new Date(now).toISOString(), description };
  return guarded(profile, () => applyLive(profile, plan, session, contextOf(catalog)));
}

/** `force` also overwrites what changed after the restore. */
export function undoLatestLive(
  profile: LiveProfile,
  force: boolean,
  catalog: Catalog,
): Result<LiveSession, AgentProblem> {
  return guarded(profile, () => undoLive(profile, force, contextOf(catalog)));
}

/** Oldest first. */
export function listLiveSessions(profile: LiveProfile): Result<readonly UndoRecord[], AgentProblem> {
  return caught(profile, () => ok(readUndoRecords(profile.stateFolder)));
}

function contextOf(catalog: Catalog): LiveContext {
  const places = new Set(
    catalog.categories.flatMap((category) => category.settings.map((setting) => locationKey(setting.at))),
  );
  return { disk: realDisk, isCatalogued: (location) => places.has(locationKey(location)) };
}

function guarded<T>(profile: LiveProfile, work: () => Result<T, AgentProblem>): Result<T, AgentProblem> {
  return caught(profile, () => withProfileLock(profile.stateFolder, work));
}

function caught<T>(profile: LiveProfile, work: () => Result<T, AgentProblem>): Result<T, AgentProblem> {
  try {
    return work();
  } catch (error) {
    return fail({
      code: 'write-failed',
      detail: `The record of earlier restores can not be used: ${error instanceof Error ? error.message : String(error)}.`,
      fix: `Look into "${profile.stateFolder}"; the old values are in its sessions.`,
    });
  }
}
