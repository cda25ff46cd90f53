// A fleet decided, before and after changes, with the names of everybody: what a report is written from.

import { assess, type Assessment } from '../../domain/readiness/assess.ts';
import { changedWorld, type ReadinessChange } from '../../domain/readiness/change.ts';
import type { World } from '../../domain/readiness/world.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { LoadedFleet } from './load-fleet.ts';

export type ReadinessRun = {
  readonly before: Assessment;
  /** Left out: nothing was to be changed. */
  readonly after?: Assessment;
  readonly fleet: Pick<LoadedFleet, 'device' | 'person'>;
  readonly assumptions: readonly string[];
  /** Devices of other systems than Windows, which are in no number. */
  readonly notWindows: number;
  readonly buildTableVersion: string;
};

/** One change after the other. */
export function worldAfter(world: World, changes: readonly ReadinessChange[]): Result<World, string> {
  let after = world;
  for (const change of changes) {
    const changed = changedWorld(after, change);
    if (!changed.ok) return changed;
    after = changed.value;
  }
  return ok(after);
}

export function runIn(
  fleet: LoadedFleet,
  { before, after, assumptions }: { before: World; after: World; assumptions: readonly string[] },
): ReadinessRun {
  const was = assess(fleet.fleetIn(before), before.choices);
  return {
    before: was,
    ...(after === before ? {} : { after: assess(fleet.fleetIn(after), after.choices) }),
    fleet,
    assumptions,
    notWindows: fleet.notWindows,
    buildTableVersion: before.choices.buildTable.version,
  };
}
