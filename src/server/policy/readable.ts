// What makes an object too broken to keep: it could not be acted on as it stands. What nobody here knows is kept all the same;
// settings that Keepsake does not act on are another program's business.

import { type Finding, FINDINGS, kindOf } from '../../domain/conditional-access/finding.ts';
import { parseAssignmentFilter } from '../../domain/policy/assignment-filter.ts';
import { parseConfigurationPolicy } from '../../domain/policy/configuration-policy.ts';
import { parseEnrollmentConfiguration } from '../../domain/policy/restore-page.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { NAME_LENGTH_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { RULES } from './collections.ts';
import { ENROLLMENT_TYPES } from './enrollment-configurations.ts';
import type { Body, Collection } from './management-object-store.ts';

/** `before`: what it is to take the place of; an object stays of its type. */
export function checkReadable(collection: Collection, body: Body, before?: Body): Result<void, Problem> {
  const wrong = [
    ...typeProblems(collection, body, before),
    ...nameProblems(collection, body),
    ...READERS[collection](body),
  ];
  return wrong.length === 0 ? ok(undefined) : fail({ code: 'bad-request', detail: wrong.join(' ') });
}

/** A sentence for each that is wrong, with its path. */
export function findingWords(findings: readonly Finding[]): string {
  return malformed(findings).join(' ');
}

/** Graph's name of the type, where objects of several kinds are together. */
const TYPES: Readonly<Record<Collection, readonly string[] | undefined>> = {
  configurationPolicies: undefined,
  assignmentFilters: undefined,
  deviceEnrollmentConfigurations: Object.keys(ENROLLMENT_TYPES),
  windowsAutopilotDeploymentProfiles: [
    '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
    '#microsoft.graph.activeDirectoryWindowsAutopilotDeploymentProfile',
  ],
};

const READERS: Readonly<Record<Collection, (body: Body) => readonly string[]>> = {
  configurationPolicies: (body) => problemsOf(parseConfigurationPolicy(body)),
  deviceEnrollmentConfigurations: (body) => problemsOf(parseEnrollmentConfiguration(body)),
  windowsAutopilotDeploymentProfiles: () => [],
  // Filters for other systems than Windows have attributes of their own, and nothing here turns on them.
  assignmentFilters: (body) =>
    isForWindows(body['platform']) ? problemsOf(parseAssignmentFilter({ id: 'new', ...body })) : [],
};

function typeProblems(collection: Collection, body: Body, before: Body | undefined): readonly string[] {
  const known = TYPES[collection];
  const type = body['@odata.type'];
  if (known === undefined) return [];
  if (typeof type !== 'string' || !known.includes(type))
    return [`$['@odata.type']: One is needed of ${known.join(', ')}.`];
  if (before === undefined || before['@odata.type'] === type) return [];
  return [`$['@odata.type']: It can not become another one.`];
}

function nameProblems(collection: Collection, body: Body): readonly string[] {
  const { nameMember, singular } = RULES[collection];
  const name = body[nameMember];
  if (typeof name !== 'string' || name.trim() === '') return [`$.${nameMember}: The ${singular} needs a name.`];
  if (name.length <= NAME_LENGTH_MAX) return [];
  return [`$.${nameMember}: The name is longer than ${NAME_LENGTH_MAX} characters.`];
}

function problemsOf(parsed: Result<unknown, readonly Finding[]>): readonly string[] {
  return parsed.ok ? [] : malformed(parsed.error);
}

function malformed(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => kindOf(finding) === 'malformed')
    .map(({ code, path, detail }) => `${path}: ${FINDINGS[code].title} ${detail}`);
}

export function isForWindows(platform: unknown): boolean {
  return typeof platform !== 'string' || /^windows/i.test(platform);
}
