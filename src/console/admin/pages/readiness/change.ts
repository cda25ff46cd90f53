// A change as an address says it → as the service takes it; nothing while something is still to be chosen.

import type { ReadinessChangeBody } from '../../../../protocol/operations/readiness.ts';
import type { ChangeSearch } from './readiness-search.ts';

/** In `object`: a configuration of the restore page that is made for it. */
export const NEW = 'new';

export function changeOf(search: ChangeSearch): ReadinessChangeBody | undefined {
  const { kind, object, access: policyId, app: applicationId, group: groupId } = search;
  switch (kind) {
    case undefined:
      return undefined;
    case 'restorePage':
      return restorePageOf(search);
    case 'policy':
      return policyOf(search);
    case 'assign':
      return object === undefined || search.assignments === undefined
        ? undefined
        : { kind, objectId: object, assignments: [...search.assignments] };
    case 'remove':
      return object === undefined ? undefined : { kind, objectId: object };
    case 'minimumBuild':
      return minimumOf(search);
    case 'excludeApplication':
      return policyId === undefined ? undefined : { kind, policyId, ...(applicationId && { applicationId }) };
    case 'retireGroup':
      return groupId === undefined ? undefined : { kind, groupId };
  }
}

function restorePageOf({ state = 'enabled', object, assignments = [] }: ChangeSearch): ReadinessChangeBody | undefined {
  const kind = 'restorePage';
  if (object === undefined) return { kind, state };
  if (object !== NEW) return { kind, state, configurationId: object };
  return assignments.length === 0 ? undefined : { kind, state, assignments: [...assignments] };
}

function policyOf({ policy, state, assignments = [] }: ChangeSearch): ReadinessChangeBody | undefined {
  if (policy === undefined) return undefined;
  const chosen = state === 'disabled' ? 'disabled' : 'enabled';
  return { kind: 'policy', policy, state: chosen, ...(assignments.length > 0 && { assignments: [...assignments] }) };
}

function minimumOf({ build, revision, occasion }: ChangeSearch): ReadinessChangeBody | undefined {
  if (build === undefined || revision === undefined) return undefined;
  return { kind: 'minimumBuild', build, revision, ...(occasion && { occasion }) };
}
