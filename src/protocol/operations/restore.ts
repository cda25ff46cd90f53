// Offers, decisions and the life of a restore. A device asks whether its person may be offered one and reports every step; the
// service decides, remembers the decision with its reasons, and lets only legal steps through. An administrator reads both.

import { type Static, Type } from 'typebox';
import { DeviceFactsBody, EnrollmentFactsBody } from '../device-facts.ts';
import {
  APPS_MAX,
  NAME_LENGTH_MAX,
  PAGE_SIZE_DEFAULT,
  PAGE_SIZE_MAX,
  POLICY_REPORTS_MAX,
  SESSION_OUTCOMES_MAX,
} from '../limits.ts';
import { BODY_PROBLEMS, EventStream, Instant, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const OptionalUuid = Type.Union([Uuid, Type.Null()]);
const OptionalInstant = Type.Union([Instant, Type.Null()]);
const Text = Type.String({ maxLength: 2000 });

export const Phase = Type.Enum(['oobe', 'firstSignIn', 'inUse']);
export const OccasionName = Type.Enum(['backup', 'oobe', 'firstSignIn', 'inUse']);

/** What a device's own registry says of one of Windows' policies, as its Group Policy or its MDM wrote it. */
export const LocalPolicyReport = Type.Object(
  {
    policy: Type.String({ maxLength: NAME_LENGTH_MAX, description: 'As in the ADMX file: `EnableWindowsBackup`.' }),
    by: Type.Enum(['gpo', 'mdm']),
    state: Type.Enum(['enabled', 'disabled', 'notUnderstood']),
    userMayOverride: Type.Optional(Type.Boolean()),
  },
  Closed,
);
export type LocalPolicyReport = Static<typeof LocalPolicyReport>;

/** What a device says of itself and its person each time that something is decided. */
const DeviceReport = {
  /** Names one enrollment of the device: another after a reset. What is left out is taken from when the device joined. */
  enrollmentId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9{}-]{1,64}$' })),
  facts: DeviceFactsBody,
  enrollment: EnrollmentFactsBody,
  account: Type.Optional(Type.Enum(['organizational', 'other'])),
  localPolicies: Type.Array(LocalPolicyReport, { maxItems: POLICY_REPORTS_MAX }),
};

export const CheckIn = Type.Object(DeviceReport, Closed);
export type CheckIn = Static<typeof CheckIn>;

export const OfferRequest = Type.Object(
  {
    phase: Phase,
    /** When the person signed in, by the device's clock: where time-to-productivity begins. */
    signedInAt: Type.Optional(Instant),
    ...DeviceReport,
  },
  Closed,
);
export type OfferRequest = Static<typeof OfferRequest>;

export const DecisionFinding = Type.Object({
  ruleId: Type.String(),
  title: Type.String(),
  holds: Type.Enum(['yes', 'no', 'unknown']),
  isLifted: Type.Boolean(),
  evidence: Type.Optional(Text),
  code: Type.Optional(Type.String()),
  /** For administrators. */
  administrator: Type.Optional(Text),
  /** For the person at the screen. */
  person: Type.Optional(Text),
  fix: Type.Optional(Text),
  /** Names of the facts that are not known. */
  missing: Type.Optional(Type.Array(Type.String())),
});
export type DecisionFinding = Static<typeof DecisionFinding>;

export const DecisionBody = Type.Object({
  occasion: OccasionName,
  verdict: Type.Enum(['eligible', 'ineligible', 'unknown']),
  findings: Type.Array(DecisionFinding),
  ruleSetVersion: Type.String(),
  buildTableVersion: Type.String(),
});
export type DecisionBody = Static<typeof DecisionBody>;

/** A decision as it was stored. */
export const StoredDecision = Type.Object({
  decisionId: Uuid,
  userId: Uuid,
  deviceId: Uuid,
  decidedAt: Instant,
  decision: DecisionBody,
});
export type StoredDecision = Static<typeof StoredDecision>;

export const OfferedProfile = Type.Object({
  profileId: Uuid,
  deviceName: Type.String(),
  snapshotId: Uuid,
  lastConfirmedAt: OptionalInstant,
  settingCount: Type.Integer(),
  /** Ids of categories that it has something of. */
  categories: Type.Array(Type.String()),
  appCount: Type.Integer(),
});
export type OfferedProfile = Static<typeof OfferedProfile>;

export const SessionOutcomeBody = Type.Object(
  {
    kind: Type.Enum(['setting', 'app', 'pins']),
    id: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }),
    category: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }),
    state: Type.Enum(['restored', 'unchanged', 'excluded', 'failed', 'pending']),
    code: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,64}$' })),
  },
  Closed,
);

export const SessionStateName = Type.Enum([
  'offered',
  'applying',
  'completed',
  'failed',
  'setUpAsNew',
  'cancelled',
  'expired',
  'undone',
]);

export const RestoreSession = Type.Object({
  sessionId: Uuid,
  userId: Uuid,
  deviceId: Uuid,
  deviceName: Type.String(),
  phase: Phase,
  enrollmentId: Type.String(),
  decisionId: Uuid,
  state: SessionStateName,
  /** Raised by every transition; a transition names the one it starts from. */
  version: Type.Integer(),
  profileId: OptionalUuid,
  snapshotId: OptionalUuid,
  offeredAt: Instant,
  changedAt: Instant,
  expiresAt: Instant,
  signedInAt: OptionalInstant,
  endedAt: OptionalInstant,
  /** From signing in to done, of a restore that completed. */
  secondsToProductivity: Type.Union([Type.Integer(), Type.Null()]),
  progress: Type.Union([Type.Object({ done: Type.Integer(), total: Type.Integer() }), Type.Null()]),
  /** Intune's word for it. */
  intuneStatus: Type.Enum([
    'Not Applicable',
    'No policy assigned',
    'Succeeded',
    'Failed',
    'No Backup Profiles',
    'Setup as New PC Selected',
    'In progress',
  ]),
  failureCode: Type.Union([Type.String(), Type.Null()]),
  /** How many outcomes there are of each state. */
  outcomeCounts: Type.Record(Type.String(), Type.Integer()),
});
export type RestoreSession = Static<typeof RestoreSession>;

export const OfferAnswer = Type.Object({
  decisionId: Uuid,
  decision: DecisionBody,
  /** The live session of this person on this device: new where the decision allows and there was none. */
  session: Type.Union([RestoreSession, Type.Null()]),
  /** To choose from, newest first, and before them what somebody asked for; empty where there is no session in the state `offered`. */
  profiles: Type.Array(OfferedProfile),
  /** Ids of settings that come back only because the organization asked for them. */
  optedIn: Type.Array(Type.String()),
  /** Who asked for this restore on the person's behalf, and why; null where nobody did. Left out by services from before. */
  request: Type.Optional(
    Type.Union([
      Type.Object({ requestId: Uuid, reason: Type.String(), requestedBy: Type.String(), expiresAt: Instant }),
      Type.Null(),
    ]),
  ),
});
export type OfferAnswer = Static<typeof OfferAnswer>;

export const SessionTransition = Type.Object(
  {
    /** The same for every try of the same step: a repeat answers what the first try did. */
    transitionId: Uuid,
    version: Type.Integer({ minimum: 0 }),
    transition: Type.Union([
      Type.Object({ kind: Type.Literal('choose'), profileId: Uuid, snapshotId: Uuid }, Closed),
      Type.Object({ kind: Type.Literal('setUpAsNew') }, Closed),
      Type.Object({ kind: Type.Literal('cancel') }, Closed),
      Type.Object(
        {
          kind: Type.Literal('progress'),
          done: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
          total: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        },
        Closed,
      ),
      Type.Object(
        {
          kind: Type.Literal('complete'),
          outcomes: Type.Array(SessionOutcomeBody, { maxItems: SESSION_OUTCOMES_MAX }),
        },
        Closed,
      ),
      Type.Object(
        {
          kind: Type.Literal('fail'),
          code: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
          outcomes: Type.Array(SessionOutcomeBody, { maxItems: SESSION_OUTCOMES_MAX }),
        },
        Closed,
      ),
      Type.Object(
        {
          kind: Type.Literal('appsEnded'),
          outcomes: Type.Array(SessionOutcomeBody, { maxItems: APPS_MAX }),
        },
        Closed,
      ),
      Type.Object({ kind: Type.Literal('undo') }, Closed),
    ]),
  },
  Closed,
);
export type SessionTransition = Static<typeof SessionTransition>;

export const SessionWithOutcomes = Type.Object({
  session: RestoreSession,
  outcomes: Type.Array(SessionOutcomeBody),
});
export type SessionWithOutcomes = Static<typeof SessionWithOutcomes>;

/** As administrators read it: with what each setting and app is called, in English. */
export const SessionWithNames = Type.Object({
  session: RestoreSession,
  outcomes: Type.Array(Type.Object({ ...SessionOutcomeBody.properties, name: Type.String() })),
});
export type SessionWithNames = Static<typeof SessionWithNames>;

/** As administrators see it: with whose it is. */
export const ListedSession = Type.Object({ ...RestoreSession.properties, userPrincipalName: Type.String() });
export type ListedSession = Static<typeof ListedSession>;

export const SessionPage = Type.Object({
  sessions: Type.Array(ListedSession),
  /** Give it back as `after` for the next page; null on the last. */
  next: OptionalUuid,
});
export type SessionPage = Static<typeof SessionPage>;

export const DecisionPage = Type.Object({ decisions: Type.Array(StoredDecision), next: OptionalUuid });
export type DecisionPage = Static<typeof DecisionPage>;

/** What the device may do by itself now. */
export const CheckInAnswer = Type.Object({
  decisionId: Uuid,
  /** Of a backup. */
  decision: DecisionBody,
  excludedCategories: Type.Array(Type.String()),
  /** The groups behind them, and those of these that the person may take in again. */
  excludedGroups: Type.Optional(Type.Array(Type.String())),
  groupsLeftToPeople: Type.Optional(Type.Array(Type.String())),
  optedIn: Type.Array(Type.String()),
});
export type CheckInAnswer = Static<typeof CheckInAnswer>;

const SessionParams = Type.Object({ sessionId: Uuid }, Closed);
const PersonParams = Type.Object({ userId: Uuid }, Closed);
const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  after: Type.Optional(Uuid),
};

export const SessionQuery = Type.Object(
  {
    state: Type.Optional(SessionStateName),
    phase: Type.Optional(Phase),
    userId: Type.Optional(Uuid),
    deviceId: Type.Optional(Uuid),
    ...PageQuery,
  },
  Closed,
);
export type SessionQuery = Static<typeof SessionQuery>;

export const RESTORE_OPERATIONS = {
  checkIn: {
    method: 'POST',
    path: '/v1/check-ins',
    access: 'device',
    summary: 'Reports what the device is, and answers whether it may back up now, why not, and what stays behind.',
    body: CheckIn,
    answer: CheckInAnswer,
    problems: BODY_PROBLEMS,
  },
  requestRestoreOffer: {
    method: 'POST',
    path: '/v1/restore/offers',
    access: 'device',
    summary:
      'May this person be offered a restore on this device, in this phase? Repeatable: a live session is gone on with.',
    body: OfferRequest,
    answer: OfferAnswer,
    problems: [...BODY_PROBLEMS, 'key-lost', 'key-unavailable'],
  },
  getRestoreSession: {
    method: 'GET',
    path: '/v1/restore/sessions/:sessionId',
    access: 'device',
    summary: "One of the person's restores on this device.",
    params: SessionParams,
    answer: SessionWithOutcomes,
    problems: ['bad-request', 'not-found', 'damaged-snapshot', 'key-lost', 'key-unavailable'],
  },
  moveRestoreSession: {
    method: 'POST',
    path: '/v1/restore/sessions/:sessionId/transitions',
    access: 'device',
    summary: 'Takes a restore one step on. Repeating a step is harmless.',
    params: SessionParams,
    body: SessionTransition,
    answer: RestoreSession,
    problems: [
      ...BODY_PROBLEMS,
      'not-found',
      'stale-version',
      'illegal-transition',
      'damaged-snapshot',
      'erased',
      'key-lost',
      'key-unavailable',
    ],
  },
  listRestoreSessions: {
    method: 'GET',
    path: '/v1/restore/sessions',
    access: 'restore.read',
    summary: "The tenant's restores, newest first, a page at a time.",
    query: SessionQuery,
    answer: SessionPage,
    problems: ['bad-request'],
  },
  followRestores: {
    method: 'GET',
    path: '/v1/restore/events',
    access: 'restore.read',
    summary:
      'Server-sent events: every restore under way, then each change of one. Whoever listens on comes back and is authorized anew.',
    query: Type.Object(
      { seconds: Type.Integer({ minimum: 1, maximum: 600, description: 'How long to listen.' }) },
      Closed,
    ),
    answer: EventStream,
    media: 'text/event-stream',
    problems: ['bad-request'],
  },
  readRestoreSession: {
    method: 'GET',
    path: '/v1/users/:userId/restore-sessions/:sessionId',
    access: 'restore.read',
    summary: "Somebody's restore with the outcome of each setting and app; no values.",
    params: Type.Object({ userId: Uuid, sessionId: Uuid }, Closed),
    answer: SessionWithNames,
    problems: ['bad-request', 'not-found', 'damaged-snapshot', 'key-lost', 'key-unavailable'],
  },
  listDecisions: {
    method: 'GET',
    path: '/v1/users/:userId/decisions',
    access: 'restore.read',
    summary: 'What was decided about somebody, newest first, with every reason as it was then.',
    params: PersonParams,
    query: Type.Object({ deviceId: Type.Optional(Uuid), ...PageQuery }, Closed),
    answer: DecisionPage,
    problems: ['bad-request'],
  },
  explainEligibility: {
    method: 'GET',
    path: '/v1/users/:userId/devices/:deviceId/eligibility',
    access: 'restore.read',
    summary: 'Decides now, from what is known, without asking the device; stores nothing.',
    params: Type.Object({ userId: Uuid, deviceId: Uuid }, Closed),
    query: Type.Object({ occasion: OccasionName }, Closed),
    answer: DecisionBody,
    problems: ['bad-request', 'not-found', 'key-lost', 'key-unavailable'],
  },
} as const satisfies Record<string, Operation>;
