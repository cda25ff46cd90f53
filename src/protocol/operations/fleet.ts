// Is everyone safe? People and devices by how fresh their backups are, restores of the last month, and what needs attention.
//
// The overview tells counts and no names, so it asks for `restore.read`, which everyone has who answers for restores. Its
// lists tell when each person was backed up: they ask for `backupMetadata.read`, and tell of those over whom one holds it.

import { type Static, Type } from 'typebox';
import { NAME_LENGTH_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { Instant, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const OptionalInstant = Type.Union([Instant, Type.Null()]);

export const Freshness = Type.Enum(['fresh', 'ageing', 'none']);
export type Freshness = Static<typeof Freshness>;

export const RestoreDay = Type.Object({
  day: Type.String({ description: 'YYYY-MM-DD, in UTC.' }),
  /** Also those that were taken back later. */
  completed: Count,
  failed: Count,
  setUpAsNew: Count,
  /** Cancelled, or nobody came back in time. */
  abandoned: Count,
  live: Count,
});
export type RestoreDay = Static<typeof RestoreDay>;

export const Overview = Type.Object({
  /** A backup that was confirmed within so many days is fresh. */
  freshDays: Type.Integer(),
  people: Type.Object({ fresh: Count, ageing: Count, none: Count, withoutDevice: Count }),
  devices: Type.Object({ fresh: Count, ageing: Count, none: Count }),
  restores: Type.Object({
    /** The last thirty, oldest first, without gaps. */
    days: Type.Array(RestoreDay),
    /** Completed among completed and failed; null where there is neither. */
    successRate: Type.Union([Type.Number(), Type.Null()]),
    medianSecondsToProductivity: Type.Union([Type.Number(), Type.Null()]),
    live: Count,
  }),
  attention: Type.Object({
    failedRestores: Count,
    /** People on one of whose devices the last decision was not to back up. */
    peopleRefused: Count,
    /** Devices whose Group Policy and MDM say different things. */
    devicesInConflict: Count,
  }),
});
export type Overview = Static<typeof Overview>;

export const ListedPerson = Type.Object({
  userId: Uuid,
  userPrincipalName: Type.String(),
  displayName: Type.String(),
  deviceCount: Count,
  freshness: Freshness,
  lastBackupAt: OptionalInstant,
  lastRestore: Type.Union([Type.Object({ state: Type.String(), offeredAt: Instant }), Type.Null()]),
});
export type ListedPerson = Static<typeof ListedPerson>;

export const ListedDevice = Type.Object({
  deviceId: Uuid,
  displayName: Type.String(),
  /** How people who use it sign in. */
  people: Type.Array(Type.String()),
  freshness: Freshness,
  lastBackupAt: OptionalInstant,
  windowsBuild: Type.Union([Type.Integer(), Type.Null()]),
  reportedAt: OptionalInstant,
});
export type ListedDevice = Static<typeof ListedDevice>;

const Next = Type.Union([Uuid, Type.Null()], { description: 'Give it back as `after`; null on the last page.' });
export const PeoplePage = Type.Object({ people: Type.Array(ListedPerson), next: Next });
export type PeoplePage = Static<typeof PeoplePage>;
export const FleetPage = Type.Object({ devices: Type.Array(ListedDevice), next: Next });
export type FleetPage = Static<typeof FleetPage>;

const PAGE = {
  /** Part of a name, in any case. */
  search: Type.Optional(Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX })),
  /** By name; by the last backup, those without one first; or the newest first. */
  sort: Type.Optional(Type.Enum(['name', 'lastBackup', 'newest'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  after: Type.Optional(Uuid),
};
export const PeopleQuery = Type.Object(
  { show: Type.Optional(Type.Enum(['fresh', 'ageing', 'none', 'withoutDevice', 'refused'])), ...PAGE },
  Closed,
);
export type PeopleQuery = Static<typeof PeopleQuery>;
export const FleetQuery = Type.Object(
  {
    show: Type.Optional(Type.Enum(['fresh', 'ageing', 'none', 'conflict'])),
    userId: Type.Optional(Uuid),
    ...PAGE,
  },
  Closed,
);
export type FleetQuery = Static<typeof FleetQuery>;

/** What is known of a device, who said it, and where records say something else. */
export const KnownFacts = Type.Object({
  reportedAt: OptionalInstant,
  /** How its records were found: several devices with one name have none that count. */
  linkedBy: Type.Enum(['directoryId', 'name', 'ambiguousName', 'none']),
  facts: Type.Array(
    Type.Object({ name: Type.String(), value: Type.String(), by: Type.Enum(['device', 'records', 'joining']) }),
  ),
  disagreements: Type.Array(
    Type.Object({
      fact: Type.String(),
      said: Type.Array(Type.Object({ by: Type.String(), values: Type.Array(Type.String()) })),
    }),
  ),
});
export type KnownFacts = Static<typeof KnownFacts>;

export const FLEET_OPERATIONS = {
  getOverview: {
    method: 'GET',
    path: '/v1/overview',
    access: 'restore.read',
    summary:
      'How fresh backups are, how restores of the last thirty days went, and what needs attention. Counts alone.',
    answer: Overview,
    problems: [],
  },
  listPeople: {
    method: 'GET',
    path: '/v1/people',
    access: 'backupMetadata.read',
    overSome: true,
    summary: "The tenant's people with their last backup and restore, a page at a time.",
    query: PeopleQuery,
    answer: PeoplePage,
    problems: ['bad-request'],
  },
  getPerson: {
    method: 'GET',
    path: '/v1/people/:userId',
    access: 'backupMetadata.read',
    summary: 'One of the people.',
    params: Type.Object({ userId: Uuid }, Closed),
    answer: ListedPerson,
    problems: ['bad-request', 'not-found'],
  },
  listFleet: {
    method: 'GET',
    path: '/v1/fleet',
    access: 'backupMetadata.read',
    overSome: true,
    summary: "The tenant's devices with their people and last backup, a page at a time.",
    query: FleetQuery,
    answer: FleetPage,
    problems: ['bad-request'],
  },
  getKnownFacts: {
    method: 'GET',
    path: '/v1/devices/:deviceId/facts',
    access: 'device.read',
    summary: 'What is known of a device, who said it, and where records disagree.',
    params: Type.Object({ deviceId: Uuid }, Closed),
    answer: KnownFacts,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
