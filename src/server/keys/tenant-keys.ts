// A tenant's keys, opened by the key provider. They wrap the keys of the tenant's people and seal the tenant's secrets.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Context, newId } from '../context.ts';
import { importKey, KEY_BYTES, type NamedKey } from '../crypto/secret-key.ts';
import type { TenantTransaction } from '../database/database.ts';
import { addTenantKey, findTenantKey, findTenantKeys, type TenantKeyRow } from './tenant-key-store.ts';

/** The key that wraps from now on; made if the tenant has none yet. */
export async function currentTenantKey(context: Context, tx: TenantTransaction): Promise<Result<NamedKey, Problem>> {
  const [current] = await findTenantKeys(tx);
  if (current !== undefined) return openTenantKey(context, tx, current);
  const added = await addFreshTenantKey(context, tx, 1);
  if (!added.ok) return added;
  // Another transaction may have been first: what is stored counts.
  const [stored] = await findTenantKeys(tx);
  if (stored === undefined) throw new Error('the tenant key that was just added is gone');
  return openTenantKey(context, tx, stored);
}

export async function addFreshTenantKey(
  context: Context,
  tx: TenantTransaction,
  version: number,
): Promise<Result<void, Problem>> {
  const keyId = newId(context);
  const key = importKey(context.randomBytes(KEY_BYTES));
  const wrapped = await context.keys.wrap(key, { tenantId: tx.tenantId, keyId });
  if (!wrapped.ok) return wrapped;
  return ok(await addTenantKey(tx, { version, keyId, wrapped: wrapped.value, createdAt: new Date(context.clock()) }));
}

export async function tenantKey(
  context: Context,
  tx: TenantTransaction,
  keyId: string,
): Promise<Result<NamedKey, Problem>> {
  const row = await findTenantKey(tx, keyId);
  if (row !== undefined) return openTenantKey(context, tx, row);
  return fail({ code: 'key-lost', detail: `The key ${keyId} of this tenant is not in the database.` });
}

export async function openTenantKey(
  context: Context,
  { tenantId }: TenantTransaction,
  { keyId, wrapped }: TenantKeyRow,
): Promise<Result<NamedKey, Problem>> {
  const key = await context.keys.unwrap(wrapped, { tenantId, keyId });
  return key.ok ? ok({ keyId, key: key.value }) : key;
}
