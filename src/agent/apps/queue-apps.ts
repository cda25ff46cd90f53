// Queues the Store apps of a snapshot and says what becomes of each. Nothing is installed here: every scheduled run goes on
// with the queue.

import type { AppsDocument } from '../../domain/apps/app-list.ts';
import { planQueue, type QueuedApp } from '../../domain/apps/queue.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { AppTarget } from './bring-back.ts';
import { readQueue, writeQueue } from './queue-file.ts';
import { registeredFamilies } from './read-app-list.ts';

export type QueuePlace = Pick<AppTarget, 'disk' | 'stateFolder' | 'clock' | 'registry'>;

/** A queue of the same snapshot stays as it is: what was begun goes on. */
export function queueApps(
  { disk, stateFolder, clock, registry }: QueuePlace,
  snapshotId: string,
  document: AppsDocument | undefined,
): readonly SessionOutcome[] {
  if (document === undefined || document.apps.length === 0) return [];
  const stored = readQueue(stateFolder);
  if (stored?.snapshotId === snapshotId) return stored.apps.map(outcomeOf);
  const installed = registeredFamilies(registry);
  if (installed === undefined) return document.apps.map(({ packageFamilyName: id }) => appOutcome(id, UNKNOWN_TARGET));
  const apps = planQueue(document.apps, installed, clock());
  if (apps.some(({ state }) => state === 'waiting')) writeQueue(disk, stateFolder, { snapshotId, apps });
  return apps.map(outcomeOf);
}

/** `undefined` while any of them is on its way; none where another queue has taken the place of theirs. */
export function endedApps(stateFolder: string, ids: readonly string[]): readonly SessionOutcome[] | undefined {
  const theirs = (readQueue(stateFolder)?.apps ?? []).filter(({ packageFamilyName }) =>
    ids.includes(packageFamilyName),
  );
  const outcomes = theirs.map(outcomeOf);
  return outcomes.some(({ state }) => state === 'pending') ? undefined : outcomes;
}

function outcomeOf({ packageFamilyName, state }: QueuedApp): SessionOutcome {
  return appOutcome(packageFamilyName, OUTCOMES[state]);
}

function appOutcome(id: string, outcome: Pick<SessionOutcome, 'state' | 'code'>): SessionOutcome {
  return { kind: 'app', id, category: 'apps', ...outcome };
}

const OUTCOMES: Readonly<Record<QueuedApp['state'], Pick<SessionOutcome, 'state' | 'code'>>> = {
  waiting: { state: 'pending' },
  running: { state: 'pending' },
  alreadyThere: { state: 'unchanged' },
  restored: { state: 'restored' },
  link: { state: 'excluded', code: 'store-link' },
  notAvailable: { state: 'failed', code: 'app-not-available' },
};

/** Windows does not say which packages the person has. */
const UNKNOWN_TARGET = { state: 'excluded', code: 'packages-unknown' } as const;
