// What the audit log says of sign-ins: who, with what, from where. Never what was typed.

import type { AuditAct, AuditActor } from '../../../domain/audit/event.ts';
import type { Account } from '../../directory/account-store.ts';

/** What all events of one request share; made outside the transaction, so that running it again appends nothing twice. */
export type SignInOccasion = {
  readonly eventIds: (nth: number) => string;
  readonly now: Date;
  readonly correlationId: string;
  readonly ipAddress: string;
  readonly clientId: string | undefined;
};

type Who = Pick<Account, 'userId' | 'userPrincipalName'>;

export function actorOf(who: Who, { ipAddress, clientId }: SignInOccasion): AuditActor {
  return {
    type: 'User',
    userId: who.userId,
    userPrincipalName: who.userPrincipalName,
    ipAddress,
    applicationId: clientId,
  };
}

export function signedIn(who: Who, occasion: SignInOccasion, methods: readonly string[]): AuditAct {
  return {
    ...common(who, occasion, 0),
    activity: 'signIn.succeeded',
    resources: [{ ...userOf(who), properties: { methods: { new: methods } } }],
  };
}

export function notSignedIn(who: Who, occasion: SignInOccasion, reason: string): AuditAct {
  return {
    ...common(who, occasion, 0),
    activity: 'signIn.failed',
    result: 'Failure',
    resources: [{ ...userOf(who), properties: { reason: { new: reason } } }],
  };
}

export function blocked(who: Who, occasion: SignInOccasion, until: Date): AuditAct {
  return {
    ...common(who, occasion, 1),
    activity: 'signIn.blocked',
    result: 'Failure',
    resources: [{ ...userOf(who), properties: { blockedUntil: { new: until.toISOString() } } }],
  };
}

export function methodAdded(
  who: Who,
  occasion: SignInOccasion,
  method: { readonly methodId: string; readonly kind: string },
): AuditAct {
  return {
    ...common(who, occasion, 2),
    activity: 'method.added',
    resources: [
      userOf(who),
      { type: 'AuthenticationMethod', id: method.methodId, properties: { kind: { new: method.kind } } },
    ],
  };
}

export function methodRemoved(
  who: Who,
  occasion: SignInOccasion,
  method: { readonly methodId: string; readonly kind: string },
): AuditAct {
  return {
    ...common(who, occasion, 2),
    activity: 'method.removed',
    resources: [
      userOf(who),
      { type: 'AuthenticationMethod', id: method.methodId, properties: { kind: { old: method.kind } } },
    ],
  };
}

export function passwordChanged(who: Who, occasion: SignInOccasion): AuditAct {
  return { ...common(who, occasion, 3), activity: 'password.changed', resources: [userOf(who)] };
}

export function signedOutEverywhere(who: Who, occasion: SignInOccasion): AuditAct {
  return { ...common(who, occasion, 4), activity: 'signIn.ended', resources: [userOf(who)] };
}

function common(who: Who, occasion: SignInOccasion, nth: number) {
  return {
    eventId: occasion.eventIds(nth),
    occurredAt: occasion.now.getTime(),
    actor: actorOf(who, occasion),
    correlationId: occasion.correlationId,
  };
}

function userOf({ userId, userPrincipalName }: Who) {
  return { type: 'User', id: userId, name: userPrincipalName } as const;
}
