// The devices behind a number of the report, by name, a part at a time. The fleet is decided anew for each part: a number that
// somebody reads and the list behind it are of the same rules, even if not of the same minute.

import { assessOccasion } from '../../domain/readiness/assess.ts';
import type { Standing } from '../../domain/readiness/standing.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { ReadinessDevices, ReadinessDevicesQuery } from '../../protocol/operations/readiness.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { loadFleet } from './load-fleet.ts';
import { loadWorld } from './load-world.ts';

export function listReadinessDevices(
  context: Context,
  tenantId: string,
  query: ReadinessDevicesQuery,
): Promise<Result<ReadinessDevices, Problem>> {
  const { occasion, assume, skip = 0, limit = PAGE_SIZE_DEFAULT } = query;
  return inTenant(context, tenantId, async (tx) => {
    const world = await loadWorld(tx);
    const fleet = await loadFleet(context, tx, { worlds: [world], assumed: { backups: assume === 'backups' } });
    const { standings, ofDevices } = assessOccasion(fleet.fleetIn(world), world.choices, occasion);
    const isWanted = standings.map((standing) => isBehind(standing, query));
    const found = [...ofDevices.entries()].filter(([, at]) => isWanted[at] === true);
    const named = found
      .map(([number, at]) => ({ ...fleet.device(number), standing: standings[at] }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return ok({
      total: named.length,
      devices: named.slice(skip, skip + limit).map(({ id, name, standing }) => ({
        id: id ?? null,
        name,
        verdict: standing?.verdict ?? 'unknown',
        reasons: (standing?.refusals ?? []).map(({ code, evidence, administrator, fixes }) => {
          return { code, evidence, administrator, fixes: [...fixes] };
        }),
        missing: [...(standing?.missing ?? [])],
      })),
    });
  });
}

/** A fact is waited for by those whom nothing refuses, as the report counts them. */
function isBehind({ verdict, refusals, missing }: Standing, wanted: ReadinessDevicesQuery): boolean {
  const { code, fix, fact } = wanted;
  if (wanted.verdict !== undefined && wanted.verdict !== verdict) return false;
  if (code !== undefined && !refusals.some((it) => it.code === code)) return false;
  if (fix !== undefined && !refusals.some((it) => it.fixes.includes(fix))) return false;
  return fact === undefined || (verdict === 'unknown' && missing.includes(fact));
}
