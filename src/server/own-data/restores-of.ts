// What was decided about a person and which restores they were offered, for their export.

import { ok, type Result } from '../../lib/result.ts';
import type { ExportRecord } from '../../protocol/operations/own-data.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDecisions } from '../eligibility/decision-store.ts';
import { storedDecision } from '../eligibility/list-decisions.ts';
import { sessionBody } from '../restore/session-body.ts';
import { openOutcomes } from '../restore/session-outcomes.ts';
import { findSessions } from '../restore/session-store.ts';

export async function restoresOf(
  context: Context,
  tx: TenantTransaction,
  userId: string,
): Promise<Result<readonly ExportRecord[], Problem>> {
  const decisions = await findDecisions(tx, { userId });
  const records: ExportRecord[] = decisions.map((row) => ({ record: 'decision', decision: storedDecision(row) }));
  for (const row of await findSessions(tx, { userId })) {
    const outcomes = await openOutcomes(context, tx, row);
    if (!outcomes.ok) return outcomes;
    records.push({ record: 'restore', restore: sessionBody(row, context.clock()), outcomes: outcomes.value });
  }
  return ok(records);
}
