// Finds a tenant as an operator names it: by its id or by its name. For the operator, on the database.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { listTenants } from './list-tenants.ts';
import type { Tenant } from './tenant-store.ts';

/** Whether letters are capital does not matter. A name that several tenants have names none of them. */
export async function findTenant(context: Context, idOrName: string): Promise<Result<Tenant, Problem>> {
  const all = await listTenants(context);
  if (!all.ok) return all;
  const wanted = idOrName.trim().toLowerCase();
  const found = all.value.filter(
    ({ tenantId, displayName }) => tenantId === wanted || displayName.toLowerCase() === wanted,
  );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return ok(only);
  return fail({ code: 'not-found', detail: whyNone(idOrName, found.length, all.value) });
}

function whyNone(idOrName: string, matches: number, all: readonly Tenant[]): string {
  if (matches > 1) return `There are ${matches} tenants "${idOrName}"; use the id of one.`;
  const names = all.map(({ displayName }) => `"${displayName}"`).join(', ');
  return `There is no tenant "${idOrName}"; ${all.length === 0 ? 'there is none yet' : `there are: ${names}`}.`;
}
