// What every change of one object has in common: it is locked, is the version that the caller saw, is stored as the next
// version, and the event is appended. A change that changes nothing is none.

import type { AuditActor } from '../../domain/audit/event.ts';
import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { checkIfMatch, etagOf } from '../graph/etag.ts';
import { inTenant } from '../transact.ts';
import type { AuditedChange } from './audited-change.ts';
import { RULES } from './collections.ts';
import { lockNamed } from './find-objects.ts';
import { type Collection, type ManagementObject, putObject } from './management-object-store.ts';

export type PolicyAct = {
  readonly tenantId: string;
  readonly actor: AuditActor;
  readonly correlationId: string;
  /** Which version the change is meant for; any, if not said. */
  readonly ifMatch?: string | undefined;
};

export type OneChange = { readonly after: ManagementObject; readonly event: AuditedChange };

export function changing(
  context: Context,
  act: PolicyAct,
  { collection, id }: { readonly collection: Collection; readonly id: string },
  decide: (tx: TenantTransaction, before: ManagementObject) => Promise<Result<OneChange, Problem>>,
): Promise<Result<ManagementObject, Problem>> {
  const now = new Date(context.clock());
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const before = await lockNamed(tx, collection, id);
    if (!before.ok) return before;
    const matches = checkVersion(act, before.value);
    if (!matches.ok) return matches;

    const change = await decide(tx, before.value);
    if (!change.ok) return change;
    const { after, event } = change.value;
    if (isSame(contentOf(before.value), contentOf(after))) return before;

    const stored = await store(tx, collection, after, now);
    if (!stored.ok) return stored;
    await appendAuditEvent(tx, { ...eventOf(act, eventId, now), ...event });
    return stored;
  });
}

export function checkVersion({ ifMatch }: PolicyAct, { version }: ManagementObject): Result<void, Problem> {
  return checkIfMatch(ifMatch, etagOf(version));
}

/** As its next version. */
export async function store(
  tx: TenantTransaction,
  collection: Collection,
  object: ManagementObject,
  now: Date,
): Promise<Result<ManagementObject, Problem>> {
  const next = {
    ...object,
    version: object.version + 1,
    createdAt: object.version === 0 ? now : object.createdAt,
    modifiedAt: now,
  };
  if (await putObject(tx, collection, next)) return ok(next);
  const detail = `The ${RULES[collection].singular} ${object.id} was changed by another request at the same moment.`;
  return fail({ code: 'stale-version', detail });
}

export function eventOf({ actor, correlationId }: PolicyAct, eventId: string, now: Date) {
  return { eventId, occurredAt: now.getTime(), actor, correlationId };
}

export function isSame(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function contentOf({ body, assignments }: ManagementObject): Json {
  return [body, assignments];
}
