// Whom a policy is assigned to, as Graph writes it: groups of people or devices, all of them, groups left out, and a filter that
// narrows an assignment to some devices. Exclusion wins over every inclusion; a policy without assignments reaches nobody.
//
// Guarantees: a membership that nobody knows makes the answer unknown and is named, unless the other facts decide it. A target
// that Keepsake can not look into, such as a collection of Configuration Manager, is unknown for everybody.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Finding, isMalformed } from '../conditional-access/finding.ts';
import { type Members, membersOf } from '../conditional-access/members.ts';
import { type AssignmentFilter, judgeFilter } from './assignment-filter.ts';
import { allOf, type Answer, answer, anyOf, negated, type PolicySubject } from './policy-subject.ts';
import type { AssignedThrough } from './resolved-policy.ts';

export type Assignment = {
  readonly target: AssignmentTarget;
  readonly filter?: { readonly filterId: string; readonly mode: 'include' | 'exclude' };
};

export type AssignmentTarget =
  | { readonly kind: 'allDevices' | 'allUsers' }
  | { readonly kind: 'group' | 'excludedGroup'; readonly groupId: string }
  /** `type` is Graph's name of it. */
  | { readonly kind: 'unsupported'; readonly type: string };

/** Whether the policy reaches the subject, and through which assignment: one that certainly does before one that may. */
export type Reach = Answer & { readonly through: AssignedThrough | undefined };

export function reachOf(
  assignments: readonly Assignment[],
  subject: PolicySubject,
  filters: readonly AssignmentFilter[],
): Reach {
  const whom = {
    subject,
    userGroups: folded(subject.userGroupIds),
    deviceGroups: folded(subject.deviceGroupIds),
    peopleGroups: folded(subject.peopleGroupIds) ?? NONE,
  };
  const judged = assignments.map((assignment) => ({ assignment, met: meets(assignment, whom, filters) }));
  const included = judged.filter(({ assignment }) => assignment.target.kind !== 'excludedGroup');
  const excluded = judged.filter(({ assignment }) => assignment.target.kind === 'excludedGroup');
  const verdict = allOf([anyOf(included.map(({ met }) => met)), ...excluded.map(({ met }) => negated(met))]);
  if (verdict.is === 'no') return { ...verdict, through: undefined };
  const [through] = ['yes', 'unknown']
    .flatMap((is) => included.filter(({ met }) => met.is === is).toSorted(byTarget))
    .flatMap(({ assignment }) => throughOf(assignment.target));
  return { ...verdict, through };
}

/** Of a list of assignments, a page of Graph's (`value`), or an object that has them as a member. */
export function parseAssignments(json: Json): Result<readonly Assignment[], readonly Finding[]> {
  const findings: Finding[] = [];
  const assignments = readAssignments(membersOf(Array.isArray(json) ? { assignments: json } : json, '$', findings));
  return isMalformed(findings) ? fail(findings) : ok(assignments);
}

export function readAssignments(at: Members): readonly Assignment[] {
  return [...at.objects('assignments'), ...at.objects('value')].map(readAssignment);
}

function readAssignment(at: Members): Assignment {
  const target = at.section('target');
  const mode = target.word('deviceAndAppManagementAssignmentFilterType', ['none', 'include', 'exclude']) ?? 'none';
  const filterId = target.text('deviceAndAppManagementAssignmentFilterId');
  if (mode === 'none') return { target: readTarget(target) };
  if (filterId === undefined) target.report('missing-member', 'A filter is announced and not named.');
  return {
    target: readTarget(target),
    filter: { filterId: filterId ?? '', mode: mode === 'exclude' ? 'exclude' : 'include' },
  };
}

function readTarget(at: Members): AssignmentTarget {
  const type = at.text('@odata.type')?.replace('#microsoft.graph.', '') ?? '';
  const groupId = at.text('groupId');
  switch (type.toLowerCase()) {
    case 'alldevicesassignmenttarget':
      return { kind: 'allDevices' };
    case 'alllicensedusersassignmenttarget':
      return { kind: 'allUsers' };
    case 'exclusiongroupassignmenttarget':
      return group('excludedGroup', groupId, at);
    case 'groupassignmenttarget':
      return group('group', groupId, at);
    default:
      // Some exports name the abstract type, or none.
      return groupId === undefined ? { kind: 'unsupported', type } : { kind: 'group', groupId };
  }
}

function group(kind: 'group' | 'excludedGroup', groupId: string | undefined, at: Members): AssignmentTarget {
  if (groupId === undefined) at.report('missing-member', 'The target is a group and does not name it.', 'groupId');
  return { kind, groupId: groupId ?? '' };
}

type Whom = {
  readonly subject: PolicySubject;
  readonly userGroups: ReadonlySet<string> | undefined;
  readonly deviceGroups: ReadonlySet<string> | undefined;
  readonly peopleGroups: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

function meets({ target, filter }: Assignment, whom: Whom, filters: readonly AssignmentFilter[]): Answer {
  const met = meetsTarget(target, whom);
  if (filter === undefined) return met;
  const known = filters.find(({ id }) => id.toLowerCase() === filter.filterId.toLowerCase());
  const passes =
    known === undefined ? answer('unknown', [`filter ${filter.filterId}`]) : judgeFilter(known, whom.subject);
  return allOf([met, filter.mode === 'include' ? passes : negated(passes)]);
}

function meetsTarget(target: AssignmentTarget, { subject, userGroups, deviceGroups, peopleGroups }: Whom): Answer {
  switch (target.kind) {
    case 'allDevices':
      return answer('yes');
    case 'allUsers':
      return subject.userId === undefined ? answer('unknown', ['person.userId']) : answer('yes');
    case 'group':
    case 'excludedGroup':
      return anyOf([
        isMember(target.groupId, userGroups, 'person.groupIds'),
        peopleGroups.has(target.groupId.toLowerCase())
          ? answer('no')
          : isMember(target.groupId, deviceGroups, 'device.groupIds'),
      ]);
    case 'unsupported':
      return answer('unknown', [`assignment target ${target.type || 'without a type'}`]);
  }
}

function isMember(groupId: string, memberships: ReadonlySet<string> | undefined, fact: string): Answer {
  if (memberships === undefined) return answer('unknown', [fact]);
  return answer(memberships.has(groupId.toLowerCase()) ? 'yes' : 'no');
}

function folded(ids: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return ids === undefined ? undefined : new Set(ids.map((id) => id.toLowerCase()));
}

function throughOf(target: AssignmentTarget): readonly AssignedThrough[] {
  if (target.kind === 'group') return [{ kind: 'group', groupId: target.groupId }];
  return target.kind === 'allDevices' || target.kind === 'allUsers' ? [{ kind: target.kind }] : [];
}

/** So that the one that is named does not depend on the order in which they are written. */
function byTarget(one: { readonly assignment: Assignment }, other: { readonly assignment: Assignment }): number {
  return JSON.stringify(one.assignment.target) < JSON.stringify(other.assignment.target) ? -1 : 1;
}
