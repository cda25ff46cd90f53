// The sign-ins that a restore stands or falls with get through Conditional Access. Technical: without the token there is no backup
// to read. Microsoft's service fails silently here; Keepsake names the policy and the smallest change.

import type { ConditionalAccessFact } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const conditionalAccess: Rule = {
  id: 'conditional-access',
  title: 'Conditional Access lets the sign-ins of the restore through',
  occasions: ['oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R21', 'R22'],
  source: 'Microsoft: a token for the Activity Feed Service is needed',
  judge: ({ conditionalAccess: fact }) => (fact === undefined ? unknown('conditionalAccess') : judgeFact(fact)),
};

function judgeFact({ outcome, blockedBy, missing }: ConditionalAccessFact): Judgement {
  if (outcome === 'signedIn') return SIGNED_IN;
  if (outcome === 'passes') return PASSES;
  if (outcome === 'unknown')
    return missing.length > 0 ? unknown(...missing.map((what) => `conditionalAccess: ${what}`)) : NOT_EVALUATED;
  return blocked(blockedBy);
}

const SIGNED_IN = yes('Signed in already');
const PASSES = yes('No policy is in the way');
const NOT_EVALUATED = unknown('conditionalAccess');

function blocked(policies: ConditionalAccessFact['blockedBy']): Judgement {
  const names = policies.map(({ policyName }) => `"${policyName}"`).join(', ');
  const fixes = policies.map(({ policyName, fix }) => `In "${policyName}": ${fix}.`);
  return no(names === '' ? 'Blocked' : `Blocked by ${names}`, {
    code: 'conditional-access-blocks',
    administrator: `Conditional Access refuses the token that the restore needs${names === '' ? '' : `: ${names}`}.`,
    person:
      "Your organization's sign-in rules keep your backup from being reached from here. Your IT department can see which rule it is.",
    fix:
      fixes.length === 0
        ? 'Find the policy in the sign-in log of Entra and exclude the restore from it.'
        : fixes.join(' '),
  });
}
