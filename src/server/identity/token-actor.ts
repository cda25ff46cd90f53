// Who shows a token of an issuer: a person on a device of theirs, a person, or an application for itself.
//
// Guarantees: the tenant is the one that the request names, or the one in the token; whichever it is, only the issuers that
// this tenant trusts at this moment count. A person's device is one whose key proved itself and was registered by that
// person. A token that is bound to a key (`cnf`) is nothing without it.

import { decodeJwt } from 'jose';
import { ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import { newId, newIds } from '../context.ts';
import { noteGroups } from '../access/known-groups-store.ts';
import { findDeviceKey } from '../devices/device-key-store.ts';
import { inTenant } from '../transact.ts';
import type { Actor, ApplicationActor, DeviceActor, UserActor } from './actor.ts';
import type { AuthenticatorOptions } from './authenticator-options.ts';
import { issuerTrust } from './issuer-trust.ts';
import { findIssuers, isTrusted } from './issuer-store.ts';
import type { TokenPerson } from './read-claims.ts';
import { KEYS_UNAVAILABLE, type Refusal, REFUSED } from './refusal.ts';
import { resolveUser } from './resolve-user.ts';
import type { User } from './user-store.ts';
import { rememberTokens } from './verified-tokens.ts';
import { type VerifiedToken, verifyToken } from './verify-token.ts';

export type ShownToken = {
  readonly requestId: string;
  readonly token: string;
  /** As the request names it, if it does. */
  readonly tenantId: string | undefined;
  /** The thumbprint of the key that proved itself. */
  readonly key: string | undefined;
  /** It came as one that is bound to a key. */
  readonly mustProve: boolean;
};

export function tokenActors(options: AuthenticatorOptions): (shown: ShownToken) => Promise<Result<Actor, Refusal>> {
  const { clock, log } = options;
  const trust = issuerTrust(options);
  const remembered = rememberTokens();

  const verify = async (
    { token, requestId }: ShownToken,
    tenantId: string,
  ): Promise<Result<VerifiedToken, Refusal>> => {
    const known = remembered.find(tenantId, token, clock());
    if (known !== undefined) return ok(known);
    const issuers = await inTenant(options, tenantId, async (tx) => ok(await findIssuers(tx)));
    if (!issuers.ok) return issuers;
    const verified = await verifyToken(token, trust(tenantId, issuers.value));
    if (verified.ok) {
      remembered.keep(tenantId, token, verified.value);
      return verified;
    }
    const { kind, why } = verified.error;
    log(`${requestId} token refused: ${why}`);
    return kind === 'unavailable' ? KEYS_UNAVAILABLE : REFUSED;
  };

  return async (shown) => {
    const tenantId = shown.tenantId ?? tenantNamedIn(shown.token);
    if (tenantId === undefined || !isUuid(tenantId)) return REFUSED;
    const verified = await verify(shown, tenantId);
    if (!verified.ok) return verified;
    const { boundTo, subject } = verified.value;
    if (boundTo !== undefined && (boundTo !== shown.key || !shown.mustProve)) return REFUSED;
    const at = { tenantId, verified: verified.value, key: shown.key };
    return subject.kind === 'person' ? person(options, subject, at) : application(options, subject, at);
  };
}

type At = { readonly tenantId: string; readonly verified: VerifiedToken; readonly key: string | undefined };

function application(
  options: AuthenticatorOptions,
  { applicationId, claims }: Pick<ApplicationActor, 'applicationId' | 'claims'>,
  { tenantId, verified }: At,
): Promise<Result<Actor, Refusal>> {
  return inTenant(options, tenantId, async (tx) => {
    if (!(await isTrusted(tx, verified.issuer.issuerId))) return REFUSED;
    return ok<Actor>({ kind: 'application', tenantId, applicationId, claims });
  });
}

function person(options: AuthenticatorOptions, subject: TokenPerson, at: At): Promise<Result<Actor, Refusal>> {
  const { tenantId, verified, key } = at;
  const fresh = { userId: newId(options), eventId: newIds(options), now: new Date(options.clock()) };
  return inTenant(options, tenantId, async (tx) => {
    if (!(await isTrusted(tx, verified.issuer.issuerId))) return REFUSED;
    const user = await resolveUser(tx, { ...verified, subject }, fresh);
    if (user === undefined) return REFUSED;
    const { issuer, issuedAt } = verified;
    // The embedded directory is asked itself, each time.
    if (issuer.kind !== 'embedded') {
      await noteGroups(tx, { userId: user.userId, groupIds: subject.claims.groups, issuedAt });
    }
    const asUser = userActor(user, subject, at);
    if (key === undefined || !mayReachBackups(subject, verified)) return ok<Actor>(asUser);
    const [device] = (await findDeviceKey(tx, key)).filter(({ userId }) => userId === user.userId);
    if (device === undefined) return ok<Actor>(asUser);
    const { userId, userPrincipalName } = user;
    const { deviceId, deviceName } = device;
    const identity = { tenantId, userId, userPrincipalName, deviceId, deviceName };
    return ok<DeviceActor>({ kind: 'device', ...identity, credentialId: undefined, keyThumbprint: key });
  });
}

function userActor(user: User, subject: TokenPerson, { tenantId, key }: At): UserActor {
  const { userId, userPrincipalName } = user;
  const { clientId, scopes, claims, signIn } = subject;
  const who = { tenantId, userId, userPrincipalName, applicationId: clientId };
  return { kind: 'user', ...who, scopes, claims, signIn, keyThumbprint: key };
}

function mayReachBackups({ scopes }: TokenPerson, { issuer }: VerifiedToken): boolean {
  const { backupScope } = issuer.settings;
  return backupScope === null || scopes.includes(backupScope);
}

/** Not believed: it only says whose issuers to ask. */
function tenantNamedIn(token: string): string | undefined {
  try {
    const { tid } = decodeJwt(token);
    return typeof tid === 'string' ? tid : undefined;
  } catch {
    return undefined;
  }
}
