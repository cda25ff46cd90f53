// Who an object is assigned to, as it came: checked, each with an id that follows from the object and the target, so that the
// same assignments always have the same ids. Groups need not be in the tenant's own directory: it may be elsewhere.

import { isObject, saysNothing } from '../../domain/conditional-access/members.ts';
import { parseAssignments } from '../../domain/policy/assignment.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ASSIGNMENTS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { RULES } from './collections.ts';
import { keptMembers } from './kept-members.ts';
import { type Body, type Collection, findObjects } from './management-object-store.ts';
import { findingWords } from './readable.ts';

export type Assignee = {
  readonly collection: Collection;
  readonly id: string;
  /** Those that there are (`filterIdsIn`). */
  readonly filterIds: ReadonlySet<string>;
};

export function checkedAssignments(
  { collection, id: objectId, filterIds }: Assignee,
  given: Json,
): Result<readonly Body[], Problem> {
  if (!RULES[collection].isAssignable) return saysNothing(given) ? ok([]) : refuse(`$.assignments: ${NOT_HERE}`);
  if (!Array.isArray(given)) return refuse('$.assignments: A list is needed.');
  if (given.length > ASSIGNMENTS_MAX) return refuse(`$.assignments: There may be ${ASSIGNMENTS_MAX} at most.`);
  const parsed = parseAssignments(given);
  if (!parsed.ok) return refuse(findingWords(parsed.error));
  const kept: Body[] = [];
  for (const [index, { target }] of parsed.value.entries()) {
    const at = `$.assignments[${index}]`;
    if (target.kind === 'unsupported') return refuse(`${at}.target: ${SUPPORTED}`);
    const id = `${objectId}_${'groupId' in target ? target.groupId.toLowerCase() : EVERYBODY[target.kind]}`;
    if (kept.some((it) => it['id'] === id)) return refuse(`${at}.target: Another one has the same.`);
    const body = keptMembers(given[index] as Body, ['id']);
    if (!body.ok) return body;
    kept.push({ id, ...body.value });
  }
  const unknown = kept.map(filterIdOf).findIndex((id) => id !== undefined && !filterIds.has(id));
  if (unknown === -1) return ok(kept);
  return refuse(`$.assignments[${unknown}].target.deviceAndAppManagementAssignmentFilterId: There is no such filter.`);
}

export async function filterIdsIn(tx: TenantTransaction): Promise<ReadonlySet<string>> {
  return new Set((await findObjects(tx, 'assignmentFilters')).map(({ id }) => id));
}

/** The filter that narrows an assignment, if one does. */
export function filterIdOf({ target }: Body): string | undefined {
  if (!isObject(target)) return undefined;
  const { deviceAndAppManagementAssignmentFilterType: type, deviceAndAppManagementAssignmentFilterId: id } = target;
  const isNarrowed = typeof type === 'string' && type.toLowerCase() !== 'none';
  return isNarrowed && typeof id === 'string' ? id.toLowerCase() : undefined;
}

/** Intune's ids for them. A group is included or left out, not both, so its own id tells a target. */
const EVERYBODY = {
  allDevices: 'adadadad-808e-44e2-905a-0b7873a8a531',
  allUsers: 'acacacac-9df4-4c7d-9d50-4ef0226f57a9',
} as const;

const NOT_HERE = 'It is part of assignments and has none of its own.';
const SUPPORTED =
  'It is a groupAssignmentTarget, exclusionGroupAssignmentTarget, allDevicesAssignmentTarget or allLicensedUsersAssignmentTarget, as its @odata.type says.';

function refuse(detail: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail });
}
