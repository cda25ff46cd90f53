// The rollout: its rings with what was measured in them and what is proposed next; the checklist that checks itself; exceptions and
// acknowledgements. Counts and names of devices, never a content of a backup.

import { type Static, Type } from 'typebox';
import { ACKNOWLEDGEMENT_SUBJECTS } from '../../domain/rollout/acknowledgement.ts';
import { CHECKLIST_ITEMS } from '../../domain/rollout/checklist.ts';
import { TRAITS } from '../../domain/rollout/pilot.ts';
import { NAME_LENGTH_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, Nothing, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const OptionalInstant = Type.Union([Instant, Type.Null()]);
const OptionalNumber = Type.Union([Type.Number(), Type.Null()]);
const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX, pattern: '^\\S(.*\\S)?$' });
const Sentence = Type.String({ minLength: 3, maxLength: 500, pattern: '^\\S.*\\S$' });
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', format: 'date' });

const ENTRY = { devicesMin: Count, checkedInShareMin: Share };
const EXIT = {
  daysMin: Count,
  restoresMin: Type.Integer({ minimum: 1 }),
  successRateMin: Share,
  medianMinutesMax: Type.Number({ exclusiveMinimum: 0 }),
  problemsPerThousandMax: Type.Number({ minimum: 0, maximum: 1000 }),
};

export const RolloutRing = Type.Object({
  ringId: Uuid,
  position: Type.Integer({ minimum: 1 }),
  displayName: Type.String(),
  group: Type.Object({ groupId: Uuid, displayName: Type.String() }),
  members: Type.Enum(['people', 'devices']),
  entry: Type.Object(ENTRY),
  exit: Type.Object(EXIT),
  state: Type.Enum(['planned', 'running', 'stopped', 'finished']),
  startedAt: OptionalInstant,
  finishedAt: OptionalInstant,
  stop: Type.Union([Type.Object({ at: Instant, by: Type.String(), reason: Type.String() }), Type.Null()]),
  measured: Type.Object({
    people: Count,
    devices: Count,
    checkedInDevices: Count,
    restoresCompleted: Count,
    restoresFailed: Count,
    medianSeconds: OptionalNumber,
    problemDevices: Count,
  }),
});
export type RolloutRing = Static<typeof RolloutRing>;

export const RolloutCriterion = Type.Object({
  name: Type.Enum([
    'days',
    'restores',
    'successRate',
    'medianMinutes',
    'problemsPerThousand',
    'devices',
    'checkedInShare',
  ]),
  ringId: Uuid,
  of: Type.Enum(['entry', 'exit']),
  holds: Type.Enum(['yes', 'no', 'open']),
  value: OptionalNumber,
  limit: Type.Number(),
  words: Type.String(),
});
export type RolloutCriterion = Static<typeof RolloutCriterion>;

export const RolloutException = Type.Object({
  exceptionId: Uuid,
  subject: Type.String(),
  owner: Type.String(),
  fallback: Type.String(),
  endsOn: Type.String({ description: 'YYYY-MM-DD: the last day that it holds for.' }),
  state: Type.Enum(['holds', 'ended', 'closed']),
  addedAt: Instant,
  closedAt: OptionalInstant,
});
export type RolloutException = Static<typeof RolloutException>;

const Subject = Type.Enum([...ACKNOWLEDGEMENT_SUBJECTS]);

export const RolloutAcknowledgement = Type.Object({
  subject: Subject,
  by: Type.String(),
  role: Type.String(),
  at: Instant,
});
export type RolloutAcknowledgement = Static<typeof RolloutAcknowledgement>;

export const Rollout = Type.Object({
  rings: Type.Array(RolloutRing),
  proposal: Type.Object({
    kind: Type.Enum(['goOn', 'wait', 'stop', 'done']),
    words: Type.String(),
    criteria: Type.Array(RolloutCriterion),
  }),
  exceptions: Type.Array(RolloutException),
  acknowledgements: Type.Array(RolloutAcknowledgement),
});
export type Rollout = Static<typeof Rollout>;

const Traits = Type.Partial(Type.Record(Type.Enum([...TRAITS]), Type.String()));
const Trait = Type.Enum([...TRAITS]);

export const RolloutChecklist = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.Enum([...CHECKLIST_ITEMS]),
      title: Type.String(),
      state: Type.Enum(['done', 'open', 'attention']),
      evidence: Type.Array(
        Type.Object({
          code: Type.String(),
          holds: Type.Enum(['yes', 'no', 'open']),
          about: Type.Optional(Type.String()),
          trait: Type.Optional(Trait),
          count: Type.Optional(Count),
          of: Type.Optional(Count),
          fix: Type.Optional(Type.String()),
          words: Type.String(),
        }),
      ),
    }),
  ),
  /** The fewest devices by which everything in the fleet is met. */
  pilot: Type.Object({
    chosen: Type.Array(
      Type.Object({
        traits: Traits,
        /** How many devices are like it. */
        count: Count,
        examples: Type.Array(Type.Object({ name: Type.String(), person: Type.Optional(Type.String()) })),
        adds: Type.Array(Type.Object({ trait: Trait, value: Type.String() })),
      }),
    ),
    valueCount: Count,
    pairs: Type.Object({ covered: Count, all: Count }),
  }),
});
export type RolloutChecklist = Static<typeof RolloutChecklist>;

export const NewRolloutRing = Type.Object(
  {
    displayName: Name,
    /** Name of a group that the service knows, or the id of any. */
    group: Name,
    members: Type.Optional(Type.Enum(['people', 'devices'])),
    entry: Type.Optional(Type.Partial(Type.Object(ENTRY), Closed)),
    exit: Type.Optional(Type.Partial(Type.Object(EXIT), Closed)),
  },
  Closed,
);

export const RolloutAdvance = Type.Object(
  {
    /** The ring that is under way as far as the caller knows; null: none. */
    from: Type.Union([Uuid, Type.Null()]),
    /** Why it goes on although "go on" is not proposed. */
    despite: Type.Optional(Sentence),
  },
  Closed,
);

export const NewRolloutException = Type.Object({ subject: Name, owner: Name, fallback: Sentence, endsOn: Day }, Closed);

const RingParams = Type.Object({ ringId: Uuid }, Closed);
const SubjectParams = Type.Object({ subject: Subject }, Closed);
const BASE = '/v1/rollout';

export const ROLLOUT_OPERATIONS = {
  getRollout: {
    method: 'GET',
    path: BASE,
    access: 'policy.read',
    summary:
      'The rings of the rollout with what was measured in them, what is proposed next, exceptions and acknowledgements.',
    answer: Rollout,
    problems: [],
  },
  getRolloutChecklist: {
    method: 'GET',
    path: `${BASE}/checklist`,
    access: 'device.read',
    summary: 'The checklist of a rollout, checked now, with its evidence; and the devices that a pilot should have.',
    answer: RolloutChecklist,
    problems: [],
  },
  addRolloutRing: {
    method: 'POST',
    path: `${BASE}/rings`,
    access: 'policy.manage',
    summary: 'Adds a ring behind the others. Nothing happens to its group before the rollout goes on to it.',
    body: NewRolloutRing,
    answer: RolloutRing,
    status: 201,
    problems: [...BODY_PROBLEMS, 'not-found', 'already-exists', 'too-many'],
  },
  removeRolloutRing: {
    method: 'DELETE',
    path: `${BASE}/rings/:ringId`,
    access: 'policy.manage',
    summary: 'Removes a ring that has not begun.',
    params: RingParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'in-use'],
  },
  advanceRollout: {
    method: 'POST',
    path: `${BASE}/advance`,
    access: 'policy.manage',
    summary:
      'Ends the ring that is under way and begins the next: backups and restores are enabled for its group, and the restore page is shown to it.',
    body: RolloutAdvance,
    answer: Rollout,
    problems: [...BODY_PROBLEMS, 'not-found', 'not-now', 'stale-version', 'too-many'],
  },
  stopRolloutRing: {
    method: 'POST',
    path: `${BASE}/rings/:ringId/stop`,
    access: 'policy.manage',
    summary: 'Stops a ring: from the answer on nobody in it is offered a restore. Backups go on.',
    params: RingParams,
    body: Type.Object({ reason: Sentence }, Closed),
    answer: RolloutRing,
    problems: [...BODY_PROBLEMS, 'not-found', 'not-now'],
  },
  resumeRolloutRing: {
    method: 'POST',
    path: `${BASE}/rings/:ringId/resume`,
    access: 'policy.manage',
    summary: 'Takes up a ring that was stopped.',
    params: RingParams,
    answer: RolloutRing,
    problems: ['bad-request', 'not-found'],
  },
  addRolloutException: {
    method: 'POST',
    path: `${BASE}/exceptions`,
    access: 'policy.manage',
    summary: 'Notes what is left out of the rollout, with an owner, a fallback and an end.',
    body: NewRolloutException,
    answer: RolloutException,
    status: 201,
    problems: [...BODY_PROBLEMS, 'too-many'],
  },
  closeRolloutException: {
    method: 'DELETE',
    path: `${BASE}/exceptions/:exceptionId`,
    access: 'policy.manage',
    summary: 'Closes an exception.',
    params: Type.Object({ exceptionId: Uuid }, Closed),
    answer: RolloutException,
    problems: ['bad-request', 'not-found'],
  },
  acknowledgeForRollout: {
    method: 'PUT',
    path: `${BASE}/acknowledgements/:subject`,
    access: 'policy.manage',
    summary: 'Acknowledges, by name and in a role, what nobody can measure.',
    params: SubjectParams,
    body: Type.Object({ role: Name }, Closed),
    answer: RolloutAcknowledgement,
    problems: BODY_PROBLEMS,
  },
  withdrawAcknowledgement: {
    method: 'DELETE',
    path: `${BASE}/acknowledgements/:subject`,
    access: 'policy.manage',
    summary: 'Takes an acknowledgement back.',
    params: SubjectParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request'],
  },
} as const satisfies Record<string, Operation>;
