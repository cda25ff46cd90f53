// What a simulated person says at the restore page, and what they may expect of a restore that is said to be complete.

import type { LocalEnd, PageChoice, RestorePage, RestoreTarget } from '../../src/agent/restore/session-ports.ts';
import { locationKey } from '../../src/domain/catalog/setting.ts';
import { sameRaw } from '../../src/domain/restore/writes.ts';
import { KNOWN_SETTINGS } from './profile.ts';
import type { Running } from './running.ts';
import type { Simulation } from './simulation.ts';
import type { Seat } from './world.ts';

/** After a while, in which anything may happen. */
export async function decideAtPage(
  { chance, network, isHealed }: Simulation,
  seat: Seat,
  self: Running,
  { profiles }: Parameters<RestorePage['decide']>[0],
): Promise<PageChoice> {
  const { identity, phase } = seat;
  await network.door(self, identity).pause(chance.pick([10_000, 600_000, 30 * 60 * 60_000]));
  const profile = profiles.length === 0 ? undefined : chance.pick(profiles);
  const word = chance.weighted([
    { weight: profile === undefined ? 0 : 6, kind: 'restore' as const },
    { weight: 2, kind: phase === 'inUse' ? ('cancel' as const) : ('setUpAsNew' as const) },
    { weight: isHealed() ? 0 : 2, kind: 'later' as const },
  ]);
  if (word?.kind !== 'restore' || profile === undefined)
    return { kind: word?.kind === 'restore' ? 'later' : (word?.kind ?? 'later') };
  const { profileId, snapshotId, deviceName } = profile;
  return { kind: 'restore', choice: { profileId, snapshotId, deviceName, exact: chance.happens(0.3), optedIn: [] } };
}

/** The same target; the world remembers what it set out to write, whatever becomes of the program. */
export function promising(target: RestoreTarget, seat: Seat): RestoreTarget {
  return {
    ...target,
    apply: (applicationId, plan, description) => {
      seat.promised = new Map(plan.writes.map(({ location, after }) => [locationKey(location), after]));
      return target.apply(applicationId, plan, description);
    },
  };
}

/** What is said to be restored stands in the registry, unless the person has changed it since. */
export function checkPromise({ complain }: Simulation, seat: Seat, { outcomes, sessionId }: LocalEnd): void {
  const restored = new Set(outcomes.filter(({ state }) => state === 'restored').map(({ id }) => id));
  for (const { id, at } of KNOWN_SETTINGS) {
    const key = locationKey(at);
    if (!restored.has(id) || at.kind !== 'registry' || !seat.promised.has(key)) continue;
    const reading = seat.profile.registry.read(at);
    const there = reading.state === 'present' ? reading.raw : undefined;
    if (!sameRaw(there, seat.promised.get(key))) {
      complain('a completed restore is what was planned', `${id} is not what the restore ${sessionId} was to write`);
    }
  }
}
