// What the audit log says of a change to a policy and what goes with it: which, its name, and the whole of it before and after,
// where an event has room; else what proves which one it was.

import type { AuditAct } from '../../domain/audit/event.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { filterIdOf } from './assignments.ts';
import { nameOf, RULES } from './collections.ts';
import { defaultRestorePageId } from './default-restore-page.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';

/** What of an event follows from the change. */
export type AuditedChange = DistributivePick<AuditAct, 'activity' | 'resources'>;

export type Versions = { readonly before: ManagementObject | undefined; readonly after: ManagementObject | undefined };

export function auditedChange(tenantId: string, collection: Collection, { before, after }: Versions): AuditedChange {
  const object = after ?? before;
  if (object === undefined) throw new Error('a change is of something');
  const resource = resourceOf(collection, object);
  if (object.id === defaultRestorePageId(tenantId)) {
    const properties = { state: { old: stateOf(before), new: stateOf(after) } };
    return { activity: 'restorePage.set', resources: [{ ...resource, properties }] };
  }
  const verb = before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed';
  const changeOf = <T>(read: (version: ManagementObject) => T) => ({
    old: before && read(before),
    new: after && read(after),
  });
  const properties = {
    displayName: changeOf((version) => nameOf(collection, version)),
    definition: changeOf(({ body }) => canonicalJson(body)),
    assignments: changeOf(({ assignments }) => targetWords(assignments)),
  };
  return { activity: `policy.${verb}`, resources: [{ ...resource, properties }] };
}

/** Who has it, or which comes first, became another. */
export function auditedAssignment(
  collection: Collection,
  before: ManagementObject,
  after: ManagementObject,
): AuditedChange {
  const properties = {
    assignments: { old: targetWords(before.assignments), new: targetWords(after.assignments) },
    ...(before.body['priority'] === after.body['priority']
      ? {}
      : { priority: { old: Number(before.body['priority']), new: Number(after.body['priority']) } }),
  };
  return { activity: 'policy.assigned', resources: [{ ...resourceOf(collection, after), properties }] };
}

function resourceOf(collection: Collection, object: ManagementObject) {
  return { type: RULES[collection].resourceType, id: object.id, name: nameOf(collection, object) };
}

function stateOf(version: ManagementObject | undefined): string | undefined {
  const state = version?.body['state'];
  return typeof state === 'string' ? state : undefined;
}

/** One each, such as `groupAssignmentTarget 7c0e… include filter 51d2…`: enough to assign it again. */
function targetWords(assignments: readonly Body[]): readonly string[] {
  return assignments.map((assignment) => {
    const {
      '@odata.type': type,
      groupId,
      deviceAndAppManagementAssignmentFilterType: mode,
    } = assignment['target'] as Body;
    const filterId = filterIdOf(assignment);
    const words = [type, groupId, ...(filterId === undefined ? [] : [mode, 'filter', filterId])];
    return words
      .filter((word) => typeof word === 'string')
      .join(' ')
      .replace('#microsoft.graph.', '');
  });
}

type DistributivePick<T, K extends keyof T> = T extends unknown ? Pick<T, K> : never;
