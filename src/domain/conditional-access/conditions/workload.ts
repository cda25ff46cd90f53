// Workload identities: is this service principal among those the policy is assigned to?

import type { WorkloadAssignment } from '../policy.ts';
import type { WorkloadIdentity } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { ternary } from '../../../lib/ternary.ts';
import { filterClauses } from './filtered.ts';
import { type Clause, includedUnless, type Judgement } from './judgement.ts';

export function judgeWorkload(assignment: WorkloadAssignment, identity: WorkloadIdentity, tenant: Tenant): Judgement {
  const clause = (reference: string): Clause => principalClause(reference, identity, tenant);
  const needs = ['custom security attributes of the service principal'];
  const attributes = identity.attributes ?? (() => undefined);
  const clauses = (side: 'include' | 'exclude'): readonly Clause[] => [
    ...assignment[side].map(clause),
    ...filterClauses(assignment.filter, side, 'service principals', attributes, needs),
  ];
  return includedUnless('workloadIdentities', clauses('include'), clauses('exclude'));
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
