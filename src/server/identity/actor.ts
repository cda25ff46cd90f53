// Who acts through the API. A person on a device that proved itself sees the person's own backups; a person without one,
// or an application for itself, may do what their roles allow. All within one tenant.

import type { AuditActor } from '../../domain/audit/event.ts';

export type Actor = DeviceActor | UserActor | ApplicationActor;

/** A person's device, which has proved possession of what it was given or of its key. */
export type DeviceActor = Person & {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly deviceName: string;
  /** What it showed, if that was a credential of its own rather than the person's token. */
  readonly credentialId: string | undefined;
  /** The key that the request proved possession of (RFC 7638). Only a credential that is not bound yet goes without. */
  readonly keyThumbprint: string | undefined;
};

export type UserActor = Person & {
  readonly kind: 'user';
  /** The client that the person signed in to. */
  readonly applicationId: string;
  /** What the person let that client do (`scp`). */
  readonly scopes: readonly string[];
  readonly claims: RoleClaims;
  readonly signIn: SignInFacts;
  /** The key that the request proved possession of, if it did; it is not one of a device of this person. */
  readonly keyThumbprint: string | undefined;
};

export type ApplicationActor = {
  readonly kind: 'application';
  readonly tenantId: string;
  readonly applicationId: string;
  readonly claims: RoleClaims;
};

/** What the issuer says of roles and groups; `groups` is undefined where it left them out (overage). */
export type RoleClaims = {
  readonly roles: readonly string[];
  readonly wids: readonly string[];
  readonly groups: readonly string[] | undefined;
};

/** How and when the person signed in, as far as the token says. */
export type SignInFacts = {
  /** Which of the tenant's issuers says so. */
  readonly issuer: string;
  /** Milliseconds since 1970: when the person proved who they are; when the token was issued, if it does not say. */
  readonly at: number;
  /** Authentication context classes that hold (`acrs`), such as `c1`. */
  readonly contexts: readonly string[];
  /** Methods (`amr`, RFC 8176), such as `mfa`. */
  readonly methods: readonly string[];
  /** What the client can do (`xms_cc`): `cp1` understands a claims challenge. */
  readonly clientCapabilities: readonly string[];
};

type Person = { readonly tenantId: string; readonly userId: string; readonly userPrincipalName: string };

export function auditActorOf(actor: Actor): AuditActor {
  if (actor.kind === 'application') return { type: 'Application', applicationId: actor.applicationId };
  const { userId, userPrincipalName } = actor;
  if (actor.kind === 'user') return { type: 'User', userId, userPrincipalName, applicationId: actor.applicationId };
  return { type: 'Device', userId, userPrincipalName, deviceId: actor.deviceId, credentialId: actor.credentialId };
}
