// An organization as it truly is, made up from a seed: its people, their devices and how each device comes to them, what the
// administrators assigned to whom, and the sign-in policies. `set-up.ts` lives it; `exports.ts` tells what the consoles of
// Intune and Entra would show of it, which is less.

import { type Chance, chanceOf } from '../simulation/random.ts';

export type Organization = {
  readonly seed: number;
  readonly cloud: 'public' | 'gccHigh' | 'china';
  readonly people: readonly Person[];
  readonly devices: readonly Device[];
  /** For everybody whom no ring's own page reaches. */
  readonly restorePage: Switch;
  readonly pilotPage: Switch | undefined;
  readonly backup: Deployment;
  readonly restore: Deployment;
  /** Somebody once disabled one of the policies that Windows' backups silently need. */
  readonly noActivityFeed: Deployment;
  readonly excludesEverything: Deployment;
  readonly statusPageInstallsUpdates: boolean;
  readonly signInPolicies: readonly SignInPolicy[];
};

export type Switch = 'notConfigured' | 'enabled' | 'disabled';

/** To whom a policy is assigned; `except`: to everybody but the executives. */
export type Deployment = 'nobody' | 'everybody' | 'pilot' | 'everybodyExceptExecutives' | 'allDevices' | 'pilotDevices';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly isPilot: boolean;
  readonly isExecutive: boolean;
  readonly backup: 'none' | 'readable' | 'empty';
};

export type Device = {
  readonly id: string;
  readonly name: string;
  /** Intune's primary user; nobody's on shared devices. */
  readonly person: Person | undefined;
  readonly arrival: Arrival;
  readonly purpose: 'onePerson' | 'shared' | 'kiosk';
  readonly windows: { readonly build: number; readonly revision: number };
  readonly sku: number;
  readonly isPilot: boolean;
  readonly isCompliant: boolean;
  /** A domain's Group Policy switches backups off on it, whatever Intune says; no export shows that. */
  readonly hasContraryGroupPolicy: boolean;
};

/** How a device gets from its box under management. */
export type Arrival =
  | 'joinedInSetup'
  | 'autopilot'
  | 'autopilotHybrid'
  | 'autopilotSelfDeploying'
  | 'autopilotPreProvisioned'
  | 'autopilotReset'
  | 'devicePreparation'
  | 'joinedFromSettings'
  | 'groupPolicy'
  | 'coManagement'
  | 'provisioningPackage'
  | 'cloudPc'
  | 'sharedCloudPc'
  | 'workAccountOnOwnDevice';

/** Ways in which organizations guard sign-ins; `trap`s refuse the restore. */
export type SignInPolicy =
  | 'multifactorForEverybody'
  | 'compliantDeviceForEverything'
  | 'compliantOrHybridForEverything'
  | 'compliantDeviceButForTheRestore'
  | 'compliantDeviceReportOnly'
  | 'compliantDeviceForExecutives'
  | 'blockOtherPlatforms'
  | 'blockWindowsForPilot'
  | 'blockLegacyClients';

export function organizationOf(seed: number, deviceCount: number): Organization {
  const chance = chanceOf(seed, 'organization');
  const people = Array.from({ length: Math.ceil(deviceCount * 0.8) }, (_, at) =>
    personOf(chanceOf(seed, `person ${at}`), at),
  );
  return {
    seed,
    cloud: among(chance, { public: 92, gccHigh: 5, china: 3 }),
    people,
    devices: Array.from({ length: deviceCount }, (_, at) => deviceOf(chanceOf(seed, `device ${at}`), at, people)),
    restorePage: among(chance, { enabled: 60, notConfigured: 30, disabled: 10 }),
    pilotPage: chance.happens(0.4) ? among(chance, { enabled: 7, disabled: 2, notConfigured: 1 }) : undefined,
    backup: deployment(chance, 0.9),
    restore: deployment(chance, 0.7),
    noActivityFeed: deployment(chance, 0.1),
    excludesEverything: deployment(chance, 0.05),
    statusPageInstallsUpdates: chance.happens(0.5),
    signInPolicies: SIGN_IN_POLICIES.filter(() => chance.happens(0.15)),
  };
}

export const SIGN_IN_POLICIES: readonly SignInPolicy[] = [
  'multifactorForEverybody',
  'compliantDeviceForEverything',
  'compliantOrHybridForEverything',
  'compliantDeviceButForTheRestore',
  'compliantDeviceReportOnly',
  'compliantDeviceForExecutives',
  'blockOtherPlatforms',
  'blockWindowsForPilot',
  'blockLegacyClients',
];

function personOf(chance: Chance, at: number): Person {
  return {
    id: uuid(chance),
    name: `person-${at}`,
    isPilot: chance.happens(0.3),
    isExecutive: chance.happens(0.1),
    backup: among(chance, { readable: 75, none: 20, empty: 5 }),
  };
}

function deviceOf(chance: Chance, at: number, people: readonly Person[]): Device {
  const arrival = among(chance, ARRIVALS);
  const purpose = purposeOf(chance, arrival);
  return {
    id: uuid(chance),
    name: `DEVICE-${at}`,
    person: purpose === 'onePerson' ? chance.pick(people) : undefined,
    arrival,
    purpose,
    windows: chance.pick(WINDOWS),
    sku: chance.happens(0.96) ? chance.pick([4, 48, 72, 121]) : chance.pick([203, 119]),
    isPilot: chance.happens(0.3),
    isCompliant: chance.happens(0.8),
    hasContraryGroupPolicy: isOfDomain(arrival) && chance.happens(0.01),
  };
}

const ARRIVALS: Readonly<Record<Arrival, number>> = {
  joinedInSetup: 20,
  autopilot: 30,
  autopilotHybrid: 6,
  autopilotSelfDeploying: 4,
  autopilotPreProvisioned: 6,
  autopilotReset: 2,
  devicePreparation: 4,
  joinedFromSettings: 3,
  groupPolicy: 8,
  coManagement: 6,
  provisioningPackage: 3,
  cloudPc: 4,
  sharedCloudPc: 2,
  workAccountOnOwnDevice: 2,
};

function purposeOf(chance: Chance, arrival: Arrival): Device['purpose'] {
  if (arrival === 'autopilotSelfDeploying') return chance.pick(['shared', 'kiosk']);
  return arrival === 'joinedInSetup' && chance.happens(0.05) ? 'shared' : 'onePerson';
}

export function isOfDomain(arrival: Arrival): boolean {
  return arrival === 'groupPolicy' || arrival === 'coManagement' || arrival === 'autopilotHybrid';
}

/** Around the builds that Microsoft names, a revision before and after each, and others. */
const WINDOWS = [
  [19045, 5917],
  [19045, 6215],
  [19045, 6216],
  [22621, 3957],
  [22621, 3958],
  [22621, 5768],
  [22631, 3957],
  [22631, 5767],
  [22631, 5768],
  [26100, 1742],
  [26100, 4769],
  [26100, 4770],
  [26100, 4945],
  [26100, 4946],
  [26100, 7921],
  [26100, 7922],
  [26100, 8100],
  [26200, 6584],
  [26200, 7921],
  [26200, 7922],
  [26300, 100],
].map(([build = 0, revision = 0]) => ({ build, revision }));

function deployment(chance: Chance, probability: number): Deployment {
  if (!chance.happens(probability)) return 'nobody';
  return among(chance, { everybody: 4, pilot: 2, everybodyExceptExecutives: 2, allDevices: 3, pilotDevices: 2 });
}

export function among<T extends string>(chance: Chance, weights: Readonly<Record<T, number>>): T {
  const items = Object.entries<number>(weights).map(([item, weight]) => ({ item: item as T, weight }));
  const chosen = chance.weighted(items);
  if (chosen === undefined) throw new RangeError('nothing has a weight');
  return chosen.item;
}

function uuid(chance: Chance): string {
  const hex = Buffer.from(chance.bytes(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
