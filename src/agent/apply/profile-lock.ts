// One writer per profile: a lock file with the process that holds it. A lock whose process is gone is taken over.

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { realDisk } from './disk.ts';

/** Runs `work` while holding the lock; leaves no folder behind where there is nothing to remember. */
export function withProfileLock<T>(stateFolder: string, work: () => Result<T, AgentProblem>): Result<T, AgentProblem> {
  const lock = holdLock(stateFolder);
  if (!lock.ok) return lock;
  try {
    return work();
  } finally {
    lock.value.release();
  }
}

export type Lock = { readonly release: () => void };

/** `staleAfterMilliseconds` is how old a lock can get whose process is not stuck: after a power cut its number may be another's. */
export function holdLock(stateFolder: string, staleAfterMilliseconds = Infinity): Result<Lock, AgentProblem> {
  const path = join(stateFolder, 'lock');
  const taken = takeLock(stateFolder, path, staleAfterMilliseconds);
  if (!taken.ok) return taken;
  const release = (): void => {
    rmSync(path, { force: true });
    realDisk.removeFolder(stateFolder);
  };
  return ok({ release });
}

function takeLock(stateFolder: string, path: string, staleAfterMilliseconds: number): Result<true, AgentProblem> {
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    if (createLock(path)) return ok(true);
    const holder = readFileSync(path, 'utf8').trim();
    if (!isGone(holder) && Date.now() - statSync(path).mtimeMs <= staleAfterMilliseconds) {
      return fail({
        code: 'profile-locked',
        detail: `Another Keepsake (${holder}) is working on this profile.`,
        fix: `Wait for it to end. If there is none, remove "${path}".`,
      });
    }
    rmSync(path, { force: true });
    if (createLock(path)) return ok(true);
    return fail({
      code: 'profile-locked',
      detail: 'Another Keepsake has just begun on this profile.',
      fix: 'Try again.',
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return fail({
      code: 'profile-read-only',
      detail: `Keepsake can not write beside the profile: ${cause}.`,
      fix: 'Run it as someone who may write the profile folder, or mount the disk for writing.',
    });
  }
}

function createLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `process ${process.pid} on ${hostname()}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isGone(holder: string): boolean {
  const match = /^process (\d+) on (.+)$/.exec(holder);
  if (match?.[2] !== hostname()) return holder === '';
  try {
    process.kill(Number(match[1]), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
