// The erasures of a person's backups, with the receipts that were given out.

import { ok, type Result } from '../../lib/result.ts';
import type { ErasureList, ErasureReceipt } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findErasures } from './erasure-store.ts';

export function listErasuresOf(
  context: Context,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
): Promise<Result<ErasureList, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const found = await findErasures(tx, userId);
    const erasures = found.map(({ receipt, liftedAt }) => ({
      receipt: JSON.parse(receipt) as ErasureReceipt,
      liftedAt: liftedAt?.toISOString() ?? null,
    }));
    return ok({ erasures });
  });
}
