// Whether a rollout should go on to its next ring, wait, or stop: from what was measured in the ring that is under way and what
// is there in the next. It only proposes, with every reason; a person decides.
//
// Guarantees: never "go on" while any criterion is open or does not hold; "stop" as soon as restores can not reach the success
// rate any more within the sample, even if all that are still to come succeed, or problems are more than were allowed; one
// more success, or one problem less, never turns anything for the worse.

import type { ExitCriteria, Ring, RingMeasures } from './ring.ts';
import { courseOf, ringStateOf } from './ring.ts';

export type CriterionName =
  | 'days'
  | 'restores'
  | 'successRate'
  | 'medianMinutes'
  | 'problemsPerThousand'
  | 'devices'
  | 'checkedInShare';

export type Criterion = {
  readonly name: CriterionName;
  readonly ringId: string;
  /** `exit` of the ring that is under way, `entry` of the next. */
  readonly of: 'entry' | 'exit';
  /** `open`: too little was seen to say. */
  readonly holds: 'yes' | 'no' | 'open';
  /** Nothing to measure yet: null. */
  readonly value: number | null;
  readonly limit: number;
};

export type Proposal = {
  /** `goOn` from the last ring: the rollout is finished. `done`: it was. */
  readonly kind: 'goOn' | 'wait' | 'stop' | 'done';
  readonly criteria: readonly Criterion[];
};

export function proposeNext(rings: readonly Ring[], measures: ReadonlyMap<string, RingMeasures>): Proposal {
  const { current, next } = courseOf(rings);
  if (current === undefined && next === undefined) return { kind: rings.length === 0 ? 'wait' : 'done', criteria: [] };
  const criteria = [
    ...(current === undefined ? [] : exitCriteria(current, measures.get(current.ringId) ?? NOTHING)),
    ...(next === undefined ? [] : entryCriteria(next, measures.get(next.ringId) ?? NOTHING)),
  ];
  const isStopped = current !== undefined && ringStateOf(current) === 'stopped';
  return { kind: kindOf(criteria, isStopped), criteria };
}

const NOTHING: RingMeasures = {
  people: 0,
  devices: 0,
  checkedInDevices: 0,
  days: 0,
  restoresCompleted: 0,
  restoresFailed: 0,
  problemDevices: 0,
};

function kindOf(criteria: readonly Criterion[], isStopped: boolean): Proposal['kind'] {
  if (criteria.some(({ name, holds }) => holds === 'no' && ALARMING.includes(name))) return 'stop';
  if (isStopped) return 'wait';
  return criteria.every(({ holds }) => holds === 'yes') ? 'goOn' : 'wait';
}

const ALARMING: readonly CriterionName[] = ['successRate', 'problemsPerThousand'];

export function exitCriteria({ ringId, exit }: Ring, measured: RingMeasures): readonly Criterion[] {
  const { restoresCompleted, restoresFailed, medianSeconds, problemDevices, devices } = measured;
  const ended = restoresCompleted + restoresFailed;
  const isEnough = ended >= exit.restoresMin;
  const rate = ended === 0 ? null : restoresCompleted / ended;
  const minutes = medianSeconds === undefined ? null : medianSeconds / 60;
  const problems = devices === 0 ? null : (problemDevices / devices) * 1000;
  const of = { ringId, of: 'exit' } as const;
  return [
    { ...of, name: 'days', value: measured.days, limit: exit.daysMin, holds: atLeast(measured.days, exit.daysMin) },
    { ...of, name: 'restores', value: ended, limit: exit.restoresMin, holds: isEnough ? 'yes' : 'open' },
    { ...of, name: 'successRate', value: rate, limit: exit.successRateMin, holds: rateHolds(measured, exit) },
    {
      ...of,
      name: 'medianMinutes',
      value: minutes,
      limit: exit.medianMinutesMax,
      holds: !isEnough || minutes === null ? 'open' : minutes <= exit.medianMinutesMax ? 'yes' : 'no',
    },
    {
      ...of,
      name: 'problemsPerThousand',
      value: problems,
      limit: exit.problemsPerThousandMax,
      holds: problems === null ? 'open' : problemDevices <= allowedProblems(devices, exit) ? 'yes' : 'no',
    },
  ];
}

/** Judged before the sample is full, too: so many failures can be there that successes do not help any more. */
function rateHolds({ restoresCompleted, restoresFailed }: RingMeasures, exit: ExitCriteria): Criterion['holds'] {
  const ended = restoresCompleted + restoresFailed;
  const sample = Math.max(ended, exit.restoresMin, 1);
  if ((sample - restoresFailed) / sample < exit.successRateMin) return 'no';
  return ended >= exit.restoresMin && ended > 0 ? 'yes' : 'open';
}

/** In a small ring a single device would be too many already, and it says nothing; unless none was to have any. */
function allowedProblems(devices: number, { problemsPerThousandMax }: ExitCriteria): number {
  return problemsPerThousandMax === 0 ? 0 : Math.max(1, Math.floor((problemsPerThousandMax * devices) / 1000));
}

export function entryCriteria({ ringId, entry }: Ring, measured: RingMeasures): readonly Criterion[] {
  const { devices, checkedInDevices } = measured;
  const share = devices === 0 ? null : checkedInDevices / devices;
  const { devicesMin, checkedInShareMin } = entry;
  const of = { ringId, of: 'entry' } as const;
  return [
    { ...of, name: 'devices', value: devices, limit: devicesMin, holds: atLeast(devices, devicesMin) },
    {
      ...of,
      name: 'checkedInShare',
      value: share,
      limit: checkedInShareMin,
      holds: checkedInShareMin === 0 ? 'yes' : share === null ? 'open' : atLeast(share, checkedInShareMin),
    },
  ];
}

/** What time and people still bring is open, not wrong. */
function atLeast(value: number, limit: number): 'yes' | 'open' {
  return value >= limit ? 'yes' : 'open';
}
