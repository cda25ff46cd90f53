// Brings the Store apps of a snapshot back to the running Windows: goes on with the queue that is on the disk if it is of
// this snapshot, and makes one otherwise.

import type { App } from '../../domain/apps/app-list.ts';
import { planQueue } from '../../domain/apps/queue.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { readQueue } from './queue-file.ts';
import { type PackageRegistry, registeredFamilies } from './read-app-list.ts';
import { type QueueContext, type QueueRun, runQueue } from './run-queue.ts';

export type AppTarget = Pick<QueueContext, 'disk' | 'stateFolder' | 'clock' | 'run'> & {
  readonly registry: PackageRegistry;
};

export async function bringBackApps(
  target: AppTarget,
  snapshotId: string,
  apps: readonly App[],
): Promise<Result<QueueRun, AgentProblem>> {
  const installed = registeredFamilies(target.registry);
  if (installed === undefined) {
    return fail({
      code: 'profile-unreadable',
      detail: 'Windows does not say which packages are installed for this person.',
      fix: 'Sign in as the person and run the command again.',
    });
  }
  const stored = readQueue(target.stateFolder);
  const queue = stored?.snapshotId === snapshotId ? stored.apps : planQueue(apps, installed, target.clock());
  const context: QueueContext = { ...target, installed: () => registeredFamilies(target.registry) };
  return ok(await runQueue(context, { snapshotId, apps: queue }));
}
