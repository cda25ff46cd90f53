// What an organization has set for itself beside policies: whose tokens it trusts, and how long snapshots are kept. Whom it
// trusts is read here and changed by the operator alone; what a change of retention would mean can be asked before it is made.

import { type Static, Type } from 'typebox';
import { RETENTION_DAYS_MAX, RETENTION_SNAPSHOTS_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const OptionalText = Type.Union([Type.String(), Type.Null()]);

const RETENTION = {
  keepLast: Type.Integer({
    minimum: 1,
    maximum: RETENTION_SNAPSHOTS_MAX,
    description: 'So many of the newest snapshots of each backup profile stay, however old.',
  }),
  keepDays: Type.Integer({
    minimum: 0,
    maximum: RETENTION_DAYS_MAX,
    description: 'Everything younger than so many days stays.',
  }),
};

export const Retention = Type.Object({
  ...RETENTION,
  changedAt: Type.Union([Instant, Type.Null()], { description: 'When it was last set; null: never.' }),
});
export type Retention = Static<typeof Retention>;

export const RetentionChoice = Type.Object(RETENTION, Closed);
export type RetentionChoice = Static<typeof RetentionChoice>;

/** As of now. A snapshot goes with the next one of its backup profile, and one that is held only when it is held no more. */
export const RetentionPreview = Type.Object({
  backupProfiles: Count,
  snapshots: Count,
  /** Of these, snapshots of people under a legal hold: they stay as long as it does. */
  heldSnapshots: Count,
});
export type RetentionPreview = Static<typeof RetentionPreview>;

export const TrustedIssuer = Type.Object({
  issuerId: Uuid,
  kind: Type.Enum(['entra', 'embedded', 'generic']),
  /** `embedded`: the identity provider of this service. */
  issuer: Type.String(),
  /** What its tokens may call it. */
  names: Type.Array(Type.String()),
  audiences: Type.Array(Type.String()),
  /** Empty: tokens of any of its applications. */
  clients: Type.Array(Type.String()),
  keysUrl: OptionalText,
  directoryTenantId: OptionalText,
  /** The client that devices and this admin center sign in with. */
  signInClientId: OptionalText,
  /** The authentication context that joining a device takes. */
  joinContext: OptionalText,
  trustedSince: Instant,
});
export type TrustedIssuer = Static<typeof TrustedIssuer>;
export const TrustedIssuerList = Type.Object({ issuers: Type.Array(TrustedIssuer) });
export type TrustedIssuerList = Static<typeof TrustedIssuerList>;

export const TENANT_SETTINGS_OPERATIONS = {
  listIssuers: {
    method: 'GET',
    path: '/v1/issuers',
    access: 'policy.read',
    summary: 'Whose tokens the organization trusts, oldest first. The operator alone changes it: keepsake issuer.',
    answer: TrustedIssuerList,
    problems: [],
  },
  getRetention: {
    method: 'GET',
    path: '/v1/retention',
    access: 'policy.read',
    summary: 'How long snapshots are kept. The latest good one of each backup profile always stays.',
    answer: Retention,
    problems: [],
  },
  setRetention: {
    method: 'PATCH',
    path: '/v1/retention',
    access: 'policy.manage',
    summary:
      'Sets how long snapshots are kept, whole: the last one to set it is right. It holds for each backup profile with its next snapshot.',
    body: RetentionChoice,
    answer: Retention,
    problems: BODY_PROBLEMS,
  },
  previewRetention: {
    method: 'GET',
    path: '/v1/retention/preview',
    access: 'policy.read',
    summary: 'How many snapshots would no longer be kept, as of now. Counts alone; nothing is changed by asking.',
    query: RetentionChoice,
    answer: RetentionPreview,
    problems: ['bad-request'],
  },
} as const satisfies Record<string, Operation>;
