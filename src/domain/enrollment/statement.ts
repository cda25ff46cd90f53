// What one record says of a device: a fact and the values that are left for it once the record is believed. Most records
// say one value; some only rule others out ("joined by the device alone": self-deploying or pre-provisioned).

import type { DeviceFacts } from '../device/device-facts.ts';
import type { EnrollmentFacts } from './enrollment-facts.ts';

/** Named as in decisions: `device.joinState`, `enrollment.path`. */
export type FactName =
  | `device.${Exclude<keyof DeviceFacts, 'windowsBuild' | 'updateRevision'>}`
  | `enrollment.${keyof EnrollmentFacts}`
  | 'enrollmentProfileName';

export type FactValue = string | number | boolean;

export type Statement = {
  readonly fact: FactName | VersionFact;
  /** At least one. */
  readonly values: readonly FactValue[];
  /** `implied`: it follows from something else that the record says, and gives way to whoever says it outright. */
  readonly strength: 'said' | 'implied';
};

/** A build and its revision belong together: a revision counts for its own build alone. */
export type VersionFact = 'device.windowsBuild' | `device.updateRevision of ${number}`;

export function said(fact: Statement['fact'], ...values: readonly (FactValue | undefined)[]): readonly Statement[] {
  return statement('said', fact, values);
}

export function implied(fact: Statement['fact'], ...values: readonly (FactValue | undefined)[]): readonly Statement[] {
  return statement('implied', fact, values);
}

/** None where the record leaves the value out. */
function statement(
  strength: Statement['strength'],
  fact: Statement['fact'],
  values: readonly (FactValue | undefined)[],
): readonly Statement[] {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? [] : [{ fact, values: known, strength }];
}
