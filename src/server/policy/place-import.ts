// Where an exported object belongs in a tenant: under which id, and as what. An export names the defaults of its own tenant; in
// this one they are this tenant's.

import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { ok, type Result } from '../../lib/result.ts';
import { isUuid, uuidV8 } from '../../lib/uuid.ts';
import { RESTORE_PAGE_TYPE } from '../../domain/policy/restore-page.ts';
import type { Problem } from '../../protocol/problem.ts';
import { keptBody } from './change-object.ts';
import { RULES } from './collections.ts';
import { defaultRestorePageId, untouchedRestorePage } from './default-restore-page.ts';
import { defaultStatusPage, isDefaultStatusPage } from './enrollment-configurations.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import { checkReadable } from './readable.ts';

export type ExportedObject = {
  readonly collection: Collection;
  /** Where it stood: `policies.json#3`. */
  readonly origin: string;
  readonly body: Body;
};

export type Placed = { readonly id: string; readonly body: Body; readonly assignments: Json };

/** Filters before what they narrow; what has an order, in it. */
export function importOrder(objects: readonly ExportedObject[]): readonly ExportedObject[] {
  const rank = ({ collection }: ExportedObject) => (collection === 'assignmentFilters' ? 0 : 1);
  const priority = ({ body }: ExportedObject) => (typeof body['priority'] === 'number' ? body['priority'] : 0);
  return objects.toSorted((a, b) => rank(a) - rank(b) || priority(a) - priority(b));
}

export function placeObject(
  { collection, body: given }: ExportedObject,
  tenantId: string,
  others: readonly ManagementObject[],
): Result<Placed, Problem> {
  const kept = keptBody(collection, given);
  if (!kept.ok) return kept;
  const readable = checkReadable(collection, kept.value);
  if (!readable.ok) return readable;
  if (isDefaultRestorePage(given)) return ok(asOwnDefault(tenantId, kept.value));
  if (isDefaultStatusPage(given)) return ok({ ...defaultStatusPage(tenantId, kept.value), assignments: [] });
  const made = RULES[collection].made(uuidOf(collection, given), kept.value, others);
  const id = exportedId(given) ?? made.id;
  const before = others.find((it) => it.id === id);
  const body = before === undefined ? made.body : { ...made.body, ...ownMembersOf(collection, before.body) };
  return ok({ id, body, assignments: given['assignments'] ?? [] });
}

/** Priority 0 is Graph's for defaults alone. */
function isDefaultRestorePage(given: Body): boolean {
  return given['@odata.type'] === RESTORE_PAGE_TYPE && given['priority'] === 0;
}

function asOwnDefault(tenantId: string, { state = 'notConfigured' }: Body): Placed {
  const { body } = untouchedRestorePage(tenantId);
  return { id: defaultRestorePageId(tenantId), body: { ...body, state }, assignments: [] };
}

function ownMembersOf(collection: Collection, body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => RULES[collection].ownMembers.includes(name)));
}

/** As Graph's are: a UUID, perhaps with the kind behind it. */
function exportedId({ id }: Body): string | undefined {
  if (typeof id !== 'string' || !/^[0-9A-Za-z_-]{36,200}$/.test(id)) return undefined;
  const lower = id.slice(0, 36).toLowerCase();
  return isUuid(lower) ? lower + id.slice(36) : undefined;
}

/** The same for the same object, of those that were exported without one. */
function uuidOf(collection: Collection, body: Body): string {
  const name = body[RULES[collection].nameMember] ?? body;
  return uuidV8(sha256Bytes(new TextEncoder().encode(canonicalJson([collection, name]))));
}
