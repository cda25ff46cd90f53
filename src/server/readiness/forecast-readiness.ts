// What a change would do to a tenant's fleet: decided as it is and as it would be, and told apart. Nothing is written.

import { assess } from '../../domain/readiness/assess.ts';
import { type Change, compare } from '../../domain/readiness/compare.ts';
import { changedWorld } from '../../domain/readiness/change.ts';
import { reportOf } from '../../domain/readiness/report.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { ReadinessForecast } from '../../protocol/operations/readiness.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { inTenant } from '../transact.ts';
import { assumptionsOf } from './assumptions.ts';
import { type LoadedFleet, loadFleet } from './load-fleet.ts';
import { loadWorld } from './load-world.ts';
import { readChange } from './read-change.ts';
import { toldReport } from './told-report.ts';

type Request = Parameters<Handlers['forecastReadiness']>[0]['body'];

export function forecastReadiness(
  context: Context,
  tenantId: string,
  { change: given, assume = [] }: Request,
): Promise<Result<ReadinessForecast, Problem>> {
  const assumed = { backups: assume.includes('backups') };
  return inTenant(context, tenantId, async (tx) => {
    const change = readChange(given);
    if (!change.ok) return fail({ code: 'bad-request', detail: change.error });
    const before = await loadWorld(tx);
    const after = changedWorld(before, change.value);
    if (!after.ok) return fail({ code: 'not-found', detail: after.error });
    const fleet = await loadFleet(context, tx, { worlds: [before, after.value], assumed });
    const [was, is] = [before, after.value].map((world) => assess(fleet.fleetIn(world), world.choices));
    if (was === undefined || is === undefined) throw new Error('two worlds have two assessments');
    return ok({
      before: toldReport(reportOf(was)),
      after: toldReport(reportOf(is)),
      differences: compare(was, is).map(({ occasion, devices, people }) => ({
        occasion,
        devices: devices.map((it) => toldChange(it, fleet.device)),
        people: people.map((it) => toldChange(it, fleet.person)),
      })),
      assumptions: assumptionsOf(assumed),
    });
  });
}

function toldChange({ from, to, count, sample }: Change, named: LoadedFleet['device']) {
  return {
    from,
    to,
    count,
    sample: sample.map((number) => {
      const { id, name } = named(number);
      return { id: id ?? null, name };
    }),
  };
}
