// What can be known of another process on this machine.
//
// A process is named by its id and, where the kernel tells (Linux), the tick it started at: ids are used again.

import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './problem.ts';

/**
 * Whether a process with this id runs, whoever's it is. One that has ended and that nobody took notice of (a zombie: usual
 * in containers, where no init collects orphans) does not.
 */
export function isAlive(pid: number): boolean {
  return isIdTaken(pid) && statOf(pid)?.[STATE] !== 'Z';
}

/** Whether the id is taken, be it by a zombie. This is what PostgreSQL asks before it takes over a lock file. */
export function isIdTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** `<pid>:<start tick>` of a process; the tick is empty where it is not told. */
export function processToken(pid: number): string {
  return `${pid}:${startTick(pid) ?? ''}`;
}

/** Whether the very process that the token was made for is still there. */
export function isTokenAlive(token: string): boolean {
  const [pid = '', tick = ''] = token.split(':');
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid))) return false;
  const now = startTick(Number(pid));
  return tick === '' || now === undefined || now === tick;
}

/** The folder a process works in; `undefined` where it is not told. A running PostgreSQL works in its data folder. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function startTick(pid: number): string | undefined {
  return statOf(pid)?.[START_TIME];
}

// proc_pid_stat(5): fields 3 and 22, counted from the end of the name in parentheses, which may hold spaces.
const STATE = 0;
const START_TIME = 19;

function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
