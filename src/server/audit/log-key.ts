// The key that signs a tenant's audit log: 32 random bytes, made with the tenant and kept as one of its secrets. It is never
// replaced: whoever verifies knows the log by it.

import { originOf } from '../../domain/audit/checkpoint.ts';
import type { SignerKey } from '../../domain/audit/signed-note.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { tenantSecret } from '../tenants/tenant-secret.ts';

/** Made now if there is none yet. */
export async function logSigner(context: Context, tx: TenantTransaction): Promise<Result<SignerKey, Problem>> {
  const seed = await tenantSecret(context, tx, 'audit-log-key');
  return seed.ok ? ok({ name: originOf(tx.tenantId), seed: seed.value }) : seed;
}
