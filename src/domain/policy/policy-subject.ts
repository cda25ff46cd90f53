// Whom policies are resolved for: a person on a device. What is left out is not known, and every question that needs it is
// answered "unknown" with its name.

import { all, any, not, type Ternary } from '../../lib/ternary.ts';
import type { DeviceFacts } from '../device/device-facts.ts';

export type PolicySubject = {
  readonly userId?: string;
  readonly userGroupIds?: readonly string[];
  readonly deviceId?: string;
  readonly deviceGroupIds?: readonly string[];
  /** Groups that hold people alone: no device is in one of them, even where nobody knows the device's groups. */
  readonly peopleGroupIds?: readonly string[];
  readonly device: DeviceFacts;
  /** Of the Autopilot or bulk enrollment profile that the device came by; empty where it came without. */
  readonly enrollmentProfileName?: string;
};

/** An answer in three values, with the names of the facts without which it is unknown. */
export type Answer = { readonly is: Ternary; readonly missing: readonly string[] };

export function answer(is: Ternary, missing: readonly string[] = []): Answer {
  return { is, missing: is === 'unknown' ? [...new Set(missing)].toSorted() : [] };
}

export function allOf(answers: readonly Answer[]): Answer {
  return answer(all(answers.map(({ is }) => is)), missingIn(answers));
}

export function anyOf(answers: readonly Answer[]): Answer {
  return answer(any(answers.map(({ is }) => is)), missingIn(answers));
}

export function negated({ is, missing }: Answer): Answer {
  return answer(not(is), missing);
}

function missingIn(answers: readonly Answer[]): readonly string[] {
  return answers.flatMap(({ missing }) => missing);
}
