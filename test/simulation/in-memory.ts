// Where the machine has a disk in memory, simulated devices and the database of a simulation are on it: nothing there is to
// outlast the process, and no write waits for a real disk.

import { existsSync } from 'node:fs';

export function inMemory(): void {
  if (existsSync(MEMORY)) process.env['TMPDIR'] = MEMORY;
}

const MEMORY = '/dev/shm';
