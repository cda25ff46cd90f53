// Lists what was decided about somebody, a page at a time, with every reason as it was told then.

import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { DecisionPage, StoredDecision } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { type DecisionRow, findDecisions } from './decision-store.ts';

export function listDecisions(
  context: Context,
  tenantId: string,
  wanted: { readonly userId: string; readonly deviceId?: string; readonly limit?: number; readonly after?: string },
): Promise<Result<DecisionPage, Problem>> {
  const { limit = PAGE_SIZE_DEFAULT } = wanted;
  return inTenant(context, tenantId, async (tx) => {
    const found = await findDecisions(tx, { ...wanted, limit: limit + 1 });
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.decisionId ?? null) : null;
    return ok({ decisions: page.map(storedDecision), next });
  });
}

/** Without the facts: they are for whoever runs the service. */
export function storedDecision(row: DecisionRow): StoredDecision {
  const { decisionId, userId, deviceId, decidedAt, decision } = row;
  return { decisionId, userId, deviceId, decidedAt, decision };
}
