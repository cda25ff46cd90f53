// What an organization chose about eligibility, and which policies hold for somebody on a device, with where each comes from.

import { type Static, Type } from 'typebox';
import { NAME_LENGTH_MAX } from '../limits.ts';
import { BODY_PROBLEMS, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const RuleId = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
/** `version` and `releases`, as in domain/eligibility/build-table.ts; what is wrong with one is said with its path. */
const BuildTableBody = Type.Object({}, { additionalProperties: true });

export const TenantChoices = Type.Object({
  liftedLimits: Type.Array(RuleId, { description: 'Rules that do not count in this organization.' }),
  isBackupOnByDefault: Type.Boolean({
    description: 'On Windows 11 26H2, *Enable Windows Backup* not configured counts as enabled.',
  }),
  buildTable: BuildTableBody,
  /** Keepsake's own otherwise, which comes with each version. */
  isBuildTableOwn: Type.Boolean(),
  /** Preview features that are chosen and do not count, because their terms are not accepted: `GET /v1/flights`. */
  waitingFlights: Type.Array(Type.Object({ flightId: Type.String(), name: Type.String() })),
  /** Limits of Microsoft's service that an organization may lift. */
  liftable: Type.Array(Type.Object({ ruleId: RuleId, title: Type.String() })),
});
export type TenantChoices = Static<typeof TenantChoices>;

export const TenantChoicesPatch = Type.Object(
  {
    liftedLimits: Type.Optional(Type.Array(RuleId, { maxItems: 100 })),
    isBackupOnByDefault: Type.Optional(Type.Boolean()),
    buildTable: Type.Optional(
      Type.Union([BuildTableBody, Type.Null()], { description: 'Null goes back to the one that Keepsake brings.' }),
    ),
  },
  { ...Closed, minProperties: 1 },
);

export const PolicyOrigin = Type.Object({
  by: Type.Enum(['tenant', 'gpo', 'mdm', 'windowsDefault']),
  policyId: Type.Optional(Type.String()),
  policyName: Type.Optional(Type.String()),
  through: Type.Optional(
    Type.Object({
      kind: Type.Enum(['allDevices', 'allUsers', 'group', 'everybody']),
      groupId: Type.Optional(Type.String()),
      groupName: Type.Optional(Type.String()),
    }),
  ),
  /** Where on the device. */
  location: Type.Optional(Type.String()),
});
export type PolicyOrigin = Static<typeof PolicyOrigin>;

const Missing = Type.Optional(Type.Array(Type.String(), { description: 'The facts without which it is not known.' }));

export const EffectivePolicy = Type.Object({
  userId: Uuid,
  userPrincipalName: Type.String(),
  deviceId: Uuid,
  deviceName: Type.String(),
  values: Type.Array(
    Type.Object({
      policy: Type.String(),
      title: Type.String(),
      state: Type.Enum(['enabled', 'disabled', 'notConfigured', 'unknown']),
      isConflict: Type.Boolean(),
      userMayOverride: Type.Optional(Type.Boolean()),
      origins: Type.Array(PolicyOrigin),
      missing: Missing,
    }),
  ),
  restorePage: Type.Object({
    state: Type.Enum(['enabled', 'disabled', 'notConfigured', 'unknown']),
    origin: Type.Union([PolicyOrigin, Type.Null()]),
    missing: Missing,
  }),
  excludedGroups: Type.Array(Type.String()),
  excludedCategories: Type.Array(Type.String()),
  optedIn: Type.Array(Type.String()),
  /** Of the Enrollment Status Page that reaches them; null: none does, or it is not known. */
  installsQualityUpdates: Type.Union([Type.Boolean(), Type.Null()]),
  problems: Type.Array(
    Type.Object({ code: Type.String(), policy: Type.String(), detail: Type.String(), fix: Type.String() }),
  ),
});
export type EffectivePolicy = Static<typeof EffectivePolicy>;

export const POLICY_OPERATIONS = {
  getTenantChoices: {
    method: 'GET',
    path: '/v1/eligibility/choices',
    access: 'policy.read',
    summary: 'What the organization chose about eligibility.',
    answer: TenantChoices,
    problems: [],
  },
  setTenantChoices: {
    method: 'PATCH',
    path: '/v1/eligibility/choices',
    access: 'policy.manage',
    summary: 'Changes what is given; the rest stays.',
    body: TenantChoicesPatch,
    answer: TenantChoices,
    problems: BODY_PROBLEMS,
  },
  getEffectivePolicy: {
    method: 'GET',
    path: '/v1/users/:userId/devices/:deviceId/effective-policy',
    access: 'policy.read',
    summary: 'Which policies hold for somebody on a device, and where each comes from.',
    params: Type.Object({ userId: Uuid, deviceId: Uuid }, Closed),
    answer: EffectivePolicy,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
