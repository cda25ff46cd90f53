// Whose device shows a credential of Keepsake's own (`ks1.…`). From the moment that a device has joined with it, it opens
// nothing without that device's key.

import { timingSafeEqual } from 'node:crypto';
import { ok, type Result } from '../../lib/result.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import type { DeviceActor } from './actor.ts';
import { findCredential } from './credential-store.ts';
import { type Refusal, REFUSED } from './refusal.ts';
import { hashSecret, parseToken, SECRET_BYTES } from './token.ts';

/** `key`: the thumbprint of the key that proved itself. */
export async function actorOfCredential(
  context: Context,
  text: string,
  key: string | undefined,
): Promise<Result<DeviceActor, Refusal>> {
  const token = parseToken(text);
  if (token === undefined) return REFUSED;
  const { tenantId, credentialId } = token;
  const found = await inTenant(context, tenantId, async (tx) => ok(await findCredential(tx, credentialId)));
  if (!found.ok) return found;
  const credential = found.value;
  const same = timingSafeEqual(hashSecret(token.secret), credential?.secretSha256 ?? NOBODYS_HASH);
  if (credential === undefined || !same) return REFUSED;
  if (credential.revokedAt !== null || credential.expiresAt.getTime() <= context.clock()) return REFUSED;
  if (credential.keyThumbprint !== null && credential.keyThumbprint !== key) return REFUSED;
  const { userId, userPrincipalName, deviceId, deviceName } = credential;
  const device = { tenantId, userId, userPrincipalName, deviceId, deviceName, credentialId, keyThumbprint: key };
  return ok({ kind: 'device', ...device });
}

/** Compared with where there is no credential, so that its absence takes no less time. */
const NOBODYS_HASH = new Uint8Array(SECRET_BYTES);
