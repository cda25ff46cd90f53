// Whom a policy is for, in Graph's words: groups, groups left out, everybody, and a filter that narrows each to some devices.

import type { Body } from './graph-policy.ts';

export type TargetKind = 'group' | 'excludedGroup' | 'allUsers' | 'allDevices';

export type Target = {
  readonly kind: TargetKind | undefined;
  readonly groupId: string | undefined;
  readonly filter: TargetFilter | undefined;
};

export type TargetFilter = { readonly filterId: string; readonly mode: 'include' | 'exclude' };

export function targetOf({ target = null }: Body): Target {
  const { '@odata.type': type, groupId, ...narrowed } = (target ?? {}) as Body;
  const [mode, filterId] = [narrowed[FILTER_TYPE], narrowed[FILTER_ID]];
  const isNarrowed = (mode === 'include' || mode === 'exclude') && typeof filterId === 'string';
  return {
    kind: KINDS.find((it) => TYPES[it] === type),
    groupId: typeof groupId === 'string' ? groupId : undefined,
    filter: isNarrowed ? { filterId, mode } : undefined,
  };
}

export function assignmentOf(kind: TargetKind, groupId?: string): Body {
  return { target: { '@odata.type': TYPES[kind], ...(groupId === undefined ? {} : { groupId }) } };
}

export function narrowedBy(assignment: Body, filter: TargetFilter | undefined): Body {
  const { [FILTER_TYPE]: _mode, [FILTER_ID]: _id, ...target } = assignment['target'] as Body;
  const narrowed = filter === undefined ? {} : { [FILTER_TYPE]: filter.mode, [FILTER_ID]: filter.filterId };
  return { ...assignment, target: { ...target, ...narrowed } };
}

/** One target cannot be named twice: a group is included or left out, not both. */
export function has(assignments: readonly Body[], kind: TargetKind, groupId?: string): boolean {
  const wanted = groupId?.toLowerCase();
  return assignments.some((it) => {
    const target = targetOf(it);
    return wanted === undefined ? target.kind === kind : target.groupId?.toLowerCase() === wanted;
  });
}

const TYPES: Readonly<Record<TargetKind, string>> = {
  group: '#microsoft.graph.groupAssignmentTarget',
  excludedGroup: '#microsoft.graph.exclusionGroupAssignmentTarget',
  allUsers: '#microsoft.graph.allLicensedUsersAssignmentTarget',
  allDevices: '#microsoft.graph.allDevicesAssignmentTarget',
};
const KINDS = Object.keys(TYPES) as readonly TargetKind[];
const FILTER_TYPE = 'deviceAndAppManagementAssignmentFilterType';
const FILTER_ID = 'deviceAndAppManagementAssignmentFilterId';
