// A tenant's keys, and whether each of them opens. Every key is tried, so that a lost one is known before it is needed.

import { ok, type Result } from '../../lib/result.ts';
import type { KeyStatus, TenantKeyStatus } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findTenantKeys } from './tenant-key-store.ts';
import { openTenantKey } from './tenant-keys.ts';
import { countUsersByTenantKey } from './user-key-store.ts';

export function keyStatus(context: Context, tenantId: string): Promise<Result<KeyStatus, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const users = await countUsersByTenantKey(tx);
    const keys: TenantKeyStatus[] = [];
    for (const row of await findTenantKeys(tx)) {
      const opened = await openTenantKey(context, tx, row);
      keys.push({
        keyId: row.keyId,
        providerKeyId: row.wrapped.providerKeyId,
        createdAt: row.createdAt.toISOString(),
        isCurrent: keys.length === 0,
        userCount: users.get(row.keyId) ?? 0,
        state: opened.ok ? 'opens' : opened.error.code === 'key-unavailable' ? 'unavailable' : 'lost',
      });
    }
    return ok({ tenantId, currentProviderKeyId: context.keys.currentKeyId, keys });
  });
}
