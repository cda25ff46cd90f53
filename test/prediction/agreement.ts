// Predicted against lived: for each device of a made-up organization, what readiness says of it from exports alone beside what
// truly happens when it is set up. A prediction that stays open counts as right only if filling in what it says is missing
// makes it so.

import { decide } from '../../src/domain/eligibility/decide.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { factsOn, setUpAnew, type SubjectFacts } from '../../src/domain/readiness/subject.ts';
import type { Device, Organization } from './organization.ts';
import { predictionsFor } from './predict.ts';
import { type Ending, liveOn } from './set-up.ts';
import { completed } from './truth.ts';

export type Agreement = {
  readonly devices: number;
  /** One for each device and occasion. */
  readonly predictions: number;
  /** Eligible or not, without missing facts. */
  readonly definite: number;
  /** Times that it came to a backup or an offer. */
  readonly happened: number;
  readonly disagreements: readonly Disagreement[];
};

export type Disagreement = {
  readonly seed: number;
  readonly device: Device;
  readonly occasion: Occasion;
  readonly predicted: string;
  /** `it happened`: it was lived to its end. */
  readonly lived: Ending;
};

/** `lived`: what is lived, where that is to be something else than what is exported. */
export function agreementIn(organization: Organization, lived: Organization = organization): Agreement {
  return agreementWith(organization, (device, occasion) => liveOn(device, lived)[occasion]);
}

/** `endingOf`: `undefined` where it happens. */
export function agreementWith(
  organization: Organization,
  endingOf: (device: Device, occasion: Occasion) => Ending | undefined,
): Agreement {
  const predictions = predictionsFor(organization);
  let [definite, happened] = [0, 0];
  const disagreements: Disagreement[] = [];
  for (const device of organization.devices) {
    const facts = predictions.get(device.name);
    if (facts === undefined) throw new Error(`seed ${organization.seed}: nothing is predicted of ${device.name}`);
    for (const occasion of OCCASIONS) {
      const lived = endingOf(device, occasion);
      const { isDefinite, disagreement } = compare(device, facts, occasion, lived);
      if (lived === undefined) happened += 1;
      if (isDefinite) definite += 1;
      if (disagreement !== undefined) disagreements.push({ seed: organization.seed, ...disagreement });
    }
  }
  const { length: devices } = organization.devices;
  return { devices, predictions: devices * OCCASIONS.length, definite, happened, disagreements };
}

/** Of the predictions, at least so many are right. */
const LEAST = 0.995;

export function isEnough({ predictions, disagreements }: Agreement): boolean {
  return predictions - disagreements.length >= LEAST * predictions;
}

export function sumOf(agreements: readonly Agreement[]): Agreement {
  const total = (count: (of: Agreement) => number): number => agreements.reduce((sum, it) => sum + count(it), 0);
  return {
    devices: total(({ devices }) => devices),
    predictions: total(({ predictions }) => predictions),
    definite: total(({ definite }) => definite),
    happened: total(({ happened }) => happened),
    disagreements: agreements.flatMap(({ disagreements }) => disagreements),
  };
}

function compare(device: Device, facts: SubjectFacts, occasion: Occasion, lived: Ending | undefined) {
  const first = verdictOn(facts, occasion);
  const isDefinite = !first.startsWith('unknown');
  const last = isDefinite
    ? first
    : verdictOn(setUpAnew(completed(facts, device), DEFAULT_CHOICES.buildTable), occasion);
  const isRight = last === 'eligible' ? lived === undefined : last.startsWith('ineligible') && lived !== undefined;
  if (isRight) return { isDefinite, disagreement: undefined };
  const predicted = isDefinite ? first : `${first}, then ${last}`;
  return {
    isDefinite,
    disagreement: { device, occasion, predicted, lived: lived ?? 'it happened' },
  };
}

/** `eligible`, `ineligible: build-too-old`, `unknown: enrollment.path` */
function verdictOn(facts: SubjectFacts, occasion: Occasion): string {
  const { verdict, findings } = decide(factsOn(facts, occasion), DEFAULT_CHOICES);
  const words = findings.flatMap((finding) => {
    if (verdict === 'ineligible') return finding.holds === 'no' ? [finding.code] : [];
    return finding.holds === 'unknown' ? finding.missing : [];
  });
  return [verdict, words.join(', ')].filter((part) => part !== '').join(': ');
}
