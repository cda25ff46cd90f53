// What the claims of a verified token say, whatever the issuer calls them: a person, or an application for itself. Pure.
//
// A claim of another shape than expected counts as absent; what is needed and absent refuses the token.

import type { JWTPayload } from 'jose';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RoleClaims, SignInFacts } from './actor.ts';
import type { ClaimsMap, TrustedIssuer } from './issuer.ts';

export type TokenSubject = TokenPerson | TokenApplication;

export type TokenPerson = {
  readonly kind: 'person';
  /** The issuer's own and lasting word for the person. */
  readonly subject: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly claims: RoleClaims;
  readonly signIn: SignInFacts;
};

export type TokenApplication = {
  readonly kind: 'application';
  readonly applicationId: string;
  readonly claims: RoleClaims;
};

/** The error names the claim, for the log. */
export function readClaims(payload: JWTPayload, issuer: TrustedIssuer): Result<TokenSubject, string> {
  const { claims: map, clients, directoryTenantId } = issuer.settings;
  if (directoryTenantId !== null && payload['tid'] !== directoryTenantId) return fail('tid');
  const clientId = textAt(payload, map.client);
  if (clientId === undefined || (clients.length > 0 && !clients.includes(clientId))) return fail(map.client[0] ?? '');
  const claims = roleClaims(payload, issuer);
  if (isApplication(payload, map, clientId)) return ok({ kind: 'application', applicationId: clientId, claims });

  const subject = textAt(payload, map.subject);
  if (subject === undefined) return fail(map.subject[0] ?? '');
  const scopes = listAt(payload, map.scopes);
  if (scopes.length === 0) return fail(map.scopes[0] ?? '');
  const userPrincipalName = textAt(payload, map.userPrincipalName) ?? subject;
  return ok({
    kind: 'person',
    subject,
    userPrincipalName,
    displayName: textAt(payload, map.displayName) ?? userPrincipalName,
    clientId,
    scopes,
    claims,
    signIn: signInFacts(payload, issuer.issuer),
  });
}

/** Entra says so, or the subject is the application itself: its own id, the object's (Entra), or its account (Keycloak). */
function isApplication(payload: JWTPayload, map: ClaimsMap, clientId: string): boolean {
  if (payload['idtyp'] !== undefined) return payload['idtyp'] === 'app';
  if (payload['preferred_username'] === `service-account-${clientId}`) return true;
  const { sub } = payload;
  if (sub === clientId) return true;
  return listAt(payload, map.scopes).length === 0 && sub !== undefined && sub === payload['oid'];
}

/**
 * Entra leaves the groups out where there are more than fit, and says so. Template ids of roles mean something in the words of
 * Entra, and of the embedded provider, which speaks them.
 */
function roleClaims(payload: JWTPayload, { kind, settings: { claims: map } }: TrustedIssuer): RoleClaims {
  const sources = payload['_claim_names'];
  const elsewhere = typeof sources === 'object' && sources !== null && 'groups' in sources;
  const leftOut = elsewhere || payload['hasgroups'] === true || payload['hasgroups'] === 'true';
  return {
    roles: listAt(payload, map.roles),
    wids: kind === 'generic' ? [] : listAt(payload, ['wids']),
    groups: leftOut ? undefined : listAt(payload, map.groups),
  };
}

function signInFacts(payload: JWTPayload, issuer: string): SignInFacts {
  const { auth_time: signedInAt, iat = 0 } = payload;
  return {
    issuer,
    at: (typeof signedInAt === 'number' ? signedInAt : iat) * 1000,
    contexts: listAt(payload, ['acrs']),
    methods: listAt(payload, ['amr']),
    clientCapabilities: listAt(payload, ['xms_cc']),
  };
}

function textAt(payload: JWTPayload, places: readonly string[]): string | undefined {
  return places.map((place) => valueAt(payload, place)).find(isText);
}

/** A list of texts, or a text with spaces between them. */
function listAt(payload: JWTPayload, places: readonly string[]): readonly string[] {
  for (const place of places) {
    const value = valueAt(payload, place);
    if (isText(value)) return value.split(' ').filter((word) => word !== '');
    if (Array.isArray(value)) return value.filter(isText);
  }
  return [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH_MAX && !/\p{Cc}/u.test(value);
}

/** A claim of that very name (which may hold dots, being a URL), or the way into one. */
function valueAt(payload: JWTPayload, place: string): unknown {
  if (Object.hasOwn(payload, place)) return payload[place];
  let value: unknown = payload;
  for (const step of place.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

const TEXT_LENGTH_MAX = 2048;
