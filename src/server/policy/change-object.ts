// Adding and changing policies and what goes with them. What is stored is what was given, with what the service says of it
// beside; what can not be understood well enough to be acted on is refused with its path. The default of the restore page is
// always there, and only its toggle moves.

import { fail, ok, type Result } from '../../lib/result.ts';
import { MANAGEMENT_OBJECTS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { mergeMembers } from '../graph/merge-members.ts';
import { inTenant } from '../transact.ts';
import { checkedAssignments, filterIdsIn } from './assignments.ts';
import { auditedChange } from './audited-change.ts';
import { OWN_MEMBERS, RULES } from './collections.ts';
import { isDefaultId, lockAllObjects } from './find-objects.ts';
import { keptMembers } from './kept-members.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import { changing, eventOf, isSame, type PolicyAct, store } from './one-change.ts';
import { checkReadable } from './readable.ts';

/** With the assignments that it came with, if it did. */
export async function createObject(
  context: Context,
  act: PolicyAct,
  collection: Collection,
  given: Body,
): Promise<Result<ManagementObject, Problem>> {
  const kept = keptBody(collection, given);
  if (!kept.ok) return kept;
  const readable = checkReadable(collection, kept.value);
  if (!readable.ok) return readable;
  const now = new Date(context.clock());
  const [uuid, eventId] = [newId(context), newId(context)];
  return inTenant(context, act.tenantId, async (tx) => {
    const others = await lockAllObjects(tx, collection);
    if (others.length >= MANAGEMENT_OBJECTS_MAX) return tooMany(collection);

    const made = RULES[collection].made(uuid, kept.value, others);
    const assignee = { collection, id: made.id, filterIds: await filterIdsIn(tx) };
    const assignments = checkedAssignments(assignee, given['assignments'] ?? []);
    if (!assignments.ok) return assignments;

    const fresh = { ...made, assignments: assignments.value, version: 0, createdAt: now, modifiedAt: now };
    const after = await store(tx, collection, fresh, now);
    if (!after.ok) return after;
    const event = auditedChange(act.tenantId, collection, { before: undefined, after: after.value });
    await appendAuditEvent(tx, { ...eventOf(act, eventId, now), ...event });
    return after;
  });
}

export type Wanted = {
  readonly id: string;
  readonly given: Body;
  /** `merge`: members that are not given stay, as with PATCH; `replace`: they go, as with PUT. */
  readonly how: 'merge' | 'replace';
};

export function changeObject(
  context: Context,
  act: PolicyAct,
  collection: Collection,
  { id, given, how }: Wanted,
): Promise<Result<ManagementObject, Problem>> {
  return changing(context, act, { collection, id }, async (tx, before) => {
    if ('assignments' in given) return ASSIGN_INSTEAD;
    const wanted = keptBody(collection, given);
    if (!wanted.ok) return wanted;
    const own = membersNamed(before.body, RULES[collection].ownMembers);
    const body = how === 'merge' ? mergeMembers(before.body, wanted.value) : { ...wanted.value, ...own };
    const toggled = isDefaultId(tx, collection, id) ? checkOnlyToggle(before.body, body) : ok(undefined);
    if (!toggled.ok) return toggled;
    const readable = checkReadable(collection, body, before.body);
    if (!readable.ok) return readable;

    const after = { ...before, body };
    return ok({ after, event: auditedChange(act.tenantId, collection, { before, after }) });
  });
}

export function keptBody(collection: Collection, given: Body): Result<Body, Problem> {
  return keptMembers(given, [...OWN_MEMBERS, ...RULES[collection].ownMembers]);
}

function membersNamed(body: Body, names: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

function checkOnlyToggle(before: Body, after: Body): Result<void, Problem> {
  const other = Object.keys(after).find((it) => it !== 'state' && !isSame(before[it] ?? null, after[it] ?? null));
  if (other === undefined) return ok(undefined);
  const detail = `$.${other}: Of the default configuration only $.state can be changed.`;
  return fail({ code: 'bad-request', detail });
}

const ASSIGN_INSTEAD = fail({
  code: 'bad-request',
  detail: '$.assignments: They are replaced by the action "assign", not together with the object.',
} as const);

function tooMany(collection: Collection): Result<never, Problem> {
  const detail = `There are ${MANAGEMENT_OBJECTS_MAX} already (${RULES[collection].singular}).`;
  return fail({ code: 'too-many', detail });
}
