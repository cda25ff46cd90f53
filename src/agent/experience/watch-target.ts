// Sees what a restore does to its target, for a page that shows it. Changes nothing of it; only lets what was told reach the
// page before the writing begins, which holds everything else up.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Plan } from '../../domain/restore/plan.ts';
import type { CategoryCount } from '../../protocol/experience.ts';
import type { RestoreTarget } from '../restore/session-ports.ts';
import { announcementsFor } from '../windows/announcements.ts';

export type RestoreWatcher = {
  readonly writing: (categories: readonly CategoryCount[]) => void;
  readonly written: (needsSignOut: boolean) => void;
  readonly appsNamed: (names: ReadonlyMap<string, string>) => void;
};

export function watchTarget(target: RestoreTarget, watcher: RestoreWatcher): RestoreTarget {
  return {
    ...target,
    apply: async (applicationId, plan, description) => {
      watcher.writing(countByCategory(plan));
      await nextTurn();
      const applied = await target.apply(applicationId, plan, description);
      if (applied.ok) watcher.written(needsSignOut(plan));
      return applied;
    },
    bringApps: (snapshotId, snapshot) => {
      const apps = snapshot.apps?.apps ?? [];
      watcher.appsNamed(
        new Map(apps.flatMap(({ packageFamilyName: id, displayName }) => (displayName ? [[id, displayName]] : []))),
      );
      return target.bringApps(snapshotId, snapshot);
    },
  };
}

/** In the order of the plan, which is the catalog's. */
function countByCategory({ changes }: Plan): readonly CategoryCount[] {
  const counts = new Map<string, number>();
  for (const { category } of changes) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].map(([category, count]) => ({ category, count }));
}

/** Which places need it does not depend on what stands there. */
function needsSignOut({ writes }: Plan): boolean {
  const places = writes.map(({ location }) => location);
  return announcementsFor(places, () => ({ state: 'absent' })).some(({ kind }) => kind === 'signOut');
}
