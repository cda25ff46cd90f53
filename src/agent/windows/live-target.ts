// The running Windows as the target of a restore session: planned on, written with a record that undoes it, told what changed,
// its apps queued.

import { catalog } from '../../domain/catalog/catalog.ts';
import type { Location } from '../../domain/catalog/setting.ts';
import { ok } from '../../lib/result.ts';
import { endedApps, queueApps } from '../apps/queue-apps.ts';
import type { Disk } from '../apply/disk.ts';
import { planFor } from '../restore/restore-profile.ts';
import type { RestoreTarget } from '../restore/session-ports.ts';
import type { LiveProfile } from './live-profile.ts';
import { restoreLive } from './restore-live.ts';
import { readUndoRecords, wasUndone } from './undo-record.ts';

export type LiveTargetContext = {
  readonly disk: Disk;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Tells Windows what was written; nothing here can fail a restore. */
  readonly announce: (written: readonly Location[]) => Promise<void>;
};

/** `profile` was opened after what a crash interrupted was brought to its end. */
export function liveTarget(profile: LiveProfile, { disk, clock, announce }: LiveTargetContext): RestoreTarget {
  return {
    plan: (snapshot, choices) => planFor(profile, snapshot, catalog, choices),
    apply: async (applicationId, plan, description) => {
      const applied = restoreLive(profile, plan, description, catalog, clock(), applicationId);
      if (!applied.ok) return applied;
      await announce(applied.value.written);
      return ok(applied.value.outcomes);
    },
    wasApplied: (applicationId) =>
      readUndoRecords(profile.stateFolder).some(({ sessionId }) => sessionId === applicationId),
    wasUndone: (applicationId) => wasUndone(profile.stateFolder, applicationId),
    endedApps: (ids) => endedApps(profile.stateFolder, ids),
    bringApps: (snapshotId, { apps }) =>
      queueApps({ disk, clock, stateFolder: profile.stateFolder, registry: profile.registry }, snapshotId, apps),
  };
}
