// A device says what it is; the service answers whether it may back up now, why not, and what stays behind.

import { heldBackBy } from '../../domain/policy/held-back.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { CheckInAnswer } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { decideFor } from '../eligibility/decide-for.ts';
import { keepDecision } from '../eligibility/keep-decision.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { beginAct, type CheckIn, deviceAct, questionOf } from './device-act.ts';
import { appendDecided, appendReported } from './restore-events.ts';

export function checkIn(
  context: Context,
  { actor, said, requestId }: { readonly actor: DeviceActor; readonly said: CheckIn; readonly requestId: string },
): Promise<Result<CheckInAnswer, Problem>> {
  const act = deviceAct(context, actor, requestId);
  return inTenant<CheckInAnswer>(context, actor.tenantId, async (tx) => {
    const isNews = await beginAct(tx, act, said);
    const decided = await decideFor(context, tx, await questionOf(tx, actor, { ...said, occasion: 'backup' }));
    if (!decided.ok) return decided;
    const kept = await keepDecision(tx, decided.value, { freshId: act.fresh.decisionId, now: act.now });
    if (isNews) await appendReported(tx, act, said.facts);
    if (kept.isNews) await appendDecided(tx, act, kept);
    const { decisionId, decision } = kept;
    const { excludedCategories = [], optedIn = [], values = [] } = decided.value.facts.policy ?? {};
    const { excludedGroups, groupsLeftToPeople } = heldBackBy(values);
    return ok({
      decisionId,
      decision,
      excludedCategories: [...excludedCategories],
      excludedGroups: [...excludedGroups],
      groupsLeftToPeople: [...groupsLeftToPeople],
      optedIn: [...optedIn],
    });
  });
}
