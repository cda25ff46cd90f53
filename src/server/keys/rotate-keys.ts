// Gives a tenant a new key, wrapped by the provider's current one; wraps anew what the earlier ones wrap, and destroys them.
// That is also how a tenant follows the provider to another key. No data is rewritten, and backups go on meanwhile.
//
// It goes in steps, each a transaction. One that was cut off is finished by the next rotation.

import { ok, type Result } from '../../lib/result.ts';
import type { KeyRotation } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { NamedKey } from '../crypto/secret-key.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findSecrets, resealSecret } from '../tenants/secret-store.ts';
import { openSecret, sealSecret } from '../tenants/tenant-secret.ts';
import { inTenant } from '../transact.ts';
import type { Act } from './act.ts';
import { findTenantKeys, removeTenantKey } from './tenant-key-store.ts';
import { addFreshTenantKey, currentTenantKey } from './tenant-keys.ts';
import { findUserKeysUnder, rewrapUserKeys, type UserKeyRow } from './user-key-store.ts';
import { openUserKey, wrapUserKey } from './user-keys.ts';

export async function rotateKeys(context: Context, act: Act): Promise<Result<KeyRotation, Problem>> {
  const { tenantId } = act;
  const beganId = newId(context);
  const added = await inTenant(context, tenantId, async (tx) => {
    const [latest] = await findTenantKeys(tx);
    const fresh = await addFreshTenantKey(context, tx, (latest?.version ?? 0) + 1);
    if (!fresh.ok) return fresh;
    const [newest] = await findTenantKeys(tx);
    await appendAuditEvent(tx, {
      eventId: beganId,
      occurredAt: context.clock(),
      actor: act.actor,
      activity: 'key.rotationBegan',
      correlationId: act.correlationId,
      resources: [{ type: 'Key', id: newest?.keyId ?? '' }],
    });
    return fresh;
  });
  if (!added.ok) return added;
  let rewrappedUserKeys = 0;
  for (;;) {
    const step = await inTenant(context, tenantId, (tx) => rewrapSome(context, tx));
    if (!step.ok) return step;
    rewrappedUserKeys += step.value;
    if (step.value > 0) continue;
    const finished = await finish(context, act, rewrappedUserKeys);
    if (!finished.ok || finished.value !== undefined) return finished as Result<KeyRotation, Problem>;
  }
}

/** Answers how many; none when nothing is left under an earlier key. */
async function rewrapSome(context: Context, tx: TenantTransaction): Promise<Result<number, Problem>> {
  const current = await currentTenantKey(context, tx);
  if (!current.ok) return current;
  for (const { keyId } of (await findTenantKeys(tx)).slice(1)) {
    const rows = await findUserKeysUnder(tx, keyId, KEYS_PER_STEP);
    const rewrapped: UserKeyRow[] = [];
    for (const row of rows) {
      const key = await openUserKey(context, tx, row);
      if (!key.ok) return key;
      rewrapped.push(rewrap(tx.tenantId, row, key.value, current.value));
    }
    await rewrapUserKeys(tx, rewrapped);
    if (rows.length > 0) return ok(rows.length);
  }
  return ok(0);
}

function rewrap(tenantId: string, row: UserKeyRow, key: NamedKey, wrapper: NamedKey): UserKeyRow {
  const wrapped = wrapUserKey(wrapper, key, { tenantId, userId: row.userId });
  return { ...row, tenantKeyId: wrapper.keyId, wrapped };
}

/** Seals the secrets anew and destroys the earlier keys. `undefined`: somebody got a key under one of them just now. */
async function finish(
  context: Context,
  act: Act,
  rewrappedUserKeys: number,
): Promise<Result<KeyRotation | undefined, Problem>> {
  const eventId = newId(context);
  const work = async (tx: TenantTransaction): Promise<Result<KeyRotation | undefined, Problem>> => {
    const current = await currentTenantKey(context, tx);
    if (!current.ok) return current;
    const [newest, ...earlier] = await findTenantKeys(tx);
    if (newest === undefined) throw new Error('the tenant key that was just opened is gone');
    for (const { keyId } of earlier) if ((await findUserKeysUnder(tx, keyId, 1)).length > 0) return ok(undefined);
    for (const secret of await findSecrets(tx)) {
      const value = await openSecret(context, tx, secret);
      if (!value.ok) return value;
      await resealSecret(tx, sealSecret(current.value, tx.tenantId, secret.name, value.value));
      value.value.fill(0);
    }
    for (const { keyId } of earlier) await removeTenantKey(tx, keyId);
    const destroyedKeyIds = earlier.map((it) => it.keyId);
    const { keyId, wrapped } = newest;
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: context.clock(),
      actor: act.actor,
      activity: 'key.rotated',
      correlationId: act.correlationId,
      resources: [
        {
          type: 'Key',
          id: keyId,
          properties: {
            providerKeyId: { new: wrapped.providerKeyId },
            destroyed: { old: destroyedKeyIds.slice(0, 50) },
          },
        },
      ],
    });
    const { providerKeyId } = wrapped;
    return ok({ tenantId: tx.tenantId, keyId, providerKeyId, destroyedKeyIds, rewrappedUserKeys });
  };
  return inTenant(context, act.tenantId, work, { alsoRetry: [FOREIGN_KEY_VIOLATION] });
}

const KEYS_PER_STEP = 500;
/** A person got a key under an earlier tenant key while it was being destroyed. */
const FOREIGN_KEY_VIOLATION = '23503';
