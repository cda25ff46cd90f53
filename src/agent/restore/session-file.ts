// The memory of restore sessions as a file of the person's own, replaced as a whole. A damaged one counts as none: the service knows the session, so nothing is lost but having to be asked again.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../apply/disk.ts';
import { replaceFile } from '../status/replace-file.ts';
import { asSessionMemory, NO_MEMORY, type SessionMemory } from './session-memory.ts';
import type { MemoryPort } from './session-ports.ts';

export function sessionFile(disk: Disk, stateFolder: string): MemoryPort {
  const folder = sessionMemoryFolder(stateFolder);
  const path = join(folder, 'session.json');
  return {
    read: () => (existsSync(path) ? (parsed(path) ?? NO_MEMORY) : NO_MEMORY),
    write: (memory) => {
      disk.makeFolder(folder);
      replaceFile(disk, path, new TextEncoder().encode(`${JSON.stringify(memory, null, 2)}\n`));
    },
  };
}

/** Apart from what undoes restores, so that a session can be locked while a restore locks the profile. */
export function sessionMemoryFolder(stateFolder: string): string {
  return join(stateFolder, 'restore-session');
}

function parsed(path: string): SessionMemory | undefined {
  try {
    return asSessionMemory(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
