// What operators' commands about one person have in common: the organization and the person by the names that people use.

import type { Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { Act } from '../../server/keys/act.ts';
import type { User } from '../../server/identity/user-store.ts';
import { loadFindTenant } from './operator.ts';

export async function onPerson<T>(
  context: Context,
  names: { readonly tenant: string; readonly user: string },
  work: (act: Act, person: User) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const [findTenant, { findPerson }, { operatorsAct }] = await Promise.all([
    loadFindTenant(),
    import('../../server/keys/find-person.ts'),
    import('../../server/keys/act.ts'),
  ]);
  const tenant = await findTenant(context, names.tenant);
  if (!tenant.ok) return tenant;
  const { tenantId } = tenant.value;
  const person = await findPerson(context, tenantId, names.user);
  return person.ok ? work(operatorsAct(context, tenantId), person.value) : person;
}
