// Replaces a file in one step: a crash leaves the old content or the new one, and perhaps a `.next` that nobody reads.

import type { Disk } from '../apply/disk.ts';

export function replaceFile(disk: Disk, path: string, bytes: Uint8Array): void {
  const next = `${path}.next`;
  disk.remove(next);
  disk.write(next, bytes);
  disk.move(next, path);
}
