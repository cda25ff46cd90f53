// Lists every tenant. For the operator, on the database.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inSystem } from '../transact.ts';
import { findTenants, type Tenant } from './tenant-store.ts';

/** Oldest first. */
export function listTenants(context: Context): Promise<Result<readonly Tenant[], Problem>> {
  return inSystem(context, async (tx) => ok(await findTenants(tx)));
}
