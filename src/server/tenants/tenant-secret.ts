// A tenant's secrets: bytes that the service makes once and keeps, such as the seed of a signing key. In the database they are
// sealed under the tenant's key; rotating that seals them anew and does not change them.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Binding, open, seal } from '../crypto/seal.ts';
import type { NamedKey } from '../crypto/secret-key.ts';
import type { TenantTransaction } from '../database/database.ts';
import { currentTenantKey, tenantKey } from '../keys/tenant-keys.ts';
import { addSecret, findSecret, type SecretRow } from './secret-store.ts';

/** What a secret is for. */
export type SecretName = 'audit-log-key' | 'identity-provider-key' | 'receipt-key';

/** The secret of that name, once and for ever; made of chance if there is none yet. */
export async function tenantSecret(
  context: Context,
  tx: TenantTransaction,
  name: SecretName,
): Promise<Result<Uint8Array, Problem>> {
  const found = await findSecret(tx, name);
  if (found !== undefined) return openSecret(context, tx, found);
  const key = await currentTenantKey(context, tx);
  if (!key.ok) return key;
  await addSecret(tx, sealSecret(key.value, tx.tenantId, name, context.randomBytes(SECRET_BYTES)));
  // Another transaction may have been first: what is stored counts.
  const stored = await findSecret(tx, name);
  if (stored === undefined) throw new Error('the secret that was just added is gone');
  return openSecret(context, tx, stored);
}

export async function openSecret(
  context: Context,
  tx: TenantTransaction,
  secret: SecretRow,
): Promise<Result<Uint8Array, Problem>> {
  const key = await tenantKey(context, tx, secret.tenantKeyId);
  if (!key.ok) return key;
  const value = open(key.value, secret.sealed, bindingOf(tx.tenantId, secret.name));
  // Nobody but the database can have changed it.
  if (value === undefined) throw new Error(`the secret ${secret.name} was changed or belongs to another tenant`);
  return ok(value);
}

export function sealSecret(key: NamedKey, tenantId: string, name: string, value: Uint8Array): SecretRow {
  return { name, tenantKeyId: key.keyId, sealed: seal(key, value, bindingOf(tenantId, name)) };
}

function bindingOf(tenantId: string, name: string): Binding {
  return { tenantId, userId: null, purpose: 'tenant-secret', name };
}

/** Also of an Ed25519 seed. */
const SECRET_BYTES = 32;
