// What became of each setting and app, sealed for the person: no values, but which apps somebody had is theirs as well.

import type { Session, SessionOutcome } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { ensureKeysOf, findKeysOf, openFor, sealFor } from '../keys/user-keys.ts';
import type { SessionRow } from './session-store.ts';

/** The caller has locked the person. */
export async function sealOutcomes(
  context: Context,
  tx: TenantTransaction,
  session: Session,
  outcomes: readonly SessionOutcome[],
): Promise<Result<Uint8Array, Problem>> {
  const keys = await ensureKeysOf(context, tx, session.userId);
  if (!keys.ok) return keys;
  return ok(sealFor(keys.value, new TextEncoder().encode(JSON.stringify(outcomes)), nameOf(session)));
}

/** None until the restore has ended. */
export async function openOutcomes(
  context: Context,
  tx: TenantTransaction,
  { session, outcomes }: SessionRow,
): Promise<Result<SessionOutcome[], Problem>> {
  if (outcomes === undefined) return ok([]);
  const keys = await findKeysOf(context, tx, session.userId);
  if (!keys.ok) return keys;
  const opened = keys.value && openFor(keys.value, outcomes, nameOf(session));
  if (opened !== undefined) return ok(JSON.parse(new TextDecoder().decode(opened)) as SessionOutcome[]);
  const detail = `The stored outcomes of the restore ${session.sessionId} are damaged.`;
  return fail({ code: 'damaged-snapshot', detail });
}

function nameOf({ sessionId }: Session) {
  return { purpose: 'restore-outcomes', name: sessionId } as const;
}
