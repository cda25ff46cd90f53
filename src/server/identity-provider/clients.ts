// The applications of a tenant as oidc-provider describes clients. Those that Keepsake brings are there in every tenant.

import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import {
  KEEPSAKE_CLI,
  KEEPSAKE_CONSOLE,
  KEEPSAKE_SECURITY_INFO,
} from '../../domain/directory/built-in-applications.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';
import {
  type Application,
  type ApplicationKind,
  findApplication,
  findApplicationSecrets,
} from '../directory/application-store.ts';
import { DEVICE_CODE_GRANT } from './entra-request.ts';

export async function findClient(
  tx: TenantTransaction,
  clientId: string,
  publicUrl: string,
): Promise<AdapterPayload | undefined> {
  const application = await findAnyApplication(tx, clientId, publicUrl);
  return application === undefined ? undefined : clientOf(application);
}

/** One of Keepsake's own, or one of the directory. */
export async function findAnyApplication(
  tx: TenantTransaction,
  clientId: string,
  publicUrl: string,
): Promise<Application | undefined> {
  const own = builtInApplications(publicUrl, tx.tenantId).find((it) => it.applicationId === clientId);
  if (own !== undefined || !isUuid(clientId)) return own;
  return findApplication(tx, clientId);
}

/** Keepsake's own need no consent: whoever runs the service trusts them. */
export function isBuiltIn(clientId: string): boolean {
  return [KEEPSAKE_CLI, KEEPSAKE_CONSOLE, KEEPSAKE_SECURITY_INFO].some((it) => it.applicationId === clientId);
}

/** Whether this is one of the application's secrets that have not expired. Takes the same time whichever it is. */
export async function isApplicationSecret(
  tx: TenantTransaction,
  clientId: string,
  secret: string,
  now: number,
): Promise<boolean> {
  const hash = createHash('sha256').update(secret).digest();
  const secrets = await findApplicationSecrets(tx, clientId);
  const matching = secrets.filter((it) => timingSafeEqual(it.secretSha256, hash));
  return matching.some((it) => it.expiresAt.getTime() > now);
}

function builtInApplications(publicUrl: string, tenantId: string): readonly Application[] {
  return [
    { ...KEEPSAKE_CLI, kind: 'native', redirectUris: LOOPBACK, appRoles: [] },
    {
      ...KEEPSAKE_CONSOLE,
      kind: 'spa',
      redirectUris: KEEPSAKE_CONSOLE.redirectPaths.map((path) => `${publicUrl}${path}`),
      appRoles: [],
    },
    {
      ...KEEPSAKE_SECURITY_INFO,
      kind: 'spa',
      redirectUris: [`${publicUrl}/${tenantId}${SECURITY_INFO_PATH}`],
      appRoles: [],
    },
  ];
}

/** Below `/{tenant}`. */
export const SECURITY_INFO_PATH = '/security-info';

/** Any port of the machine itself (RFC 8252 §7.3). */
const LOOPBACK = ['http://localhost', 'http://localhost/', 'http://127.0.0.1', 'http://127.0.0.1/'];

function clientOf({ applicationId, displayName, kind, redirectUris }: Application): AdapterPayload {
  return {
    client_id: applicationId,
    client_name: displayName,
    application_type: kind === 'native' ? 'native' : 'web',
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: kind === 'native' || kind === 'daemon' ? [] : [...redirectUris],
    response_types: kind === 'daemon' ? [] : ['code'],
    grant_types: [...GRANT_TYPES[kind]],
    // The secret here is never compared (see `isApplicationSecret`); oidc-provider wants one to be there.
    ...(hasSecret(kind)
      ? { token_endpoint_auth_method: 'client_secret_basic', client_secret: randomUUID() }
      : { token_endpoint_auth_method: 'none' }),
  };
}

export function hasSecret(kind: ApplicationKind): boolean {
  return kind === 'web' || kind === 'daemon';
}

const GRANT_TYPES: Readonly<Record<ApplicationKind, readonly string[]>> = {
  native: ['authorization_code', 'refresh_token', DEVICE_CODE_GRANT],
  spa: ['authorization_code', 'refresh_token'],
  web: ['authorization_code', 'refresh_token', 'client_credentials'],
  daemon: ['client_credentials'],
};
