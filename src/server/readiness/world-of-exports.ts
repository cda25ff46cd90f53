// Exported policies, filters, pages and Conditional Access → the world that a fleet is decided in. What can not be read is named
// and left out of it; a kind of which nothing was exported is not known.

import { tenantFromExports, readExports, withoutMalformed } from '../../domain/conditional-access/read-exports.ts';
import { type Finding } from '../../domain/conditional-access/finding.ts';
import { DEFAULT_CHOICES } from '../../domain/eligibility/choices.ts';
import type { ManagementKind } from '../../domain/import/recognize.ts';
import { type Assignment, parseAssignments } from '../../domain/policy/assignment.ts';
import { type AssignmentFilter, parseAssignmentFilter } from '../../domain/policy/assignment-filter.ts';
import { parseConfigurationPolicy } from '../../domain/policy/configuration-policy.ts';
import { parseEnrollmentConfiguration } from '../../domain/policy/restore-page.ts';
import type { World } from '../../domain/readiness/world.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { ProvisioningObjects } from '../devices/find-provisioning.ts';
import type { ManagementItem, Unread } from '../import/survey.ts';
import { STATUS_PAGE_TYPE } from '../policy/enrollment-configurations.ts';
import type { ManagementObject } from '../policy/management-object-store.ts';
import { findingWords, isForWindows } from '../policy/readable.ts';
import type { ReadExports } from './readiness-of-exports.ts';

export function worldOfExports({ management, access, groups }: ReadExports): {
  readonly world: World;
  readonly malformed: readonly Unread[];
} {
  const malformed: Unread[] = [];
  const readAs = <T>(
    kind: ManagementKind,
    read: (item: ManagementItem) => Result<T, readonly Finding[]>,
  ): readonly T[] =>
    management
      .filter((item) => item.kind === kind)
      .flatMap((item) => {
        const result = read(item);
        if (result.ok) return [result.value];
        malformed.push({ origin: item.origin, reason: findingWords(result.error) });
        return [];
      });
  const policies = readAs('configurationPolicy', ({ body }) => parseConfigurationPolicy(body)).map((it) => it.policy);
  const pages = readAs('enrollmentConfiguration', ({ body }) => parseEnrollmentConfiguration(body));
  const restorePages = pages.flatMap((it) => (it.kind === 'restorePage' ? [it.configuration] : []));
  const filters = readAs('assignmentFilter', ({ body }) =>
    isForWindows(body['platform']) ? parseAssignmentFilter(body) : ok<AssignmentFilter | undefined>(undefined),
  ).filter((it) => it !== undefined);
  const { sound, malformed: unsound } = withoutMalformed(readExports(access));
  for (const origin of unsound) malformed.push({ origin, reason: 'it can not be read: see keepsake ca check' });
  const names = groups.map(({ groupId, displayName }) => [groupId, displayName] as const);
  return {
    malformed,
    world: {
      policies,
      restorePages,
      filters,
      statusPages: statusPagesOf(management),
      ...(sound.policies.length === 0 ? {} : { conditionalAccess: tenantFromExports(sound, names) }),
      choices: DEFAULT_CHOICES,
      otherGroupIds: objectsOf(management).profiles.flatMap(({ assignments }) => groupsIn(assignments)),
      unknown: { policies: policies.length === 0, restorePages: restorePages.length === 0 },
    },
  };
}

/** As the tables of a service would have them. */
export function objectsOf(management: readonly ManagementItem[]): ProvisioningObjects {
  const of = (kind: ManagementKind): readonly ManagementObject[] =>
    management.filter((item) => item.kind === kind).map(({ body }) => objectOf(body));
  return { profiles: of('autopilotProfile'), policies: of('configurationPolicy') };
}

function objectOf(body: ManagementItem['body']): ManagementObject {
  const { id, assignments } = body;
  return {
    id: typeof id === 'string' ? id : '',
    body,
    assignments: Array.isArray(assignments) ? assignments : [],
    version: 1,
    createdAt: LONG_AGO,
    modifiedAt: LONG_AGO,
  };
}

const LONG_AGO = new Date(0);

function statusPagesOf(management: readonly ManagementItem[]): World['statusPages'] {
  return management
    .filter(({ kind, body }) => kind === 'enrollmentConfiguration' && body['@odata.type'] === STATUS_PAGE_TYPE)
    .map(({ body }) => ({
      priority: typeof body['priority'] === 'number' ? body['priority'] : 0,
      installsQualityUpdates: body['installQualityUpdates'] === true,
      assignments: assignmentsOf(body['assignments']),
    }));
}

function groupsIn(assignments: ManagementObject['assignments']): readonly string[] {
  return assignmentsOf([...assignments]).flatMap(({ target }) => ('groupId' in target ? [target.groupId] : []));
}

function assignmentsOf(json: ManagementItem['body'][string] | undefined): readonly Assignment[] {
  const parsed = parseAssignments(json ?? []);
  return parsed.ok ? parsed.value : [];
}
