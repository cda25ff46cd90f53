// Opens a profile after finishing what a crash interrupted: every command that reads a profile starts here, so that none
// of them ever sees a half-restored one.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { placeOf } from './apply-plan.ts';
import { realDisk } from './disk.ts';
import { hasUnfinishedSession } from './journal.ts';
import { withProfileLock } from './profile-lock.ts';
import { finishSessions } from './replace-files.ts';
import { type OfflineProfile, openProfile } from '../offline/offline-profile.ts';
import { findProfile, type ProfileFiles } from '../offline/profile-files.ts';

export function openProfileSafely(path: string, facts: DeviceFacts): Result<OfflineProfile, AgentProblem> {
  const files = findProfile(path);
  if (!files.ok) return files;
  const finished = finishInterrupted(files.value);
  return finished.ok ? openProfile(path, facts) : finished;
}

function finishInterrupted(files: ProfileFiles): Result<unknown, AgentProblem> {
  try {
    if (!hasUnfinishedSession(files.stateFolder)) return ok(undefined);
    return withProfileLock(files.stateFolder, () => ok(finishSessions(placeOf(files, realDisk))));
  } catch (error) {
    return fail({
      code: 'write-failed',
      detail: `An earlier restore of this profile can not be finished: ${error instanceof Error ? error.message : String(error)}.`,
      fix: `Look into "${files.stateFolder}"; the old files are in its sessions.`,
    });
  }
}
