// The finished restores of a profile, and taking the latest one back.

import { type Result, fail } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { findProfile } from '../offline/profile-files.ts';
import { placeOf } from './apply-plan.ts';
import { realDisk } from './disk.ts';
import { type Journal, readJournals } from './journal.ts';
import { withProfileLock } from './profile-lock.ts';
import { undoLatest } from './replace-files.ts';

export function undoRestore(path: string, force: boolean): Result<Journal, AgentProblem> {
  const files = findProfile(path);
  if (!files.ok) return files;
  return guarded(() =>
    withProfileLock(files.value.stateFolder, () => undoLatest(placeOf(files.value, realDisk), force)),
  );
}

/** Oldest first. */
export function listSessions(path: string): Result<readonly Journal[], AgentProblem> {
  const files = findProfile(path);
  if (!files.ok) return files;
  return guarded(() => ({ ok: true, value: readJournals(files.value.stateFolder).journals }));
}

function guarded<T>(work: () => Result<T, AgentProblem>): Result<T, AgentProblem> {
  try {
    return work();
  } catch (error) {
    return fail({
      code: 'write-failed',
      detail: `The record of earlier restores can not be used: ${error instanceof Error ? error.message : String(error)}.`,
      fix: "Look into the folder .keepsake beside the profile; the old files are in its sessions' folders.",
    });
  }
}
