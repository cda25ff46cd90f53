// Everything that records say of one device → facts. What no record says stays unknown; where records can not all be
// right, that is reported, and one of them is believed in this order:
//   1. what a record says outright, before what only follows from it;
//   2. the management service (managedDevice), the directory (device), the Cloud PC, Autopilot's list, then what was
//      configured: Enrollment Status Page, Autopilot profile, device preparation policy;
//   3. what was imported last; then the smaller text, so that the order in which records are given never matters.

import { canonicalJson } from '../../lib/canonical-json.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import type { EnrollmentFacts } from './enrollment-facts.ts';
import { readDirectoryDevice } from './read-directory-device.ts';
import { readManagedDevice } from './read-managed-device.ts';
import {
  readAutopilotIdentity,
  readAutopilotProfile,
  readCloudPc,
  readDevicePreparation,
  readEnrollmentStatusPage,
} from './read-provisioning.ts';
import type { KnownRecord, RecordBody, RecordKind } from './record.ts';
import type { FactValue, Statement } from './statement.ts';

export type RecordFacts = {
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  /** Of the Autopilot profile or device preparation policy that the device enrolled with. */
  readonly enrollmentProfileName?: string;
  /** Facts on which no value suits every record. */
  readonly disagreements: readonly Disagreement[];
};

export type Disagreement = {
  readonly fact: string;
  /** What each record leaves as possible, the one that is believed first. */
  readonly said: readonly { readonly by: RecordKind; readonly values: readonly FactValue[] }[];
};

/** `records` are all of one device, with the profiles and pages that apply to it. */
export function factsOfRecords(records: readonly KnownRecord[]): RecordFacts {
  const statements = records.flatMap(statementsOf).toSorted(byBelief);
  const facts = [...Map.groupBy(statements, ({ fact }) => fact)].map(([fact, all]) => resolve(fact, all));
  const known = new Map(facts.flatMap(({ fact, value }) => (value === undefined ? [] : [[fact, value]])));
  const build = known.get('device.windowsBuild');
  const revision = known.get(`device.updateRevision of ${build}`);
  if (revision !== undefined) known.set('device.updateRevision', revision);
  const profile = known.get('enrollmentProfileName');
  return {
    // Every reader says of a fact only what its type holds.
    device: section(known, /^device\.(\w+)$/),
    enrollment: section(known, /^enrollment\.(\w+)$/),
    ...(typeof profile === 'string' ? { enrollmentProfileName: profile } : {}),
    disagreements: facts
      .flatMap(({ disagreement }) => disagreement ?? [])
      .toSorted((a, b) => (a.fact < b.fact ? -1 : 1)),
  };
}

type Attributed = Statement & { readonly by: RecordKind; readonly importedAt: number };

const READERS: Readonly<Record<RecordKind, (body: RecordBody) => readonly Statement[]>> = {
  managedDevice: readManagedDevice,
  device: readDirectoryDevice,
  cloudPC: readCloudPc,
  autopilotDeviceIdentity: readAutopilotIdentity,
  enrollmentStatusPage: readEnrollmentStatusPage,
  autopilotProfile: readAutopilotProfile,
  devicePreparationPolicy: readDevicePreparation,
};

const RANKS: readonly string[] = Object.keys(READERS);

function statementsOf({ kind, body, importedAt }: KnownRecord): readonly Attributed[] {
  return READERS[kind](body).map((it) => ({ ...it, by: kind, importedAt }));
}

function byBelief(a: Attributed, b: Attributed): number {
  if (a.strength !== b.strength) return a.strength === 'said' ? -1 : 1;
  if (a.by !== b.by) return RANKS.indexOf(a.by) - RANKS.indexOf(b.by);
  if (a.importedAt !== b.importedAt) return b.importedAt - a.importedAt;
  const [left, right] = [canonicalJson(a.values), canonicalJson(b.values)];
  return left === right ? 0 : left < right ? -1 : 1;
}

type Resolved = { readonly fact: string; readonly value?: FactValue; readonly disagreement?: Disagreement };

/** Every statement narrows what those before it left, unless nothing would remain. One value that remains is known. */
function resolve(fact: string, statements: readonly Attributed[]): Resolved {
  let left: readonly FactValue[] | undefined;
  let isAgreed = true;
  for (const { values } of statements) {
    const narrowed = left === undefined ? values : left.filter((it) => values.some((value) => isSame(fact, it, value)));
    if (narrowed.length > 0) left = narrowed;
    else isAgreed = false;
  }
  const [value, ...others] = new Set(left);
  const said = statements.map(({ by, values }) => ({ by, values }));
  return {
    fact,
    ...(value === undefined || others.length > 0 ? {} : { value }),
    ...(isAgreed ? {} : { disagreement: { fact: fact.replace(/ of .*$/, ''), said } }),
  };
}

/** Windows ignores case in the names of devices; makers and models are written as each service pleases. */
function isSame(fact: string, a: FactValue, b: FactValue): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  return FREE_TEXTS.includes(fact) ? a.toLowerCase() === b.toLowerCase() : a === b;
}

const FREE_TEXTS: readonly string[] = [
  'device.deviceName',
  'device.manufacturer',
  'device.model',
  'enrollmentProfileName',
];

function section(known: ReadonlyMap<string, FactValue>, pattern: RegExp): Readonly<Record<string, FactValue>> {
  const facts = [...known].flatMap(([fact, value]) => {
    const name = pattern.exec(fact)?.[1];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(facts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
