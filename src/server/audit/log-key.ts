// The key that signs a tenant's audit log: 32 random bytes, made with the tenant and kept as one of its secrets. It is never
// replaced: whoever verifies knows the log by it.

import { originOf } from '../../domain/audit/checkpoint.ts';
import type { SignerKey } from '../../domain/audit/signed-note.ts';
import { ED25519_KEY_BYTES } from '../../lib/ed25519.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { tenantSecret } from '../tenants/tenant-store.ts';

/** Made now if there is none yet. */
export async function logSigner(context: Context, tx: TenantTransaction): Promise<SignerKey> {
  const seed = await tenantSecret(tx, 'audit-log-key', context.randomBytes(ED25519_KEY_BYTES));
  return { name: originOf(tx.tenantId), seed };
}
