// How ready a tenant's fleet is, as everything stands now.

import { RULE_SET_VERSION } from '../../domain/eligibility/rules.ts';
import { assess } from '../../domain/readiness/assess.ts';
import { reportOf } from '../../domain/readiness/report.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { ReadinessAnswer } from '../../protocol/operations/readiness.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { assumptionsOf } from './assumptions.ts';
import { loadFleet } from './load-fleet.ts';
import { loadWorld } from './load-world.ts';
import { toldReport } from './told-report.ts';

export function getReadiness(
  context: Context,
  tenantId: string,
  { assume }: { readonly assume?: 'backups' },
): Promise<Result<ReadinessAnswer, Problem>> {
  const assumed = { backups: assume === 'backups' };
  return inTenant(context, tenantId, async (tx) => {
    const world = await loadWorld(tx);
    const fleet = await loadFleet(context, tx, { worlds: [world], assumed });
    return ok({
      report: toldReport(reportOf(assess(fleet.fleetIn(world), world.choices))),
      assumptions: assumptionsOf(assumed),
      ruleSetVersion: RULE_SET_VERSION,
      buildTableVersion: world.choices.buildTable.version,
    });
  });
}
