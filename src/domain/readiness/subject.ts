// One person on one device, as readiness asks about them: on every occasion at once, and as if the device were set up anew. What
// somebody chose on the enrollment that ends then does not count, and what the device backed up so far is a backup from
// elsewhere: the question is what happens once it is wiped.

import type { ConditionalAccessFact, EligibilityFacts } from '../eligibility/facts.ts';
import type { Occasion } from '../enrollment/phase.ts';

export type SubjectFacts = Omit<EligibilityFacts, 'occasion' | 'conditionalAccess'> & {
  /** On demand a person signs in as at their first sign-in. */
  readonly conditionalAccess?: Readonly<Record<'oobe' | 'firstSignIn', ConditionalAccessFact>>;
};

/** What `decide` takes. */
export function factsOn({ conditionalAccess, ...facts }: SubjectFacts, occasion: Occasion): EligibilityFacts {
  if (conditionalAccess === undefined || occasion === 'backup') return { ...facts, occasion };
  const moment = occasion === 'oobe' ? 'oobe' : 'firstSignIn';
  return { ...facts, occasion, conditionalAccess: conditionalAccess[moment] };
}

export function setUpAnew(facts: SubjectFacts): SubjectFacts {
  const { backups, ...others } = facts;
  return {
    ...others,
    history: { isRestored: false },
    ...(backups === undefined ? {} : { backups: backups.map((backup) => ({ ...backup, isOfThisDevice: false })) }),
  };
}
