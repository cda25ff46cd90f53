// A ring of a rollout: a group of people or of devices, when it may begin, and what has to be seen in it before the next one
// does. Rings come one after the other, and a ring that is stopped can be taken up again.

export type Ring = {
  readonly ringId: string;
  /** From 1; the order in which they begin. */
  readonly position: number;
  readonly displayName: string;
  readonly group: { readonly groupId: string; readonly displayName: string };
  /** What the group is made of; only these memberships count. */
  readonly members: 'people' | 'devices';
  readonly entry: EntryCriteria;
  readonly exit: ExitCriteria;
  /** Milliseconds since 1970, as the next. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly stop?: Stop;
};

export type Stop = { readonly at: number; readonly by: string; readonly reason: string };

export type EntryCriteria = {
  /** Devices of the ring that the service knows. */
  readonly devicesMin: number;
  /** Of these, the share that checked in within the last two weeks: the agent is on them. */
  readonly checkedInShareMin: number;
};

export type ExitCriteria = {
  readonly daysMin: number;
  /** Restores that ended: fewer say nothing. */
  readonly restoresMin: number;
  /** Completed among those that ended. */
  readonly successRateMin: number;
  readonly medianMinutesMax: number;
  /** Devices with a restore that failed or was taken back, among a thousand of the ring. */
  readonly problemsPerThousandMax: number;
};

/** For a pilot; later rings are larger and usually ask for more. */
export const DEFAULT_ENTRY: EntryCriteria = { devicesMin: 1, checkedInShareMin: 0 };
export const DEFAULT_EXIT: ExitCriteria = {
  daysMin: 7,
  restoresMin: 5,
  successRateMin: 0.95,
  medianMinutesMax: 30,
  problemsPerThousandMax: 50,
};

export type RingState = 'planned' | 'running' | 'stopped' | 'finished';

export function ringStateOf({ startedAt, finishedAt, stop }: Ring): RingState {
  if (stop !== undefined) return 'stopped';
  if (finishedAt !== undefined) return 'finished';
  return startedAt === undefined ? 'planned' : 'running';
}

/** Which one people are in now, and which comes next. */
export type Course = { readonly current?: Ring; readonly next?: Ring };

/** `rings` in their order. */
export function courseOf(rings: readonly Ring[]): Course {
  const current = rings.findLast(({ startedAt, finishedAt }) => startedAt !== undefined && finishedAt === undefined);
  const next = rings.find(({ startedAt }) => startedAt === undefined);
  return { ...(current === undefined ? {} : { current }), ...(next === undefined ? {} : { next }) };
}

/** What was measured in a ring since it began; of one that has not, what is there. */
export type RingMeasures = {
  readonly people: number;
  readonly devices: number;
  readonly checkedInDevices: number;
  readonly days: number;
  readonly restoresCompleted: number;
  readonly restoresFailed: number;
  readonly medianSeconds?: number;
  readonly problemDevices: number;
};
