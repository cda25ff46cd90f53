// Takes exported policies and what goes with them into a tenant: each as it was exported, under its own id, so that policies
// still find the filters they name; one that was exported without an id gets one that follows from its name. The default of the
// restore page becomes this tenant's. All of it or nothing, unless what can not be read is to be left out; importing the same
// again changes nothing. Each object that changes is an event of its own.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { MANAGEMENT_OBJECTS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId, newIds } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { inTenant } from '../transact.ts';
import { checkedAssignments } from './assignments.ts';
import { type AuditedChange, auditedChange } from './audited-change.ts';
import { nameOf, RULES } from './collections.ts';
import { lockAllObjects } from './find-objects.ts';
import { type ExportedObject, importOrder, placeObject } from './place-import.ts';
import type { Collection, ManagementObject } from './management-object-store.ts';
import { isSame, store } from './one-change.ts';

export type ManagementImport = {
  readonly tenantId: string;
  readonly objects: readonly ExportedObject[];
  /** Leave out what can not be read, and name it; otherwise nothing is imported then. */
  readonly skipMalformed: boolean;
};

export type ImportedObject = {
  readonly collection: Collection;
  readonly id: string;
  readonly displayName: string;
  readonly origin: string;
  readonly outcome: 'added' | 'changed' | 'unchanged';
};

export type ImportReport = {
  readonly imported: readonly ImportedObject[];
  readonly leftOut: readonly { readonly origin: string; readonly reason: string }[];
};

export async function importManagementObjects(
  context: Context,
  { tenantId, objects, skipMalformed }: ManagementImport,
): Promise<Result<ImportReport, Problem>> {
  const now = new Date(context.clock());
  const correlationId = newId(context);
  const ids = newIds(context);
  return inTenant(context, tenantId, async (tx) => {
    const imported: ImportedObject[] = [];
    const leftOut: { origin: string; reason: string }[] = [];
    const events: AuditedChange[] = [];
    const there: There = new Map();
    for (const exported of importOrder(objects)) {
      const taken = await takeIn(tx, there, exported, now);
      if (!taken.ok && (!skipMalformed || !IS_MALFORMED.has(taken.error.code))) return at(exported, taken.error);
      if (!taken.ok) leftOut.push({ origin: exported.origin, reason: taken.error.detail });
      else {
        imported.push(taken.value.imported);
        events.push(...taken.value.events);
      }
    }
    for (const [nth, event] of events.entries()) {
      const act = { eventId: ids(nth), occurredAt: now.getTime(), actor: OPERATOR, correlationId };
      await appendAuditEvent(tx, { ...act, ...event });
    }
    return ok({ imported, leftOut });
  });
}

/** What there is by now, each collection locked when it is first needed. */
type There = Map<Collection, Map<string, ManagementObject>>;

async function thereIn(tx: TenantTransaction, there: There, collection: Collection) {
  const known = there.get(collection);
  if (known !== undefined) return known;
  const found = new Map((await lockAllObjects(tx, collection)).map((object) => [object.id, object]));
  there.set(collection, found);
  return found;
}

type TakenIn = { readonly imported: ImportedObject; readonly events: readonly AuditedChange[] };

async function takeIn(
  tx: TenantTransaction,
  there: There,
  exported: ExportedObject,
  now: Date,
): Promise<Result<TakenIn, Problem>> {
  const { collection, origin } = exported;
  const filters = await thereIn(tx, there, 'assignmentFilters');
  const all = await thereIn(tx, there, collection);
  const placed = placeObject(exported, tx.tenantId, [...all.values()]);
  if (!placed.ok) return placed;
  const { id } = placed.value;
  const before = all.get(id);
  if (before === undefined && all.size >= MANAGEMENT_OBJECTS_MAX) return tooMany(collection);
  const assignee = { collection, id, filterIds: new Set(filters.keys()) };
  const assignments = checkedAssignments(assignee, placed.value.assignments);
  if (!assignments.ok) return assignments;

  const after = versionOf(before, { ...placed.value, assignments: assignments.value }, now);
  const imported = { collection, id: after.id, displayName: nameOf(collection, after), origin };
  if (before !== undefined && isSame([before.body, before.assignments], [after.body, after.assignments])) {
    return ok({ imported: { ...imported, outcome: 'unchanged' }, events: [] });
  }
  const stored = await store(tx, collection, after, now);
  if (!stored.ok) return stored;
  all.set(id, stored.value);
  const isThere = before !== undefined && before.version > 0;
  const event = auditedChange(tx.tenantId, collection, { before, after: stored.value });
  return ok({ imported: { ...imported, outcome: isThere ? 'changed' : 'added' }, events: [event] });
}

function versionOf(
  before: ManagementObject | undefined,
  { id, body, assignments }: Pick<ManagementObject, 'id' | 'body' | 'assignments'>,
  now: Date,
): ManagementObject {
  return { version: 0, createdAt: now, modifiedAt: now, ...before, id, body, assignments };
}

/** So that a refusal says which file to look into. */
function at({ origin }: ExportedObject, { code, detail }: Problem): Result<never, Problem> {
  return fail({ code, detail: `${origin}: ${detail}` });
}

function tooMany(collection: Collection): Result<never, Problem> {
  const detail = `There are ${MANAGEMENT_OBJECTS_MAX} already (${RULES[collection].singular}).`;
  return fail({ code: 'too-many', detail });
}

const IS_MALFORMED: ReadonlySet<Problem['code']> = new Set<Problem['code']>(['bad-request', 'too-large']);
