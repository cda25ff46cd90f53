// The disk of a simulated device: a folder, in memory where the machine has one there. What the agent does to it through its
// own door burns the fuse of the running agent, and a file that is being written when the power goes is torn.

import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Disk, realDisk } from '../../src/agent/apply/disk.ts';
import { eventLogPath } from '../../src/agent/status/event-log.ts';
import type { Fuse } from './crash.ts';
import type { Chance } from './random.ts';

export function fragileDisk(fuse: Fuse, chance: Chance): Disk {
  const before = <Parameters extends readonly unknown[]>(act: (...parameters: Parameters) => void) => {
    return (...parameters: Parameters): void => {
      fuse.burn();
      act(...parameters);
    };
  };
  return {
    makeFolder: before(realDisk.makeFolder),
    write: (path, bytes, like) => {
      try {
        fuse.burn();
      } catch (crash) {
        if (!existsSync(path)) writeFileSync(path, bytes.subarray(0, chance.integer(0, bytes.length)));
        throw crash;
      }
      realDisk.write(path, bytes, like);
    },
    keep: before(realDisk.keep),
    move: before(realDisk.move),
    remove: before(realDisk.remove),
    removeFolder: before(realDisk.removeFolder),
    removeTree: before(realDisk.removeTree),
  };
}

/** What was not written through is gone, in part or as a whole; a lock stays, with the number of a process that is gone. */
export function loseUnsynced(stateFolder: string, chance: Chance): void {
  const log = eventLogPath(stateFolder);
  if (existsSync(log)) {
    const { length } = readFileSync(log);
    truncateSync(log, Math.max(0, length - chance.integer(0, 300)));
    appendFileSync(log, '\n');
  }
  const lock = join(stateFolder, 'lock');
  rmSync(lock, { force: true });
  if (existsSync(stateFolder) && chance.happens(0.5)) writeFileSync(lock, `process ${NO_PROCESS} on ${hostname()}\n`);
}

/** More than the highest number that a system gives to a process. */
const NO_PROCESS = 2 ** 22 + 1;
