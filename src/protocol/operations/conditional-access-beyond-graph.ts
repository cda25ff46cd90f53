// What Microsoft Graph does not have for Conditional Access: whether a restore would get through, with the smallest change that lets it,
// and taking in an export with a word on each thing that was found in it.

import { type Static, Type } from 'typebox';
import { IMPORT_BATCH_MAX, NAME_LENGTH_MAX } from '../limits.ts';
import { BODY_PROBLEMS, type Operation, Uuid } from '../operation.ts';
import { GraphObject } from './graph.ts';

const Closed = { additionalProperties: false } as const;
const OptionalText = Type.Union([Type.String(), Type.Null()]);

const AccessOutcome = Type.Enum(['passes', 'passesAfterPrompt', 'blocked', 'undecided']);

const PolicyInTheWay = Type.Object({
  policyId: OptionalText,
  displayName: Type.String(),
  /** `wouldBlock`: it is report-only, and blocks as soon as it is switched on. */
  effect: Type.Enum(['blocks', 'mayBlock', 'asks', 'wouldBlock']),
  /** It can not be read well enough to be enforced as anything but a refusal. */
  isMalformed: Type.Boolean(),
  /** Those that it sets. */
  conditions: Type.Array(Type.Object({ condition: Type.String(), because: Type.String() })),
  controls: Type.Array(
    Type.Object({ control: Type.String(), detail: OptionalText, met: Type.Enum(['yes', 'no', 'unknown']) }),
  ),
  /** One of the controls is enough. */
  oneIsEnough: Type.Boolean(),
  /** Facts that would decide it. */
  needs: Type.Array(Type.String()),
});

const AccessChange = Type.Object({
  kind: Type.String({ description: 'Such as `excludeApplication`, `excludeUser`, `reportOnly`.' }),
  words: Type.String(),
  /** Body of Graph's `PATCH /identity/conditionalAccess/policies/{id}`. */
  patch: GraphObject,
  /** One line for each value that appears or goes. */
  edits: Type.Array(Type.String()),
  triedOn: Type.Integer({ description: 'Other sign-ins that it was tried on.' }),
  changedElsewhere: Type.Integer({ description: 'Of these, sign-ins to other applications whose outcome changes.' }),
  changedRestores: Type.Integer({ description: 'Of these, restores of others that are let through as well.' }),
});

export const RestoreAccess = Type.Object({
  outcome: AccessOutcome,
  policyCount: Type.Integer(),
  passages: Type.Array(
    Type.Object({
      moment: Type.Enum(['oobe', 'firstSignIn']),
      application: Type.String(),
      applicationName: Type.String(),
      outcome: AccessOutcome,
      /** The number after `AADSTS` that the person ends at. */
      errorCode: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  policies: Type.Array(PolicyInTheWay),
  /** For each policy in the way the changes that work, the smallest first. */
  remedies: Type.Array(
    Type.Object({
      policyId: OptionalText,
      displayName: Type.String(),
      isCertain: Type.Boolean(),
      changes: Type.Array(AccessChange),
    }),
  ),
  /** With the smallest change of each. */
  outcomeAfter: Type.Union([AccessOutcome, Type.Null()]),
  /** A policy that asks the restore for a second factor, where the changes leave it without one. */
  companion: Type.Union([Type.Object({ policy: GraphObject, outcomeAfter: AccessOutcome }), Type.Null()]),
  advice: Type.Array(
    Type.Object({
      code: Type.String(),
      policies: Type.Array(Type.String()),
      because: Type.Array(Type.String()),
      methods: Type.Array(Type.String()),
      takesTemporaryPass: Type.Union([Type.Boolean(), Type.Null()]),
    }),
  ),
});
export type RestoreAccess = Static<typeof RestoreAccess>;

/** Whatever is left out is a person of whom nothing is known, and a new device that has just joined. */
export const RestoreAccessQuery = Type.Object(
  {
    userId: Type.Optional(Uuid),
    deviceId: Type.Optional(Uuid),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    ipAddress: Type.Optional(Type.String({ minLength: 2, maxLength: 64 })),
    /** Policies that are report-only count as switched on. */
    reportOnlyAsOn: Type.Optional(Type.Boolean()),
  },
  Closed,
);
export type RestoreAccessQuery = Static<typeof RestoreAccessQuery>;

export const AccessExport = Type.Object(
  {
    documents: Type.Array(
      Type.Object({ name: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }), text: Type.String() }, Closed),
      { minItems: 1, maxItems: IMPORT_BATCH_MAX },
    ),
    /** Left out: says what would be taken in, and takes in nothing. */
    apply: Type.Optional(Type.Boolean()),
    /** Enabled policies stay enabled; otherwise they come in as report-only. */
    enforce: Type.Optional(Type.Boolean()),
  },
  Closed,
);

export const AccessImport = Type.Object({
  items: Type.Array(
    Type.Object({
      origin: Type.String(),
      collection: Type.Enum(['policies', 'namedLocations', 'authenticationStrengths']),
      id: OptionalText,
      displayName: Type.String(),
      /** A malformed one is left out. */
      outcome: Type.Enum(['added', 'changed', 'unchanged', 'malformed']),
      findings: Type.Array(Type.Object({ code: Type.String(), path: Type.String(), detail: Type.String() })),
    }),
  ),
  /** Documents in which nothing of the kind was found. */
  others: Type.Array(Type.String()),
  applied: Type.Boolean(),
});
export type AccessImport = Static<typeof AccessImport>;

export const CONDITIONAL_ACCESS_BEYOND_GRAPH_OPERATIONS = {
  explainRestoreAccess: {
    method: 'GET',
    path: '/v1/conditional-access/restore',
    access: 'conditionalAccess.read',
    summary: 'Whether a restore would get through Conditional Access, what is in its way, and the smallest change.',
    query: RestoreAccessQuery,
    answer: RestoreAccess,
    problems: ['bad-request', 'not-found'],
  },
  importConditionalAccess: {
    method: 'POST',
    path: '/v1/conditional-access/imports',
    access: 'conditionalAccess.manage',
    summary: 'Reads exported policies, named locations and strengths, and takes them in if it is asked to.',
    body: AccessExport,
    answer: AccessImport,
    problems: BODY_PROBLEMS,
  },
} as const satisfies Record<string, Operation>;
