// What is asked when somebody is decided about.

import type { PersonFacts } from '../../domain/eligibility/facts.ts';
import type { Occasion } from '../../domain/enrollment/phase.ts';

export type Question = {
  readonly userId: string;
  readonly deviceId: string;
  readonly occasion: Occasion;
  /** The person asks with a token of their own, so they have passed Conditional Access. */
  readonly isSignedIn: boolean;
  readonly account: PersonFacts['account'];
};
