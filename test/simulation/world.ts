// The people of a simulation: a few tenants that look alike, with people who share devices, so that conflicts are likely. What is
// here is what the world itself knows, such as how wrong a device's clock is; what the service knows is in its database.

import { join } from 'node:path';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { EnrollmentFacts } from '../../src/domain/enrollment/enrollment-facts.ts';
import type { EnrollmentPhase } from '../../src/domain/enrollment/phase.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { type Context, newId } from '../../src/server/context.ts';
import { addAccount } from '../../src/server/directory/account-store.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { joinDevice } from '../../src/server/devices/join-device.ts';
import { changeObject, createObject } from '../../src/server/policy/change-object.ts';
import { defaultRestorePageId } from '../../src/server/policy/default-restore-page.ts';
import { auditActorOf, type UserActor } from '../../src/server/identity/actor.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { CREDENTIAL_HOURS_MAX } from '../../src/protocol/limits.ts';
import { expectOk } from '../database.ts';
import type { PolicyRegistry } from '../policy/policy-registry.ts';
import { usualPolicy } from './policies.ts';
import { freshProfile, type SimulatedProfile } from './profile.ts';
import type { Chance } from './random.ts';
import type { Running } from './running.ts';

export type World = {
  readonly tenants: readonly Tenant[];
  readonly seats: () => readonly Seat[];
};

export type Tenant = {
  readonly tenantId: string;
  /** A word that is nowhere else. */
  readonly name: string;
  readonly people: readonly Person[];
  readonly devices: readonly Device[];
  /** A group that policies are assigned to, and left out of. */
  readonly pilots: { readonly groupId: string; readonly userIds: ReadonlySet<string> };
  readonly administrator: UserActor;
};

export type Person = { readonly userId: string; readonly userPrincipalName: string };

export type Device = {
  readonly tenant: Tenant;
  readonly name: string;
  readonly folder: string;
  deviceId: string;
  /** Milliseconds that its clock is ahead. */
  skew: number;
  /** Counts how often it was set up. */
  enrollment: number;
  facts: DeviceFacts;
  enrollmentFacts: EnrollmentFacts;
  /** What its registry says of policies: Group Policy's and the MDM's word. */
  policies: PolicyRegistry;
  readonly seats: Seat[];
};

/** A person on a device. */
export type Seat = {
  readonly person: Person;
  readonly device: Device;
  readonly identity: DeviceIdentity;
  profile: SimulatedProfile;
  phase: EnrollmentPhase;
  /** What the last restore was to write, by place, without what the person has changed since. */
  promised: Map<string, RawValue | undefined>;
  /** How their last program that came to an end did: a word, or the code of a problem. */
  lastEnd: string;
  /** What runs there for this person; one at a time, as the scheduler starts it. */
  agent: Running | undefined;
};

/** What a device shows: its credential, and the key that it proves to have. */
export type DeviceIdentity = { readonly token: string; readonly keyThumbprint: string };

export async function makeWorld(context: Context, chance: Chance, folder: string, mark: string): Promise<World> {
  const tenants: Tenant[] = [];
  for (const word of chance.happens(0.5) ? ['wren', 'linnet'] : ['wren']) {
    const name = `${word}-${mark}`;
    tenants.push(await makeTenant(context, chance, { name, folder: join(folder, word) }));
  }
  return { tenants, seats: () => tenants.flatMap(({ devices }) => devices.flatMap(({ seats }) => seats)) };
}

/** Signs a person in on a device for the first time since it was set up; the device joins with a key of its own. */
export async function seatPerson(context: Context, device: Device, userPrincipalName: string): Promise<Seat> {
  const { tenant, name: deviceName } = device;
  const named = { tenantId: tenant.tenantId, userPrincipalName, deviceName };
  const enrolled = expectOk(await enroll(context, { ...named, lifetimeHours: CREDENTIAL_HOURS_MAX }));
  device.deviceId = enrolled.deviceId;
  const { userId, token } = enrolled;
  const keyThumbprint = Buffer.from(context.randomBytes(32)).toString('base64url');
  const actor = { ...enrolled, kind: 'device', keyThumbprint } as const;
  const joining = { displayName: deviceName, joinType: 'azureADJoined', keyProtection: 'software' } as const;
  expectOk(await joinDevice(context, { actor, requestId: newId(context), join: joining }));
  const seat: Seat = {
    person: { userId, userPrincipalName },
    device,
    identity: { token, keyThumbprint },
    profile: freshProfile(join(device.folder, userPrincipalName)),
    phase: device.seats.length === 0 ? 'oobe' : 'firstSignIn',
    promised: new Map(),
    lastEnd: 'none',
    agent: undefined,
  };
  device.seats.push(seat);
  return seat;
}

async function makeTenant(
  context: Context,
  chance: Chance,
  { name, folder }: { readonly name: string; readonly folder: string },
): Promise<Tenant> {
  const { tenantId } = expectOk(await createTenant(context, { displayName: name }));
  const people: Person[] = [];
  const devices: Device[] = [];
  const userIds = new Set<string>();
  const pilots = { groupId: newId(context), userIds };
  const tenant: Tenant = { tenantId, name, people, devices, pilots, administrator: administratorOf(tenantId, name) };
  const names = ['anna', 'ben', 'cleo'].slice(0, chance.integer(1, 3));
  const count = chance.pick([2, 2, 3]);
  for (let nth = 1; nth <= count; nth += 1) {
    const device = newDevice(tenant, `PC-${nth}`, join(folder, `PC-${nth}`), chance);
    devices.push(device);
    for (const each of names.filter((_, i) => i === 0 || chance.happens(0.5))) {
      const seat = await seatPerson(context, device, `${each}@${name}.example`);
      if (chance.happens(0.4)) seat.phase = 'inUse';
      const { person } = seat;
      if (!people.some(({ userId }) => userId === person.userId)) people.push(person);
    }
  }
  for (const { userId } of people) if (chance.happens(0.5)) userIds.add(userId);
  await keepGroup(context, tenant);
  if (chance.happens(0.5)) expectOk(await setRetention(context, { tenantId, keepLast: 1, keepDays: 0 }));
  await choosePolicies(context, chance, tenant);
  return tenant;
}

/** Most organizations begin with everything switched on. */
async function choosePolicies(context: Context, chance: Chance, { tenantId, administrator }: Tenant): Promise<void> {
  const act = { tenantId, actor: auditActorOf(administrator), correlationId: newId(context) };
  if (chance.happens(0.9)) {
    expectOk(await createObject(context, act, 'configurationPolicies', usualPolicy()));
  }
  if (chance.happens(0.9)) {
    const wanted = { id: defaultRestorePageId(tenantId), given: { state: 'enabled' }, how: 'merge' } as const;
    expectOk(await changeObject(context, act, 'deviceEnrollmentConfigurations', wanted));
  }
}

/** The directory knows everybody, and so who is in no group. */
function keepGroup(context: Context, { tenantId, people, pilots: { groupId, userIds } }: Tenant): Promise<void> {
  return context.database.inTenant(tenantId, async (tx) => {
    const now = new Date(context.clock());
    await addGroup(tx, { groupId, displayName: 'Pilots', now });
    for (const { userId } of people) {
      await addAccount(tx, { userId, now });
      if (userIds.has(userId)) await addMember(tx, groupId, userId);
    }
  });
}

function newDevice(tenant: Tenant, name: string, folder: string, chance: Chance): Device {
  const skew = chance.pick([0, 0, -HOUR, HOUR, -400 * DAY, 400 * DAY, chance.integer(-60_000, 60_000)]);
  return {
    tenant,
    name,
    folder,
    deviceId: '',
    skew,
    enrollment: 1,
    ...chance.pick(KINDS),
    policies: new Map(),
    seats: [],
  };
}

/** Signed in, and holding what an administrator needs. */
function administratorOf(tenantId: string, name: string): UserActor {
  return {
    kind: 'user',
    tenantId,
    userId: tenantId,
    userPrincipalName: `admin@${name}.example`,
    applicationId: '6f0b6f6b-5555-4666-8777-888888888888',
    scopes: ['Backup.Admin'],
    claims: { roles: [], wids: [], groups: [] },
    signIn: { issuer: 'simulation', at: 0, contexts: [], methods: ['mfa'], clientCapabilities: [] },
    keyThumbprint: undefined,
  };
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** A Windows 11 24H2 that may do everything, and some that may not. */
const ABLE: Pick<Device, 'facts' | 'enrollmentFacts'> = {
  facts: {
    windowsBuild: 26100,
    updateRevision: 9000,
    edition: 'Enterprise',
    sku: 4,
    joinState: 'entraJoined',
    cloudPc: 'none',
    virtualDesktop: 'none',
    usage: 'singleUser',
  },
  enrollmentFacts: { path: 'oobeJoin', mode: 'userDriven' },
};
const KINDS: readonly Pick<Device, 'facts' | 'enrollmentFacts'>[] = [
  ...Array.from({ length: 12 }, () => ABLE),
  { ...ABLE, facts: { ...ABLE.facts, joinState: 'hybridJoined' } },
  { ...ABLE, facts: { ...ABLE.facts, updateRevision: 1 } },
  { ...ABLE, facts: { windowsBuild: 26100 } },
];
