// Brings the Store apps of a snapshot back to the running Windows: goes on with the queue that is on the disk if it is of
// this snapshot, and makes one otherwise. What is not due yet is gone on with by every scheduled run.

import type { App } from '../../domain/apps/app-list.ts';
import { nextStep, planQueue } from '../../domain/apps/queue.ts';
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
  return ok(await runQueue(contextOf(target), { snapshotId, apps: queue }));
}

/** Goes on with what an earlier restore left waiting; `undefined` when nothing is. */
export async function goOnWithApps(target: AppTarget): Promise<QueueRun | undefined> {
  const stored = readQueue(target.stateFolder);
  if (stored === undefined || nextStep(stored.apps, target.clock()).kind === 'done') return undefined;
  return runQueue(contextOf(target), stored);
}

function contextOf(target: AppTarget): QueueContext {
  return { ...target, installed: () => registeredFamilies(target.registry) };
}
