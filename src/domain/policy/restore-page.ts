// *Show restore page*: whether a person is offered a restore while the device enrolls. Microsoft has one switch for the tenant;
// Keepsake also takes configurations that are assigned to groups, so that a pilot comes before everybody.
//
// The rule: among the configurations that reach the subject, the one with the lowest priority number decides; one that is not
// configured decides nothing, and the next is asked; the tenant's default, which Graph gives the priority 0, comes last. An
// assignment that nobody can decide leaves the answer unknown unless all that could follow say the same.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Finding, isMalformed } from '../conditional-access/finding.ts';
import { membersOf } from '../conditional-access/members.ts';
import { type Assignment, reachOf, readAssignments } from './assignment.ts';
import type { AssignmentFilter } from './assignment-filter.ts';
import type { PolicySubject } from './policy-subject.ts';
import type { PolicyOriginOf, ResolvedToggle } from './resolved-policy.ts';

export type RestorePageConfiguration = {
  readonly id: string;
  readonly name: string;
  readonly state: RestorePageState;
  /** 0: the tenant's default, for everybody that no other one reaches. Otherwise 1 is asked first. */
  readonly priority: number;
  readonly assignments: readonly Assignment[];
};

export type RestorePageState = 'notConfigured' | 'enabled' | 'disabled';

export const RESTORE_PAGE_TYPE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';

export type EnrollmentConfiguration =
  | { readonly kind: 'restorePage'; readonly configuration: RestorePageConfiguration }
  /** Of another type, such as an Enrollment Status Page. */
  | { readonly kind: 'other'; readonly type: string };

/** Of any `deviceEnrollmentConfiguration`. */
export function parseEnrollmentConfiguration(json: Json): Result<EnrollmentConfiguration, readonly Finding[]> {
  const findings: Finding[] = [];
  const at = membersOf(json, '$', findings);
  const type = at.text('@odata.type') ?? '';
  if (type.toLowerCase() !== RESTORE_PAGE_TYPE.toLowerCase()) {
    if (type === '') at.report('missing-member', 'The type tells enrollment configurations apart.', '@odata.type');
    return isMalformed(findings) ? fail(findings) : ok({ kind: 'other', type });
  }
  const id = at.text('id') ?? '';
  const state = at.text('state') ?? 'notConfigured';
  const known = STATES.find((each) => each.toLowerCase() === state.toLowerCase());
  if (known === undefined) at.report('wrong-type', `The state is one of ${STATES.join(', ')}.`, 'state');
  const priority = at.number('priority') ?? 0;
  if (!Number.isSafeInteger(priority) || priority < 0) at.report('wrong-type', 'A priority counts from 0.', 'priority');
  const configuration = {
    id,
    name: at.text('displayName') ?? id,
    state: known ?? 'notConfigured',
    priority,
    assignments: readAssignments(at),
  };
  return isMalformed(findings) ? fail(findings) : ok({ kind: 'restorePage', configuration });
}

export function resolveRestorePage(
  configurations: readonly RestorePageConfiguration[],
  subject: PolicySubject,
  filters: readonly AssignmentFilter[],
): ResolvedToggle {
  const possible = configurations
    .filter(({ state }) => state !== 'notConfigured')
    .toSorted(inOrder)
    .map((configuration) => ({ configuration, reach: reach(configuration, subject, filters) }))
    .filter((each) => each.reach.is !== 'no');
  const certain = possible.findIndex(({ reach: { is } }) => is === 'yes');
  const asked = certain < 0 ? possible : possible.slice(0, certain + 1);
  const decider = certain < 0 ? undefined : possible[certain];
  const last = decider?.configuration.state ?? 'notConfigured';
  const missing = [...new Set(asked.flatMap((each) => each.reach.missing))].toSorted();
  if (asked.some(({ configuration }) => configuration.state !== last)) {
    return { state: 'unknown', origin: undefined, missing };
  }
  return { state: last, origin: decider === undefined ? undefined : originOf(decider) };
}

const STATES = ['notConfigured', 'enabled', 'disabled'] as const satisfies readonly RestorePageState[];

/** By priority, the default last; where Graph would not have two alike, the one that offers less first. */
function inOrder(one: RestorePageConfiguration, other: RestorePageConfiguration): number {
  const rank = ({ priority }: RestorePageConfiguration) => (priority === 0 ? Number.POSITIVE_INFINITY : priority);
  if (rank(one) !== rank(other)) return rank(one) - rank(other);
  if (one.state !== other.state) return one.state === 'disabled' ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

type Asked = { readonly configuration: RestorePageConfiguration; readonly reach: ReturnType<typeof reach> };

function reach(
  { priority, assignments }: RestorePageConfiguration,
  subject: PolicySubject,
  filters: readonly AssignmentFilter[],
) {
  return priority === 0
    ? { is: 'yes' as const, missing: [], through: { kind: 'everybody' as const } }
    : reachOf(assignments, subject, filters);
}

function originOf({ configuration: { id, name }, reach: { through } }: Asked): PolicyOriginOf {
  return { by: 'tenant', policyId: id, policyName: name, through: through ?? { kind: 'everybody' } };
}
