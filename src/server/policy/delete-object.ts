// Removes a policy, or what goes with one. A filter that an assignment needs stays; where there is an order, those behind move
// up; the default of the restore page is there for ever.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { inTenant } from '../transact.ts';
import { filterIdOf } from './assignments.ts';
import { auditedChange } from './audited-change.ts';
import { ASSIGNABLE, nameOf } from './collections.ts';
import { enrollmentTypeOf, inOrder, renumbered } from './enrollment-configurations.ts';
import { found, isDefaultId, lockAllObjects } from './find-objects.ts';
import { type Collection, findObjects, type ManagementObject, removeObject } from './management-object-store.ts';
import { checkVersion, eventOf, type PolicyAct, store } from './one-change.ts';

export async function deleteObject(
  context: Context,
  act: PolicyAct,
  { collection, id }: { readonly collection: Collection; readonly id: string },
): Promise<Result<null, Problem>> {
  const now = new Date(context.clock());
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const all = await lockAllObjects(tx, collection);
    const before = found(
      all.find((it) => it.id === id),
      collection,
      id,
    );
    if (!before.ok) return before;
    const removable = await checkRemovable(tx, collection, before.value);
    if (!removable.ok) return removable;
    const matches = checkVersion(act, before.value);
    if (!matches.ok) return matches;

    await removeObject(tx, collection, id);
    const left = all.filter((it) => it.id !== id);
    if (collection === 'deviceEnrollmentConfigurations') {
      const moved = renumbered(inOrder(left, enrollmentTypeOf(before.value.body)));
      for (const object of moved) await store(tx, collection, object, now);
    }
    const event = auditedChange(act.tenantId, collection, { before: before.value, after: undefined });
    await appendAuditEvent(tx, { ...eventOf(act, eventId, now), ...event });
    return ok(null);
  });
}

async function checkRemovable(
  tx: TenantTransaction,
  collection: Collection,
  object: ManagementObject,
): Promise<Result<void, Problem>> {
  if (isDefaultId(tx, collection, object.id)) {
    return fail({ code: 'bad-request', detail: 'Every organization has the default configuration; it stays.' });
  }
  if (collection !== 'assignmentFilters') return ok(undefined);
  for (const assignable of ASSIGNABLE) {
    const objects = await findObjects(tx, assignable);
    const user = objects.find(({ assignments }) => assignments.some((it) => filterIdOf(it) === object.id));
    if (user !== undefined) return inUse(nameOf(collection, object), nameOf(assignable, user));
  }
  return ok(undefined);
}

function inUse(name: string, by: string): Result<never, Problem> {
  const detail = `The filter ${JSON.stringify(name)} narrows an assignment of ${JSON.stringify(by)}.`;
  return fail({ code: 'in-use', detail });
}
