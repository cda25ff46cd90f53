// Which devices a pilot needs so that nothing in the fleet is met for the first time after it: every hardware model, build, way
// of joining and provisioning that there is, and of their combinations in pairs as many as these few devices can have.
//
// Guarantees: every value that occurs is on a chosen device; each device adds a value that those before it lack, so there are
// never more devices than values; the same fleet proposes the same. It is the greedy cover: always the device with the most new
// values, among these the one with the most new pairs, among these the kind that most devices are of. For n values the number
// of devices is within a factor of 1 + ln n of the smallest there is, and to find a smaller one in general is NP-hard.

/** What devices differ in, as far as it matters to backing up and restoring. */
export const TRAITS = ['model', 'build', 'join', 'provisioning', 'cloudPc'] as const;
export type Trait = (typeof TRAITS)[number];

/** What is not known of a device is left out, and nothing is proposed for it. */
export type Traits = { readonly [T in Trait]?: string };

export type PilotDevice = { readonly name: string; readonly person?: string };

/** Devices that have the same traits. */
export type DeviceKind = {
  readonly traits: Traits;
  readonly count: number;
  /** One of them, or a few, by which an administrator finds them. */
  readonly examples: readonly PilotDevice[];
};

export type TraitValue = { readonly trait: Trait; readonly value: string };

export type Pilot = {
  readonly chosen: readonly (DeviceKind & { readonly adds: readonly TraitValue[] })[];
  readonly valueCount: number;
  /** Of the pairs of values that occur together on a device. */
  readonly pairs: { readonly covered: number; readonly all: number };
};

export function proposePilot(kinds: readonly DeviceKind[]): Pilot {
  const candidates = kinds.map(candidateOf).toSorted(byWeight);
  const wanted = new Set(candidates.flatMap(({ values }) => values));
  const pairs = new Set(candidates.flatMap((candidate) => candidate.pairs));
  const open = { values: new Set(wanted), pairs: new Set(pairs) };
  const chosen: Pilot['chosen'][number][] = [];
  while (open.values.size > 0) {
    // Something is left, so some kind of device has it.
    const best = candidates.reduce((one, other) => (isBetter(gainOf(other, open), gainOf(one, open)) ? other : one));
    const adds = best.values.filter((value) => open.values.has(value)).map(valueNamed);
    chosen.push({ ...best.kind, adds });
    for (const value of best.values) open.values.delete(value);
    for (const pair of best.pairs) open.pairs.delete(pair);
  }
  return { chosen, valueCount: wanted.size, pairs: { covered: pairs.size - open.pairs.size, all: pairs.size } };
}

/** What of the fleet these devices lack. */
export function missingIn(pilot: readonly Traits[], fleet: readonly DeviceKind[]): readonly TraitValue[] {
  const there = new Set(pilot.flatMap(valuesOf));
  const all = new Set(fleet.flatMap(({ traits }) => valuesOf(traits)));
  return [...all]
    .filter((value) => !there.has(value))
    .toSorted()
    .map(valueNamed);
}

/** Devices alike in everything are one kind; the first few names stay as examples. */
export function kindsOf(devices: Iterable<{ readonly traits: Traits } & PilotDevice>): readonly DeviceKind[] {
  const kinds = new Map<string, { traits: Traits; count: number; examples: PilotDevice[] }>();
  for (const { traits, ...device } of devices) {
    const key = valuesOf(traits).join('\n');
    const kind = kinds.get(key) ?? { traits, count: 0, examples: [] };
    kinds.set(key, kind);
    kind.count += 1;
    if (kind.examples.length < EXAMPLES_MAX) kind.examples.push(device);
  }
  return [...kinds.values()];
}

const EXAMPLES_MAX = 3;

type Candidate = { readonly kind: DeviceKind; readonly values: readonly string[]; readonly pairs: readonly string[] };

function candidateOf(kind: DeviceKind): Candidate {
  const values = valuesOf(kind.traits);
  const pairs = values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one}\n${other}`));
  return { kind, values, pairs };
}

/** `model=Latitude 7450`, in the order of the traits. */
function valuesOf(traits: Traits): readonly string[] {
  return TRAITS.flatMap((trait) => (traits[trait] === undefined ? [] : [`${trait}=${traits[trait]}`]));
}

function valueNamed(text: string): TraitValue {
  const at = text.indexOf('=');
  return { trait: text.slice(0, at) as Trait, value: text.slice(at + 1) };
}

/** So that nothing depends on the order in which devices are given. */
function byWeight(one: Candidate, other: Candidate): number {
  return other.kind.count - one.kind.count || (one.values.join('\n') < other.values.join('\n') ? -1 : 1);
}

type Gain = readonly [values: number, pairs: number];

function gainOf(candidate: Candidate, open: { values: ReadonlySet<string>; pairs: ReadonlySet<string> }): Gain {
  return [
    candidate.values.filter((value) => open.values.has(value)).length,
    candidate.pairs.filter((pair) => open.pairs.has(pair)).length,
  ];
}

function isBetter([values, pairs]: Gain, [otherValues, otherPairs]: Gain): boolean {
  return values > otherValues || (values === otherValues && pairs > otherPairs);
}
