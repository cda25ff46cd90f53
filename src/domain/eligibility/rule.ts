// What a rule is: one reasoned check of one condition. Each stands in a file of its own in rules/; the list of all of them is
// RULES in rules.ts. Rules are all evaluated, so that an administrator sees every reason at once.

import type { Occasion } from '../enrollment/phase.ts';
import type { TenantChoices } from './choices.ts';
import type { EligibilityFacts } from './facts.ts';

export type Rule = {
  /** Kebab-case, stable for ever: stored decisions name it. */
  readonly id: string;
  /** What has to be so, for lists of requirements: "The device is joined to Entra". */
  readonly title: string;
  readonly occasions: readonly Occasion[];
  /** `service`: a limit of Microsoft's service and not of the matter, which the organization may lift; `technical`: nobody can. */
  readonly limit: 'technical' | 'service';
  /** Rows of the table of requirements that it holds, such as `R9`. */
  readonly requirements: readonly string[];
  /** Where the condition comes from, for people. */
  readonly source: string;
  readonly judge: (facts: EligibilityFacts, choices: TenantChoices) => Judgement;
};

export type Judgement =
  | { readonly holds: 'yes' /** What was seen: "Entra joined". */; readonly evidence: string }
  | ({ readonly holds: 'no'; readonly evidence: string } & Explanation)
  | {
      readonly holds: 'unknown' /** Names of facts, such as `device.joinState`. */;
      readonly missing: readonly string[];
    };

/** Why not, in words a help desk can read out. */
export type Explanation = {
  /** Stable, kebab-case; one rule may have several. */
  readonly code: string;
  /** For administrators. */
  readonly administrator: string;
  /** For the person at the screen: no jargon, nothing they can not do anything about left open. */
  readonly person: string;
  /** The smallest thing that changes the answer, and who does it. */
  readonly fix: string;
};
