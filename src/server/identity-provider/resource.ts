// What clients can ask tokens for: the service's own API, by scopes such as `api://keepsake/Backup.ReadWrite`.

import { errors, type ResourceServer } from 'oidc-provider';
import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';

/** `api://keepsake/.default`: everything that the application may have. */
export const DEFAULT_SCOPE = `${KEEPSAKE_API.identifierUri}/.default`;

const API_SCOPES = Object.keys(KEEPSAKE_API.scopes).map((scope) => `${KEEPSAKE_API.identifierUri}/${scope}`);

/** The resource that the scopes name; throws what OAuth answers where they name another one. */
export function resourceOfScopes(scope: string | undefined): string | undefined {
  const scopes = (scope ?? '').split(' ').filter((it) => it !== '');
  const stranger = scopes.find((it) => it.includes('/') && !API_SCOPES.includes(it) && it !== DEFAULT_SCOPE);
  if (stranger !== undefined)
    throw new errors.InvalidScope('The application asks for a scope that nobody offers.', stranger);
  return scopes.some((it) => it.includes('/')) ? KEEPSAKE_API.identifierUri : undefined;
}

export function resourceServer(identifier: string, signingKeyId: string): ResourceServer {
  if (identifier !== KEEPSAKE_API.identifierUri) throw new errors.InvalidTarget();
  return {
    audience: KEEPSAKE_API.applicationId,
    scope: [...API_SCOPES, DEFAULT_SCOPE].join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: ACCESS_TOKEN_SECONDS,
    jwt: { sign: { alg: 'RS256', kid: signingKeyId } },
  };
}

/** The scopes that a token carries; asking for the default means all that there are. */
export function grantedScopes(scope: string | undefined): readonly string[] {
  const scopes = (scope ?? '').split(' ').filter((it) => it !== '');
  return scopes.includes(DEFAULT_SCOPE) ? API_SCOPES : scopes;
}

/** Conditional Access is asked again after this at the latest. */
const ACCESS_TOKEN_SECONDS = 60 * 60;
