// All findings together, and what follows. Stored with the version of the rules, so that last month's refusal can still be
// explained.

import type { Occasion } from '../enrollment/phase.ts';
import type { Judgement } from './rule.ts';

export type Decision = {
  readonly occasion: Occasion;
  /** `eligible` exactly when every rule holds; `ineligible` as soon as one does not; otherwise `unknown`. */
  readonly verdict: 'eligible' | 'ineligible' | 'unknown';
  /** One for each rule of the occasion, in the order of the list. */
  readonly findings: readonly Finding[];
  readonly ruleSetVersion: string;
  readonly buildTableVersion: string;
};

export type Finding = {
  readonly ruleId: string;
  /** The rule is a limit of Microsoft's service that the tenant lifted: whatever it says does not count. */
  readonly isLifted: boolean;
} & Judgement;
