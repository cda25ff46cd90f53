// Reads restores: a device its person's own on itself, an administrator any of the tenant's.

import { outcomeName } from '../../domain/restore/outcome-name.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type {
  SessionPage,
  SessionQuery,
  SessionWithNames,
  SessionWithOutcomes,
} from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { notThere } from './move-restore.ts';
import { listedSession, sessionBody } from './session-body.ts';
import { openOutcomes } from './session-outcomes.ts';
import { findSession, findSessions } from './session-store.ts';

export function getOwnSession(
  context: Context,
  { tenantId, userId, deviceId }: DeviceActor,
  sessionId: string,
): Promise<Result<SessionWithOutcomes, Problem>> {
  return getSession(context, tenantId, { userId, deviceId, sessionId });
}

export async function readSession(
  context: Context,
  tenantId: string,
  wanted: { readonly userId: string; readonly sessionId: string },
): Promise<Result<SessionWithNames, Problem>> {
  const found = await getSession(context, tenantId, wanted);
  if (!found.ok) return found;
  const { session, outcomes } = found.value;
  return ok({ session, outcomes: outcomes.map((it) => ({ ...it, name: outcomeName(it) })) });
}

function getSession(
  context: Context,
  tenantId: string,
  { userId, deviceId, sessionId }: { readonly userId: string; readonly deviceId?: string; readonly sessionId: string },
): Promise<Result<SessionWithOutcomes, Problem>> {
  return inTenant<SessionWithOutcomes>(context, tenantId, async (tx) => {
    const row = await findSession(tx, userId, sessionId);
    if (row === undefined || (deviceId !== undefined && row.session.deviceId !== deviceId)) return notThere(sessionId);
    const outcomes = await openOutcomes(context, tx, row);
    return outcomes.ok ? ok({ session: sessionBody(row, context.clock()), outcomes: outcomes.value }) : outcomes;
  });
}

export function listSessions(
  context: Context,
  tenantId: string,
  { limit = PAGE_SIZE_DEFAULT, state, ...wanted }: SessionQuery,
): Promise<Result<SessionPage, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const as = state === undefined ? undefined : { is: state, now: new Date(context.clock()) };
    const found = await findSessions(tx, { ...wanted, state: as, limit: limit + 1 });
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.session.sessionId ?? null) : null;
    return ok({ sessions: page.map((row) => listedSession(row, context.clock())), next });
  });
}
