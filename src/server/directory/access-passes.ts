// Temporary Access Passes as the directory keeps them, and giving somebody a new one.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { ACCESS_PASS_MINUTES, type AccessPass, makeAccessPass } from '../identity-provider/sign-in/access-pass.ts';
import { inTenant } from '../transact.ts';
import { accountCalled } from './find-named.ts';
import { addMethod, type AuthenticationMethod, removeMethodsOfKind } from './method-store.ts';

export type AccessPassTerms = {
  readonly minutes: number;
  /** Good for one sign-in alone. */
  readonly once: boolean;
};

export type IssuedPass = {
  readonly userId: string;
  readonly userPrincipalName: string;
  /** Secret. */
  readonly pass: string;
  readonly expiresAt: string;
};

/** Ends the one there was. */
export async function issueAccessPass(
  context: Context,
  input: { readonly tenantId: string; readonly user: string; readonly terms: AccessPassTerms },
): Promise<Result<IssuedPass, Problem>> {
  const terms = checkPassTerms(input.terms);
  if (!terms.ok) return terms;
  const now = context.clock();
  const pass = await makeAccessPass(context.randomBytes, now, input.terms.minutes);
  const fresh = { method: newId(context), event: newId(context) };
  return inTenant(context, input.tenantId, async (tx) => {
    const account = await accountCalled(tx, input.user);
    if (!account.ok) return account;
    const { userId, userPrincipalName } = account.value;
    const at = new Date(now);
    const method = accessPassMethod({ methodId: fresh.method, userId, pass, terms: input.terms, now: at });
    await removeMethodsOfKind(tx, userId, 'accessPass');
    await addMethod(tx, method);
    const expiresAt = pass.expiresAt.toISOString();
    await appendAuditEvent(tx, {
      eventId: fresh.event,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'method.added',
      correlationId: fresh.event,
      resources: [
        { type: 'User', id: userId, name: userPrincipalName },
        {
          type: 'AuthenticationMethod',
          id: fresh.method,
          properties: { kind: { new: 'accessPass' }, expiresAt: { new: expiresAt } },
        },
      ],
    });
    return ok({ userId, userPrincipalName, pass: pass.pass, expiresAt });
  });
}

export function accessPassMethod(of: {
  readonly methodId: string;
  readonly userId: string;
  readonly pass: AccessPass;
  readonly terms: AccessPassTerms;
  readonly now: Date;
}): Omit<AuthenticationMethod, 'lastUsedAt'> {
  return {
    methodId: of.methodId,
    userId: of.userId,
    kind: 'accessPass',
    displayName: 'Temporary Access Pass',
    credentialId: null,
    details: { once: of.terms.once },
    sealed: null,
    hash: of.pass.hash,
    createdAt: of.now,
    expiresAt: of.pass.expiresAt,
  };
}

export function checkPassTerms({ minutes }: AccessPassTerms): Result<undefined, Problem> {
  const { min, max } = ACCESS_PASS_MINUTES;
  if (Number.isInteger(minutes) && minutes >= min && minutes <= max) return ok(undefined);
  const detail = `A Temporary Access Pass lasts for ${min} to ${max} whole minutes, not ${minutes}.`;
  return fail({ code: 'bad-request', detail });
}
