// Readiness for whoever runs the service, on the database. Groups are named as people name them.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findGroupCalled } from '../policy/group-called.ts';
import { inTenant } from '../transact.ts';
import { assumptionsOf } from './assumptions.ts';
import { loadFleet } from './load-fleet.ts';
import { loadWorld } from './load-world.ts';
import { type ReadinessRun, runIn, worldAfter } from './readiness-run.ts';
import { changeOf, type WhatIf } from './what-if.ts';

export function readinessOfTenant(
  context: Context,
  tenantId: string,
  { whatIfs, assumeBackups }: { readonly whatIfs: readonly WhatIf[]; readonly assumeBackups: boolean },
): Promise<Result<ReadinessRun, Problem>> {
  const assumed = { backups: assumeBackups };
  return inTenant(context, tenantId, async (tx) => {
    const before = await loadWorld(tx);
    const changes = [];
    for (const whatIf of whatIfs) {
      const group = whatIf.group === undefined ? ok(undefined) : await findGroupCalled(tx, whatIf.group);
      if (!group.ok) return group;
      changes.push(changeOf(whatIf, group.value?.groupId));
    }
    const after = worldAfter(before, changes);
    if (!after.ok) return fail({ code: 'not-found', detail: after.error });
    const worlds = after.value === before ? [before] : [before, after.value];
    const fleet = await loadFleet(context, tx, { worlds, assumed });
    return ok(runIn(fleet, { before, after: after.value, assumptions: assumptionsOf(assumed) }));
  });
}
