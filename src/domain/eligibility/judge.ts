// How rules answer. The three answers have one shape each, so that a million of them cost little.

import type { Explanation, Judgement } from './rule.ts';

/** Pass a constant where it can be one: most rules hold for most devices. */
export function yes(evidence: string): Judgement {
  return { holds: 'yes', evidence };
}

export function no(evidence: string, { code, administrator, person, fix }: Explanation): Judgement {
  return { holds: 'no', evidence, code, administrator, person, fix };
}

/** Names of facts that would settle it, such as `device.joinState`. */
export function unknown(...missing: readonly string[]): Judgement {
  return { holds: 'unknown', missing };
}
