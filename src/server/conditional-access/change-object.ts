// Adding, changing and removing Conditional Access objects. What is stored is what was given, with the service's id and
// times; what can not be understood well enough to be enforced is refused with its path.

import type { JsonObject } from '../../domain/conditional-access/members.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { checkIfMatch, etagOfObject } from '../graph/etag.ts';
import { mergeMembers, withoutAnnotations } from '../graph/merge-members.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { auditedChange } from './audited-change.ts';
import { type CollectionRules, RULES } from './collections.ts';
import { type Collection, findObjects, type GraphObject, lockObject, putObject, removeObject } from './object-store.ts';

export type Change = {
  readonly actor: UserActor | ApplicationActor;
  readonly collection: Collection;
  readonly correlationId: string;
  /** Which version the change is meant for; any, if not said. */
  readonly ifMatch: string | undefined;
};

export function createObject(
  context: Context,
  change: Change,
  body: JsonObject,
): Promise<Result<GraphObject, Problem>> {
  const now = context.clock();
  const time = new Date(now).toISOString();
  const object = { ...withoutAnnotations(body), id: newId(context), createdDateTime: time, modifiedDateTime: null };
  return store(context, change, now, async () => ok({ before: undefined, after: object }));
}

/** Members that are not given stay; those of `conditions` and other complex values likewise. Lists are replaced. */
export function updateObject(
  context: Context,
  change: Change,
  { id, body }: { readonly id: string; readonly body: JsonObject },
): Promise<Result<GraphObject, Problem>> {
  const now = context.clock();
  return store(context, change, now, async (tx) => {
    const before = await lockObject(tx, change.collection, id);
    if (before === undefined) return notFound(change.collection, id);
    const isSeen = checkIfMatch(change.ifMatch, etagOfObject(before));
    if (!isSeen.ok) return isSeen;
    const { createdDateTime = null } = before;
    const merged = mergeMembers(before, withoutAnnotations(body));
    const after = { ...merged, id, createdDateTime, modifiedDateTime: new Date(now).toISOString() };
    return ok({ before, after });
  });
}

export async function deleteObject(context: Context, change: Change, id: string): Promise<Result<null, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, change.actor.tenantId, async (tx) => {
    const before = await lockObject(tx, change.collection, id);
    if (before === undefined) return notFound(change.collection, id);
    const isSeen = checkIfMatch(change.ifMatch, etagOfObject(before));
    if (!isSeen.ok) return isSeen;
    const user = (await findObjects(tx, 'policies')).find((policy) => RULES[change.collection].isUsedBy(id, policy));
    if (user !== undefined) return inUse(before, user);
    await removeObject(tx, change.collection, id);
    await audit(tx, change, { eventId, now, before, after: undefined });
    return ok(null);
  });
}

type Versions = { readonly before: GraphObject | undefined; readonly after: GraphObject };

function store(
  context: Context,
  change: Change,
  now: number,
  decide: (tx: TenantTransaction) => Promise<Result<Versions, Problem>>,
): Promise<Result<GraphObject, Problem>> {
  const eventId = newId(context);
  return inTenant(context, change.actor.tenantId, async (tx) => {
    const versions = await decide(tx);
    if (!versions.ok) return versions;
    const { before, after } = versions.value;
    const rules: CollectionRules = RULES[change.collection];
    const wrong = rules.problemsOf(after);
    if (wrong.length > 0) return fail({ code: 'bad-request', detail: wrong.join(' ') });
    await putObject(tx, change.collection, after, new Date(now));
    await audit(tx, change, { eventId, now, before, after });
    return ok(after);
  });
}

type Audited = {
  readonly eventId: string;
  readonly now: number;
  readonly before: GraphObject | undefined;
  readonly after: GraphObject | undefined;
};

function audit(tx: TenantTransaction, change: Change, { eventId, now, before, after }: Audited): Promise<void> {
  const { actor, collection, correlationId } = change;
  const act = { eventId, occurredAt: now, actor: auditActorOf(actor), correlationId };
  return appendAuditEvent(tx, { ...act, ...auditedChange(collection, before, after) });
}

function notFound(collection: Collection, id: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no ${RULES[collection].singular} ${id}.` });
}

function inUse(object: GraphObject, user: GraphObject): Result<never, Problem> {
  const name = JSON.stringify(object['displayName'] ?? object.id);
  return fail({
    code: 'in-use',
    detail: `${name} is used by the policy ${JSON.stringify(user['displayName'] ?? user.id)}.`,
  });
}
