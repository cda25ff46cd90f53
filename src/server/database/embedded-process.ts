// What can be known of another process on this machine.
//
// A process is named by its id and, where the kernel tells (Linux), the tick it started at: ids are used again.

import { readFileSync, readlinkSync } from 'node:fs';

/** Whether a process with this id exists, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
  try {
    // proc_pid_stat(5): the name in parentheses may hold spaces; the 22nd field is the start time in clock ticks.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
