// What is peculiar to enrollment configurations: Graph tells their kinds apart by type, names their ids after the kind, and puts
// those of one kind in an order. The first, priority 1, wins; the tenant's default, priority 0, comes after all others.

import type { Json } from '../../lib/canonical-json.ts';
import { RESTORE_PAGE_TYPE } from '../../domain/policy/restore-page.ts';
import type { Body, ManagementObject } from './management-object-store.ts';

/** The Enrollment Status Page. */
export const STATUS_PAGE_TYPE = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration';

/** Graph's type → its name as a value of `deviceEnrollmentConfigurationType`. */
export const ENROLLMENT_TYPES: Readonly<Record<string, string>> = {
  [RESTORE_PAGE_TYPE]: 'windowsRestore',
  [STATUS_PAGE_TYPE]: 'windows10EnrollmentCompletionPageConfiguration',
};

const DEFAULT_STATUS_PAGE = 'defaultWindows10EnrollmentCompletionPageConfiguration';

export const ENROLLMENT_KINDS = [...Object.values(ENROLLMENT_TYPES), DEFAULT_STATUS_PAGE];

export function madeEnrollment(uuid: string, body: Body, others: readonly ManagementObject[]) {
  const type = enrollmentTypeOf(body);
  const priority = inOrder(others, type).length + 1;
  const id = `${uuid}_${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  return { id, body: { ...body, deviceEnrollmentConfigurationType: type, priority } };
}

/** Of the tenant that was exported: for everybody that no other one is for. */
export function isDefaultStatusPage(exported: Body): boolean {
  return exported['deviceEnrollmentConfigurationType'] === DEFAULT_STATUS_PAGE;
}

export function defaultStatusPage(tenantId: string, body: Body) {
  const id = `${tenantId}_DefaultWindows10EnrollmentCompletionPageConfiguration`;
  return { id, body: { ...body, deviceEnrollmentConfigurationType: DEFAULT_STATUS_PAGE, priority: 0 } };
}

export function computedOfEnrollment(object: ManagementObject): Body {
  return isDefault(object) ? { createdDateTime: '0001-01-01T00:00:00Z', version: 0 } : { version: object.version };
}

/** Of one kind, without the default: the one that wins first. */
export function inOrder(all: readonly ManagementObject[], type: string): readonly ManagementObject[] {
  return all
    .filter((it) => enrollmentTypeOf(it.body) === type && !isDefault(it))
    .toSorted((a, b) => priorityOf(a) - priorityOf(b));
}

/** With the priorities 1, 2, 3 … that their order gives them: those of which it differs. */
export function renumbered(inNewOrder: readonly ManagementObject[]): readonly ManagementObject[] {
  return inNewOrder.flatMap((object, index) =>
    priorityOf(object) === index + 1 ? [] : [{ ...object, body: { ...object.body, priority: index + 1 } }],
  );
}

export function enrollmentTypeOf(body: Body): string {
  const type = body['@odata.type'];
  return (typeof type === 'string' ? ENROLLMENT_TYPES[type] : undefined) ?? 'unknown';
}

export function priorityOf({ body }: ManagementObject): number {
  const priority: Json | undefined = body['priority'];
  return typeof priority === 'number' ? priority : 0;
}

/** Neither assigned nor ordered. */
export function isDefault(object: ManagementObject): boolean {
  return priorityOf(object) === 0;
}
