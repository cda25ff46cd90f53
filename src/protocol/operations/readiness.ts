// Who would be backed up and offered a restore, why the others not, and what to do about it, for everybody at once; and the same as
// it would be after a change. Both only read. They tell reasons, and names by way of example: `restore.read` is for that.

import { type Static, Type } from 'typebox';
import { OCCASIONS } from '../../domain/enrollment/phase.ts';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { BODY_PROBLEMS, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const Texts = Type.Array(Type.String());
const Heads = { devices: Count, people: Count };
const Text = Type.String({ minLength: 1, maxLength: 256 });

export const ReadinessOccasion = Type.Enum([...OCCASIONS]);
export const ReadinessVerdict = Type.Enum(['eligible', 'ineligible', 'unknown']);
export type ReadinessVerdict = Static<typeof ReadinessVerdict>;

const Verdicts = Type.Object({ eligible: Count, ineligible: Count, unknown: Count });
/** `perhaps`: no longer refused, but what is not known of them may still be in the way. */
const Unlocked = Type.Object({ ...Heads, perhaps: Type.Object(Heads) });
const NamedFix = { code: Type.String(), fix: Type.String() };

export const OccasionReadiness = Type.Object({
  occasion: ReadinessOccasion,
  devices: Verdicts,
  people: Verdicts,
  /** What refuses, the most frequent first; a device may have several. */
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      ruleId: Type.String(),
      title: Type.String(),
      ...Heads,
      seen: Type.Array(Type.Object({ evidence: Type.String(), administrator: Type.String(), fixes: Texts, ...Heads })),
    }),
  ),
  fixes: Type.Array(Type.Object({ ...NamedFix, concerns: Type.Object(Heads), unlocksAlone: Unlocked })),
  /** Steps that build on each other; each tells what all steps up to it unlock. */
  plan: Type.Array(Type.Object({ fixes: Type.Array(Type.Object(NamedFix)), unlocked: Unlocked })),
  missing: Type.Array(
    Type.Object({
      fact: Type.String(),
      words: Type.String(),
      where: Type.String(),
      ...Heads,
      /** For whom it is all that is missing. */
      alone: Type.Object(Heads),
    }),
  ),
});
export type OccasionReadiness = Static<typeof OccasionReadiness>;

export const ReadinessReport = Type.Object({ ...Heads, occasions: Type.Array(OccasionReadiness) });
export type ReadinessReport = Static<typeof ReadinessReport>;

const Versions = { ruleSetVersion: Type.String(), buildTableVersion: Type.String() };

export const ReadinessAnswer = Type.Object({ report: ReadinessReport, assumptions: Texts, ...Versions });
export type ReadinessAnswer = Static<typeof ReadinessAnswer>;

export const ReadinessChanged = Type.Object({
  from: ReadinessVerdict,
  to: ReadinessVerdict,
  count: Count,
  /** Some of them. Without an id: known from imported records alone. */
  sample: Type.Array(Type.Object({ id: Type.Union([Uuid, Type.Null()]), name: Type.String() })),
});

export const ReadinessForecast = Type.Object({
  before: ReadinessReport,
  after: ReadinessReport,
  differences: Type.Array(
    Type.Object({
      occasion: ReadinessOccasion,
      devices: Type.Array(ReadinessChanged),
      people: Type.Array(ReadinessChanged),
    }),
  ),
  assumptions: Texts,
});
export type ReadinessForecast = Static<typeof ReadinessForecast>;

const Assignments = Type.Array(Type.Record(Type.String(), Type.Unknown()), {
  maxItems: 100,
  description: "As Microsoft Graph writes a policy's assignments.",
});

/** src/domain/readiness/change.ts */
export const ReadinessChangeBody = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('restorePage'),
      state: Type.Enum(['notConfigured', 'enabled', 'disabled']),
      configurationId: Type.Optional(Text),
      assignments: Type.Optional(Assignments),
    },
    Closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('policy'),
      policy: Text,
      state: Type.Enum(['enabled', 'disabled']),
      assignments: Type.Optional(Assignments),
    },
    Closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('policyAs'),
      objectId: Type.Optional(Uuid),
      settings: Type.Array(Type.Object({ policy: Text, state: Type.Enum(['enabled', 'disabled']) }, Closed), {
        maxItems: 200,
      }),
      assignments: Assignments,
    },
    Closed,
  ),
  Type.Object({ kind: Type.Literal('assign'), objectId: Text, assignments: Assignments }, Closed),
  Type.Object({ kind: Type.Literal('remove'), objectId: Text }, Closed),
  Type.Object(
    {
      kind: Type.Literal('minimumBuild'),
      build: Type.Integer({ minimum: 1, maximum: 999_999 }),
      revision: Type.Integer({ minimum: 0, maximum: 999_999 }),
      occasion: Type.Optional(ReadinessOccasion),
    },
    Closed,
  ),
  Type.Object({ kind: Type.Literal('excludeApplication'), policyId: Text, applicationId: Type.Optional(Text) }, Closed),
  Type.Object({ kind: Type.Literal('retireGroup'), groupId: Text }, Closed),
]);
export type ReadinessChangeBody = Static<typeof ReadinessChangeBody>;

const Assume = Type.Enum(['backups'], { description: 'Taken to be so: everybody has a backup.' });

export const ForecastRequest = Type.Object(
  { change: ReadinessChangeBody, assume: Type.Optional(Type.Array(Assume, { maxItems: 1 })) },
  Closed,
);
export type ForecastRequest = Static<typeof ForecastRequest>;

export const ReadinessQuery = Type.Object({ assume: Type.Optional(Assume) }, Closed);

/** Those behind one number of the report: with a verdict, for a reason, in need of a fix, or waiting for a fact. */
export const ReadinessDevicesQuery = Type.Object(
  {
    occasion: ReadinessOccasion,
    verdict: Type.Optional(ReadinessVerdict),
    code: Type.Optional(Text),
    /** In the words of the report. */
    fix: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    fact: Type.Optional(Text),
    assume: Type.Optional(Assume),
    /** How many to pass over. */
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  },
  Closed,
);
export type ReadinessDevicesQuery = Static<typeof ReadinessDevicesQuery>;

export const ReadinessDevices = Type.Object({
  total: Count,
  devices: Type.Array(
    Type.Object({
      id: Type.Union([Uuid, Type.Null()]),
      name: Type.String(),
      verdict: ReadinessVerdict,
      reasons: Type.Array(
        Type.Object({ code: Type.String(), evidence: Type.String(), administrator: Type.String(), fixes: Texts }),
      ),
      missing: Texts,
    }),
  ),
});
export type ReadinessDevices = Static<typeof ReadinessDevices>;

export const READINESS_OPERATIONS = {
  getReadiness: {
    method: 'GET',
    path: '/v1/readiness',
    access: 'restore.read',
    summary:
      'Who would be backed up and offered a restore if every device were set up anew, why the others not, and what helps.',
    query: ReadinessQuery,
    answer: ReadinessAnswer,
    problems: ['bad-request'],
  },
  listReadinessDevices: {
    method: 'GET',
    path: '/v1/readiness/devices',
    access: 'restore.read',
    summary: 'The devices behind a number of the report, with every reason and what is not known.',
    query: ReadinessDevicesQuery,
    answer: ReadinessDevices,
    problems: ['bad-request'],
  },
  forecastReadiness: {
    method: 'POST',
    path: '/v1/readiness/forecasts',
    access: 'restore.read',
    summary: 'What a change of policies, Conditional Access or minimum builds would do. Changes nothing.',
    body: ForecastRequest,
    answer: ReadinessForecast,
    problems: [...BODY_PROBLEMS, 'not-found'],
  },
} as const satisfies Record<string, Operation>;
