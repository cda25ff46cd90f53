// The claims of tokens, as Entra has them in version 2.0. Pure: the directory and the request come in as arguments.

import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';
import type { Principal } from './principal.ts';

export type TokenClaims = { readonly [name: string]: unknown };

/** What every token of a person carries, of which an ID token gets what its scopes ask for. */
export function personClaims(
  tenantId: string,
  { userId, userPrincipalName, displayName, groups, directoryRoles }: Principal,
  groupsEndpoint: string,
): TokenClaims {
  return {
    ver: '2.0',
    tid: tenantId,
    oid: userId,
    name: displayName,
    preferred_username: userPrincipalName,
    wids: directoryRoles.length === 0 ? [NOT_AN_ADMINISTRATOR] : directoryRoles,
    ...groupClaims(groups, groupsEndpoint),
  };
}

/** Beyond `GROUPS_MAX` a token only says where the groups can be asked for. */
function groupClaims(groups: readonly string[], endpoint: string): TokenClaims {
  if (groups.length === 0) return {};
  if (groups.length <= GROUPS_MAX) return { groups };
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

export type Issuance = {
  readonly tenantId: string;
  readonly issuer: string;
  readonly clientId: string;
  /** How the client proved itself: not at all, or by a secret. */
  readonly clientHasSecret: boolean;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly tokenId: string;
  /** RFC 7638 thumbprint of the key that the client proved to hold. */
  readonly keyThumbprint: string | undefined;
  /** Client capabilities that the request named, such as `cp1`. */
  readonly capabilities: readonly string[];
};

/** The access token of a person for the service. */
export function userTokenClaims(
  issuance: Issuance,
  person: TokenClaims,
  granted: {
    readonly userId: string;
    readonly scopes: readonly string[];
    readonly methods: readonly string[];
    /** Seconds since 1970. */
    readonly authenticatedAt: number | undefined;
    /** Authentication contexts that Conditional Access found satisfied. */
    readonly contexts: readonly string[];
    readonly deviceId: string | undefined;
  },
): TokenClaims {
  return {
    ...commonClaims(issuance),
    ...person,
    sub: granted.userId,
    scp: granted.scopes.map(shortScope).join(' '),
    amr: granted.methods,
    ...(granted.authenticatedAt === undefined ? {} : { auth_time: granted.authenticatedAt }),
    ...(granted.contexts.length === 0 ? {} : { acrs: granted.contexts }),
    ...(granted.deviceId === undefined ? {} : { deviceid: granted.deviceId }),
  };
}

/** The access token of an application for itself. */
export function applicationTokenClaims(issuance: Issuance, roles: readonly string[]): TokenClaims {
  const { clientId, tenantId } = issuance;
  return {
    ...commonClaims(issuance),
    ver: '2.0',
    tid: tenantId,
    oid: clientId,
    sub: clientId,
    idtyp: 'app',
    ...(roles.length === 0 ? {} : { roles }),
  };
}

function commonClaims(issuance: Issuance): TokenClaims {
  const { issuer, clientId, clientHasSecret, issuedAt, expiresAt, tokenId, keyThumbprint, capabilities } = issuance;
  return {
    aud: KEEPSAKE_API.applicationId,
    iss: issuer,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    azp: clientId,
    azpacr: clientHasSecret ? '1' : '0',
    uti: tokenId,
    ...(capabilities.length === 0 ? {} : { xms_cc: capabilities }),
    ...(keyThumbprint === undefined ? {} : { cnf: { jkt: keyThumbprint } }),
  };
}

function shortScope(scope: string): string {
  return scope.startsWith(`${KEEPSAKE_API.identifierUri}/`)
    ? scope.slice(KEEPSAKE_API.identifierUri.length + 1)
    : scope;
}

/** As Entra has it for JWTs. */
export const GROUPS_MAX = 200;

/** What Entra puts into `wids` of a person without any role. */
const NOT_AN_ADMINISTRATOR = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
