// Gives people another key for what is backed up from now on. What was sealed before stays as it is and opens with the key it
// was sealed under.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { lockPersonToWrite } from './lock-person.ts';
import { findKeyHolders, findUserKeys } from './user-key-store.ts';
import { addFreshUserKey } from './user-keys.ts';

/** Answers for how many people. */
export async function renewUserKeys(context: Context, tenantId: string): Promise<Result<number, Problem>> {
  const holders = await inTenant(context, tenantId, async (tx) => ok(await findKeyHolders(tx)));
  if (!holders.ok) return holders;
  let renewed = 0;
  for (const userId of holders.value) {
    const added = await inTenant(context, tenantId, async (tx) => {
      await lockPersonToWrite(tx, userId);
      const latest = (await findUserKeys(tx, userId)).at(-1);
      // Erased in the meantime.
      if (latest === undefined) return ok(undefined);
      return addFreshUserKey(context, tx, userId, latest.version + 1);
    });
    if (!added.ok) return added;
    renewed += 1;
  }
  return ok(renewed);
}
