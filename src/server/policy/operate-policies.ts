// Policies for whoever runs the service, on the database, by the names that people give them: what there is, taking away, and
// what holds for somebody.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { EffectivePolicy } from '../../protocol/operations/policy.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Context, newId } from '../context.ts';
import { findSubject, type NamedSubject } from '../eligibility/find-subject.ts';
import { inTenant } from '../transact.ts';
import { COLLECTIONS, nameOf } from './collections.ts';
import { deleteObject } from './delete-object.ts';
import { effectivePolicy } from './explain-policy.ts';
import { allObjects } from './find-objects.ts';
import { graphObject } from './graph-object.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import type { PolicyAct } from './one-change.ts';

export type ListedObject = { readonly collection: Collection; readonly name: string; readonly object: Body };

export function listObjects(context: Context, tenantId: string): Promise<Result<readonly ListedObject[], Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const listed: ListedObject[] = [];
    for (const collection of COLLECTIONS) {
      for (const object of await allObjects(tx, collection)) listed.push(listedAs(collection, object));
    }
    return ok(listed);
  });
}

/** By its id, or by its name where only one bears it. */
export async function findCalled(
  context: Context,
  tenantId: string,
  nameOrId: string,
): Promise<Result<ListedObject, Problem>> {
  const all = await listObjects(context, tenantId);
  if (!all.ok) return all;
  const wanted = nameOrId.trim().toLowerCase();
  const named = all.value.filter(({ object, name }) => [object['id'], name].some((it) => isCalled(it, wanted)));
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return ok(only);
  const several = `There are ${named.length} called "${nameOrId}"; use the id of one.`;
  return fail({ code: 'not-found', detail: only === undefined ? `There is nothing called "${nameOrId}".` : several });
}

export async function removeCalled(
  context: Context,
  tenantId: string,
  nameOrId: string,
): Promise<Result<ListedObject, Problem>> {
  const found = await findCalled(context, tenantId, nameOrId);
  if (!found.ok) return found;
  const { collection, object } = found.value;
  const removed = await deleteObject(context, operatorAct(context, tenantId), { collection, id: idOf(object) });
  return removed.ok ? found : removed;
}

export function effectivePolicyOf(
  context: Context,
  tenantId: string,
  named: NamedSubject,
): Promise<Result<EffectivePolicy, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const subject = await findSubject(tx, named);
    return subject.ok ? ok(await effectivePolicy(context, tx, subject.value)) : subject;
  });
}

export function operatorAct(context: Context, tenantId: string): PolicyAct {
  return { tenantId, actor: OPERATOR, correlationId: newId(context) };
}

export function listedAs(collection: Collection, object: ManagementObject): ListedObject {
  const expanded =
    collection === 'configurationPolicies' ? (['settings', 'assignments'] as const) : (['assignments'] as const);
  return { collection, name: nameOf(collection, object), object: graphObject(collection, object, expanded) };
}

function idOf({ id }: Body): string {
  return typeof id === 'string' ? id : '';
}

function isCalled(name: unknown, wanted: string): boolean {
  return typeof name === 'string' && name.toLowerCase() === wanted;
}
