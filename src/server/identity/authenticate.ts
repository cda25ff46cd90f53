// The one seam between a request and who acts: an Authorization header becomes an actor or the one 401.
//
// Guarantees: a malformed, unknown, wrong, expired or revoked credential, and one of an unknown tenant, get the same
// answer, so that nobody learns which of them exist; secrets are compared in constant time.

import { timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import type { Actor } from './actor.ts';
import { findCredential } from './credential-store.ts';
import { hashSecret, parseToken, SECRET_BYTES } from './token.ts';

export async function authenticate(context: Context, header: string | undefined): Promise<Result<Actor, Problem>> {
  const token = parseToken(/^Bearer ([\w.-]+)$/i.exec(header ?? '')?.[1] ?? '');
  if (token === undefined) return REFUSED;
  const { tenantId, credentialId } = token;
  const found = await inTenant(context, tenantId, async (tx) => ok(await findCredential(tx, credentialId)));
  if (!found.ok) return found;
  const credential = found.value;
  const same = timingSafeEqual(hashSecret(token.secret), credential?.secretSha256 ?? NOBODYS_HASH);
  if (credential === undefined || !same) return REFUSED;
  if (credential.revokedAt !== null || credential.expiresAt.getTime() <= context.clock()) return REFUSED;
  const { userId, userPrincipalName, deviceId, deviceName } = credential;
  const keyThumbprint = undefined;
  return ok({
    kind: 'device',
    tenantId,
    userId,
    userPrincipalName,
    deviceId,
    deviceName,
    credentialId,
    keyThumbprint,
  });
}

const REFUSED = fail({
  code: 'not-authenticated',
  detail: 'The request has no credential that is valid here and now.',
} as const);

/** Compared with where there is no credential, so that its absence takes no less time. */
const NOBODYS_HASH = new Uint8Array(SECRET_BYTES);
