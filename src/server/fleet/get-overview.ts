// Is everyone safe? Counted in one transaction, so that the numbers are of one moment.

import { FRESH_MILLISECONDS } from '../../domain/schedule/freshness.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Overview, RestoreDay } from '../../protocol/operations/fleet.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import {
  countDevices,
  countInConflict,
  countPeople,
  countRefused,
  countRestores,
  medianSecondsToProductivity,
} from './overview-queries.ts';

export function getOverview(context: Context, tenantId: string): Promise<Result<Overview, Problem>> {
  const now = context.clock();
  const since = new Date(firstDay(now));
  const freshSince = new Date(now - FRESH_MILLISECONDS);
  return inTenant(context, tenantId, async (tx) => {
    const days = withoutGaps(await countRestores(tx, { since, now: new Date(now) }), now);
    const total = (of: Exclude<keyof RestoreDay, 'day'>): number => days.reduce((sum, day) => sum + day[of], 0);
    const ended = total('completed') + total('failed');
    return ok({
      freshDays: FRESH_MILLISECONDS / DAY_MILLISECONDS,
      people: await countPeople(tx, freshSince),
      devices: await countDevices(tx, freshSince),
      restores: {
        days,
        successRate: ended === 0 ? null : total('completed') / ended,
        medianSecondsToProductivity: await medianSecondsToProductivity(tx, since),
        live: total('live'),
      },
      attention: {
        failedRestores: total('failed'),
        peopleRefused: await countRefused(tx),
        devicesInConflict: await countInConflict(tx),
      },
    });
  });
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const DAYS = 30;

/** Midnight in UTC, so that the first day is a whole one. */
function firstDay(now: number): number {
  return Math.floor(now / DAY_MILLISECONDS) * DAY_MILLISECONDS - (DAYS - 1) * DAY_MILLISECONDS;
}

function withoutGaps(counted: readonly RestoreDay[], now: number): RestoreDay[] {
  const known = new Map(counted.map((day) => [day.day, day]));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(firstDay(now) + index * DAY_MILLISECONDS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, completed: 0, failed: 0, setUpAsNew: 0, abandoned: 0, live: 0 };
  });
}
