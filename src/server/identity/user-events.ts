// The audit events of who users are: somebody came for the first time, or is called something else now.

import { appendAuditEvent } from '../audit/audit-store.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { User } from './user-store.ts';

/** Identifiers and the time, made outside the transaction. */
export type Fresh = { readonly userId: string; readonly eventId: (nth: number) => string; readonly now: Date };

/** A person became a user, or is the user whom an operator had named before. */
export function appendAdmitted(
  tx: TenantTransaction,
  admitted: {
    readonly fresh: Fresh;
    readonly activity: 'user.provisioned' | 'user.recognized';
    readonly user: User;
    readonly issuer: string;
    readonly applicationId: string;
  },
): Promise<void> {
  const { fresh, activity, user, issuer, applicationId } = admitted;
  const { userId, userPrincipalName } = user;
  return appendAuditEvent(tx, {
    ...common(fresh, ADMITTED),
    actor: { type: 'User', userId, userPrincipalName, applicationId },
    activity,
    resources: [{ type: 'User', id: userId, name: userPrincipalName, properties: { issuer: { new: issuer } } }],
  });
}

/** By their own sign-in; without an application: because somebody else came who has the name now. */
export function appendRenamed(
  tx: TenantTransaction,
  renamed: {
    readonly fresh: Fresh;
    readonly was: User;
    readonly is: User;
    readonly applicationId: string | undefined;
  },
): Promise<void> {
  const { fresh, was, is, applicationId } = renamed;
  const properties = {
    userPrincipalName: { old: was.userPrincipalName, new: is.userPrincipalName },
    displayName: { old: was.displayName, new: is.displayName },
  };
  const person = { type: 'User', userId: was.userId, userPrincipalName: was.userPrincipalName, applicationId } as const;
  return appendAuditEvent(tx, {
    ...common(fresh, applicationId === undefined ? GAVE_UP_NAME : RENAMED),
    actor: applicationId === undefined ? { type: 'System' } : person,
    activity: 'user.renamed',
    resources: [{ type: 'User', id: is.userId, name: is.userPrincipalName, properties }],
  });
}

function common({ eventId, now }: Fresh, nth: number) {
  return { eventId: eventId(nth), occurredAt: now.getTime(), correlationId: eventId(ADMITTED) };
}

/** Which of the events of one sign-in it is. */
const [ADMITTED, GAVE_UP_NAME, RENAMED] = [0, 1, 2];
