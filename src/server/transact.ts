// The transactions of use cases: what answers with a problem leaves nothing behind, and a database that is away or held
// up is a problem like any other. All else that the database throws is a programmer's error and goes on.

import { fail, type Result } from '../lib/result.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Context } from './context.ts';
import {
  DatabaseUnavailableError,
  type RunOptions,
  type SystemTransaction,
  type TenantTransaction,
} from './database/database.ts';

/** `work` may run more than once: it makes identifiers outside and has no effect but on the database. */
export function inTenant<T>(
  context: Context,
  tenantId: string,
  work: (tx: TenantTransaction) => Promise<Result<T, Problem>>,
  options: RunOptions = {},
): Promise<Result<T, Problem>> {
  return settle(() => context.database.inTenant(tenantId, (tx) => orRollBack(work(tx)), options));
}

export function inSystem<T>(
  context: Context,
  work: (tx: SystemTransaction) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  return settle(() => context.database.inSystem((tx) => orRollBack(work(tx))));
}

/** `make` adds the tenant, as the operator; `work` fills it. One transaction, so neither stays without the other. */
export function inNewTenant<T>(
  context: Context,
  tenantId: string,
  make: (tx: SystemTransaction) => Promise<Result<void, Problem>>,
  work: (tx: TenantTransaction) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const made = async (tx: SystemTransaction): Promise<void> => void (await orRollBack(make(tx)));
  return settle(() => context.database.inNewTenant(tenantId, made, (tx) => orRollBack(work(tx))));
}

class RolledBack extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

async function orRollBack<T>(outcome: Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  const result = await outcome;
  if (!result.ok) throw new RolledBack(result.error);
  return result;
}

async function settle<T>(transaction: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  try {
    return await transaction();
  } catch (error) {
    if (error instanceof RolledBack) return fail(error.problem);
    if (error instanceof DatabaseUnavailableError || isHeldUp(error)) {
      return fail({ code: 'unavailable', detail: 'The database does not answer at the moment.' });
    }
    throw error;
  }
}

/** PostgreSQL's lock_not_available and query_canceled: another transaction was in the way for too long. */
function isHeldUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '57014');
}
