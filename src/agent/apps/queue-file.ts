// The queue of apps on the disk, so that it survives a reboot: written before a command starts and after it ended, each time
// replaced in one step. Read as foreign data; one that is damaged is no queue, and making it again does no harm, because
// what is there already is found there.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AppQueue } from '../../domain/apps/queue.ts';
import type { Disk } from '../apply/disk.ts';

const QueueSchema = Type.Object({
  version: Type.Literal(1),
  /** The snapshot that the apps are of. */
  snapshotId: Type.String({ minLength: 1, maxLength: 64 }),
  apps: Type.Array(
    Type.Object({
      packageFamilyName: Type.String({ pattern: '^[A-Za-z0-9.-]{3,50}_[0-9a-hjkmnp-tv-z]{13}$' }),
      displayName: Type.Optional(Type.String({ maxLength: 256 })),
      storeProductId: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{12}$' })),
      source: Type.Union([Type.Literal('store'), Type.Literal('sideloaded'), Type.Literal('unknown')]),
      state: Type.Union([
        Type.Literal('waiting'),
        Type.Literal('running'),
        Type.Literal('alreadyThere'),
        Type.Literal('restored'),
        Type.Literal('link'),
        Type.Literal('notAvailable'),
      ]),
      way: Type.Union([Type.Literal('registerByFamilyName'), Type.Literal('installFromStore'), Type.Literal('link')]),
      attempts: Type.Integer({ minimum: 0 }),
      notBefore: Type.Number(),
      detail: Type.Optional(Type.String()),
    }),
    { maxItems: 2000 },
  ),
});

const checker = Compile(QueueSchema);

export type StoredQueue = { readonly snapshotId: string; readonly apps: AppQueue };

/** `undefined` where there is none, or what is there is none. */
export function readQueue(stateFolder: string): StoredQueue | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(queuePath(stateFolder), 'utf8'));
    return checker.Check(value) ? (value satisfies Static<typeof QueueSchema>) : undefined;
  } catch {
    return undefined;
  }
}

export function writeQueue(disk: Disk, stateFolder: string, queue: StoredQueue): void {
  const path = queuePath(stateFolder);
  const next = `${path}.next`;
  disk.makeFolder(dirname(path));
  disk.remove(next);
  disk.write(next, new TextEncoder().encode(`${JSON.stringify({ version: 1, ...queue }, null, 2)}\n`));
  disk.move(next, path);
}

function queuePath(stateFolder: string): string {
  return join(stateFolder, 'apps.json');
}
