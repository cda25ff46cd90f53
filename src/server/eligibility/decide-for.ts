// Decides about one person on one device from everything that is stored: the one way from the database to `decide`, for
// check-ins, offers, ingest, explanations and `keepsake why`. What is not known stays unknown. Nothing is written.

import { decide } from '../../domain/eligibility/decide.ts';
import type { Decision } from '../../domain/eligibility/decision.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type LoadedFacts, loadFacts } from './load-facts.ts';
import type { Question } from './question.ts';

export type Decided = LoadedFacts & { readonly userId: string; readonly deviceId: string; readonly decision: Decision };

export async function decideFor(
  context: Context,
  tx: TenantTransaction,
  question: Question,
): Promise<Result<Decided, Problem>> {
  const loaded = await loadFacts(context, tx, question);
  if (!loaded.ok) return loaded;
  const { userId, deviceId } = question;
  return ok({ ...loaded.value, userId, deviceId, decision: decide(loaded.value.facts, loaded.value.choices) });
}
