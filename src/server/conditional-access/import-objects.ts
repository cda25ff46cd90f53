// Takes an export of Conditional Access into a tenant: each object as it was exported, under its own id, so that policies
// still find the locations they name; one that was exported without an id gets one that follows from its name. All of it
// or nothing; importing the same again changes nothing.

import type { Exports } from '../../domain/conditional-access/read-exports.ts';
import { isObject } from '../../domain/conditional-access/members.ts';
import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid, uuidV8 } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type AuditActor, OPERATOR } from '../../domain/audit/event.ts';
import { type Context, newId } from '../context.ts';
import { withoutAnnotations } from '../graph/merge-members.ts';
import { inTenant } from '../transact.ts';
import { auditedChange } from './audited-change.ts';
import { RULES } from './collections.ts';
import { type Collection, type GraphObject, lockObject, putObject } from './object-store.ts';

export type ImportInput = {
  readonly tenantId: string;
  readonly exports: Exports;
  /** Enabled policies come in as report-only, to be looked at before they refuse anybody. */
  readonly reportOnly: boolean;
  /** Who takes it in; whoever runs the service, if nobody is named. */
  readonly by?: { readonly actor: AuditActor; readonly correlationId: string };
  /** Only says what would become of each. */
  readonly isTrial?: boolean;
};

export type Imported = {
  /** Where it was read from. */
  readonly origin: string;
  readonly collection: Collection;
  readonly id: string;
  readonly displayName: string;
  readonly outcome: 'added' | 'changed' | 'unchanged';
};

export async function importConditionalAccess(
  context: Context,
  { tenantId, exports, reportOnly, by, isTrial = false }: ImportInput,
): Promise<Result<readonly Imported[], Problem>> {
  const objects = objectsOf(exports, reportOnly);
  if (!objects.ok) return objects;
  const now = context.clock();
  const { actor, correlationId } = by ?? { actor: OPERATOR, correlationId: newId(context) };
  const ids = objects.value.map(() => newId(context));
  return inTenant(context, tenantId, async (tx) => {
    const imported: Imported[] = [];
    const events: Parameters<typeof appendAuditEvent>[1][] = [];
    for (const [index, { origin, collection, object }] of objects.value.entries()) {
      const before = await lockObject(tx, collection, object.id);
      const same = before !== undefined && canonicalJson(before) === canonicalJson(object);
      const outcome = same ? 'unchanged' : before === undefined ? 'added' : 'changed';
      imported.push({ origin, collection, id: object.id, displayName: nameOf(object), outcome });
      if (same || isTrial) continue;
      await putObject(tx, collection, object, new Date(now));
      const act = { eventId: ids[index] ?? correlationId, occurredAt: now, actor, correlationId };
      events.push({ ...act, ...auditedChange(collection, before, object) });
    }
    for (const event of events) await appendAuditEvent(tx, event);
    return ok(imported);
  });
}

type Body = Readonly<Record<string, Json>>;
type Kept = { readonly origin: string; readonly collection: Collection; readonly object: GraphObject };

/** Named after where they were read, so that a refusal says which file to look into. */
function objectsOf(exports: Exports, reportOnly: boolean): Result<readonly Kept[], Problem> {
  const found: readonly (readonly [Collection, string, Json])[] = [
    ...exports.locations.map(({ origin, item }) => ['namedLocations', origin, item.source] as const),
    ...exports.strengths.map(({ origin, item }) => ['authenticationStrengths', origin, item.source] as const),
    ...exports.policies.map(({ origin, item }) => ['policies', origin, item.source] as const),
  ];
  const kept = found.map(([collection, origin, source]) => {
    const given = isObject(source) ? withoutAnnotations(source) : {};
    const object = { ...(reportOnly ? asReportOnly(given) : given), id: idOf(collection, given) };
    return { origin, collection, object, wrong: RULES[collection].problemsOf(object).map((it) => `${origin}: ${it}`) };
  });
  const wrong = kept.flatMap((it) => it.wrong);
  if (wrong.length > 0) return fail({ code: 'bad-request', detail: wrong.join(' ') });
  return ok(kept);
}

function nameOf({ id, displayName }: GraphObject): string {
  return typeof displayName === 'string' ? displayName : id;
}

function idOf(collection: Collection, object: Body): string {
  const id = typeof object['id'] === 'string' ? object['id'].toLowerCase() : '';
  if (isUuid(id)) return id;
  return uuidV8(sha256Bytes(new TextEncoder().encode(canonicalJson([collection, object['displayName'] ?? object]))));
}

function asReportOnly(object: Body): Body {
  return object['state'] === 'enabled' ? { ...object, state: 'enabledForReportingButNotEnforced' } : object;
}
