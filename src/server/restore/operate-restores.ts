// Restores, with the names of people: for the operator, on the database.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RestoreSession } from '../../protocol/operations/restore.ts';
import type { RestoreRequest } from '../../protocol/operations/restore-requests.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Context, newId } from '../context.ts';
import { findSubject, findUserCalled, type NamedSubject } from '../eligibility/find-subject.ts';
import { findUserPrincipalName } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { requestRestore, type Wanted } from './restore-requests.ts';
import { sessionBody } from './session-body.ts';
import { findSessions } from './session-store.ts';

export type NamedRestore = RestoreSession & { readonly userPrincipalName: string };

/** Newest first; of one person, if one is named. */
export function listRestores(
  context: Context,
  tenantId: string,
  { user, limit }: { readonly user: string | undefined; readonly limit: number },
): Promise<Result<readonly NamedRestore[], Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const person = user === undefined ? undefined : await findUserCalled(tx, user);
    if (person?.ok === false) return person;
    const restores: NamedRestore[] = [];
    for (const row of await findSessions(tx, { userId: person?.value.userId, limit })) {
      const { userId } = row.session;
      const userPrincipalName = (await findUserPrincipalName(tx, userId)) ?? userId;
      restores.push({ ...sessionBody(row, context.clock()), userPrincipalName });
    }
    return ok(restores);
  });
}

/** On somebody's behalf, as whoever runs the service. */
export async function requestRestoreFor(
  context: Context,
  tenantId: string,
  { user, device, ...asked }: NamedSubject & Pick<Wanted, 'reason' | 'snapshotId'>,
): Promise<Result<RestoreRequest, Problem>> {
  if (!/^\S.{8,498}\S$/.test(asked.reason)) return fail(REASON_NEEDED);
  const subject = await inTenant(context, tenantId, (tx) => findSubject(tx, { user, device }));
  if (!subject.ok) return subject;
  const { userId } = subject.value.user;
  const { deviceId } = subject.value.device;
  const act = { tenantId, actor: OPERATOR, by: 'the operator', correlationId: newId(context) };
  return requestRestore(context, act, { userId, deviceId, ...asked });
}

const REASON_NEEDED = { code: 'bad-request', detail: 'The reason has to be a line of 10 to 500 characters.' } as const;
