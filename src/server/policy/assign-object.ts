// Who has a policy, and which of several enrollment configurations comes first. The default of the restore page is everybody's
// and comes last: neither can be changed.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import { checkedAssignments, filterIdsIn } from './assignments.ts';
import { auditedAssignment } from './audited-change.ts';
import { enrollmentTypeOf, inOrder, isDefault, priorityOf, renumbered } from './enrollment-configurations.ts';
import { found, lockAllObjects } from './find-objects.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import { changing, checkVersion, eventOf, type PolicyAct, store } from './one-change.ts';

/** What an assignment list becomes, from what it was. */
export type Reassign = (before: readonly Body[]) => Json;

export function assignObject(
  context: Context,
  act: PolicyAct,
  { collection, id }: { readonly collection: Collection; readonly id: string },
  reassign: Reassign,
): Promise<Result<ManagementObject, Problem>> {
  return changing(context, act, { collection, id }, async (tx, before) => {
    if (collection === COLLECTION && isDefault(before)) return OF_EVERYBODY;
    const assignee = { collection, id, filterIds: await filterIdsIn(tx) };
    const assignments = checkedAssignments(assignee, reassign(before.assignments));
    if (!assignments.ok) return assignments;
    const after = { ...before, assignments: assignments.value };
    return ok({ after, event: auditedAssignment(collection, before, after) });
  });
}

/** Those from there on move back by one. */
export function setPriority(
  context: Context,
  act: PolicyAct,
  { id, priority }: { readonly id: string; readonly priority: number },
): Promise<Result<null, Problem>> {
  const now = new Date(context.clock());
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const all = await lockAllObjects(tx, COLLECTION);
    const before = found(
      all.find((it) => it.id === id),
      COLLECTION,
      id,
    );
    if (!before.ok) return before;
    if (isDefault(before.value)) return OF_EVERYBODY;
    const matches = checkVersion(act, before.value);
    if (!matches.ok) return matches;
    const ordered = inOrder(all, enrollmentTypeOf(before.value.body));
    if (priority < 1 || priority > ordered.length) return outOfRange(ordered.length);

    const others = ordered.filter((it) => it.id !== id);
    const moved = renumbered(others.toSpliced(priority - 1, 0, before.value));
    for (const object of moved) {
      const stored = await store(tx, COLLECTION, object, now);
      if (!stored.ok) return stored;
    }
    const after = moved.find((it) => it.id === id);
    if (after === undefined || priorityOf(after) === priorityOf(before.value)) return ok(null);
    const event = auditedAssignment(COLLECTION, before.value, after);
    await appendAuditEvent(tx, { ...eventOf(act, eventId, now), ...event });
    return ok(null);
  });
}

const COLLECTION = 'deviceEnrollmentConfigurations';

const OF_EVERYBODY = fail({
  code: 'bad-request',
  detail: 'The default configuration is for all users and all devices and comes after all others; that stays so.',
} as const);

function outOfRange(count: number): Result<never, Problem> {
  return fail({ code: 'bad-request', detail: `$.priority: It is a number from 1, which comes first, to ${count}.` });
}
