// Workload identities: is this service principal among those the policy is assigned to?

import { judgeRule } from '../filter/judge.ts';
import type { Filter, WorkloadAssignment } from '../policy.ts';
import type { WorkloadIdentity } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { ternary } from '../ternary.ts';
import { type Clause, includedUnless, type Judgement } from './judgement.ts';

export function judgeWorkload(assignment: WorkloadAssignment, identity: WorkloadIdentity, tenant: Tenant): Judgement {
  const clause = (reference: string): Clause => principalClause(reference, identity, tenant);
  const { filter } = assignment;
  return includedUnless(
    'workloadIdentities',
    [...assignment.include.map(clause), ...filtered(filter, 'include', identity)],
    [...assignment.exclude.map(clause), ...filtered(filter, 'exclude', identity)],
  );
}

function principalClause(reference: string, { id, isOwn }: WorkloadIdentity, { names }: Tenant): Clause {
  if (reference.toLowerCase() === 'serviceprincipalsinmytenant') {
    return {
      holds: ternary(isOwn),
      words: 'all own service principals',
      needs: ['is the service principal registered in this tenant only?'],
    };
  }
  const words = `service principal ${names.describe(reference)}`;
  return { holds: id === undefined ? 'unknown' : names.same(reference, id), words, needs: [`is it ${words}?`] };
}

function filtered(
  filter: Filter | undefined,
  side: 'include' | 'exclude',
  { attributes }: WorkloadIdentity,
): readonly Clause[] {
  if (filter === undefined || (filter.mode ?? 'include') !== side) return [];
  const holds = filter.rule === undefined ? 'unknown' : judgeRule(filter.rule, attributes ?? (() => undefined));
  return [
    {
      holds,
      words: `service principals where ${filter.text}`,
      needs: ['custom security attributes of the service principal'],
    },
  ];
}
