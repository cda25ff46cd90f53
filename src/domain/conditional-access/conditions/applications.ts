// Target resources: applications, user actions and authentication contexts. A policy for "all resources" covers every
// application and neither user actions nor authentication contexts, which have to be named.

import { isGuid } from '../names.ts';
import { type ApplicationAssignment, KNOWN } from '../policy.ts';
import type { Target, TargetApplication } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { any, ternary, type Ternary } from '../../../lib/ternary.ts';
import { SUITES, wellKnownApplication } from '../well-known.ts';
import { filterClauses } from './filtered.ts';
import { type Clause, includedUnless, isValue, type Judgement, unique } from './judgement.ts';

export function judgeTarget(assignment: ApplicationAssignment, target: Target, tenant: Tenant): Judgement {
  switch (target.kind) {
    case 'userAction':
      return includedUnless(
        'userActions',
        assignment.userActions.map((it) => ({
          holds: isValue(target.action, it, KNOWN.userActions),
          words: `user action ${it}`,
          needs: [`what the user action ${it} is`],
        })),
        [],
      );
    case 'authenticationContext':
      return includedUnless(
        'authenticationContext',
        assignment.authenticationContexts.map((it) => contextClause(it, target.value)),
        [],
      );
    case 'application':
      return judgeApplications(assignment, target.applications, tenant);
  }
}

/** A request for several applications is caught as soon as one of them is. */
function judgeApplications(
  assignment: ApplicationAssignment,
  applications: readonly TargetApplication[],
  tenant: Tenant,
): Judgement {
  const judgements = applications.map((application) => judgeApplication(assignment, application, tenant));
  const matches = any(judgements.map((it) => it.matches));
  const telling = judgements.filter((it) => it.matches === matches);
  return {
    condition: 'application',
    matches,
    because: unique(telling.map(({ because }) => because)).join('; ') || 'no application is asked for',
    isSet: true,
    needs: unique(telling.flatMap(({ needs }) => needs)),
  };
}

function judgeApplication(
  assignment: ApplicationAssignment,
  application: TargetApplication,
  tenant: Tenant,
): Judgement {
  const clause = (reference: string): Clause => applicationClause(reference, application, tenant);
  const needs = ['custom security attributes of the application'];
  const attributes = application.attributes ?? (() => undefined);
  const clauses = (side: 'include' | 'exclude'): readonly Clause[] => [
    ...assignment[side].map(clause),
    ...filterClauses(assignment.filter, side, 'applications', attributes, needs),
  ];
  return includedUnless('application', clauses('include'), clauses('exclude'));
}

function applicationClause(reference: string, { id, suites }: TargetApplication, { names }: Tenant): Clause {
  const keyword = reference.toLowerCase();
  if (keyword === 'all') return { holds: 'yes', words: 'all resources' };
  if (keyword === 'none') return { holds: 'no', words: 'no application' };
  const suite = SUITES.find((known) => known.toLowerCase() === keyword);
  if (suite !== undefined) {
    const known = wellKnownApplication(id)?.suites ?? suites;
    const words = `the application group ${suite}`;
    return {
      holds: ternary(known?.includes(suite)),
      words,
      needs: [`does ${names.describe(id)} belong to ${suite}?`],
    };
  }
  const words = names.describe(reference);
  return { holds: sameApplication(reference, id, names.same(reference, id)), words, needs: [`is ${words} ${id}?`] };
}

/** Words that are neither an id nor a known name may be a group of applications that is newer than this program. */
function sameApplication(reference: string, id: string, same: Ternary): Ternary {
  return same === 'no' && !isGuid(reference) && isGuid(id) ? 'unknown' : same;
}

function contextClause(reference: string, wanted: string): Clause {
  return {
    holds: ternary(reference.toLowerCase() === wanted.toLowerCase()),
    words: `authentication context ${reference}`,
  };
}
