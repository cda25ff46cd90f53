// What truly happens when a device is set up anew and its person begins to work: setup, sign-in and its tokens, joining, the
// Enrollment Status Page, the arrival of policies, the first backup. Written from what Microsoft documents of each step and not
// from Keepsake's rules, of which nothing is imported: whether both come to the same end is the question that is put.

import type { Arrival, Deployment, Device, Organization, Person, SignInPolicy } from './organization.ts';
import { isOfDomain } from './organization.ts';

/** For each occasion, `undefined`: it happens; or else at which step it ends. */
export type Life = {
  readonly backup: Ending | undefined;
  readonly oobe: Ending | undefined;
  readonly firstSignIn: Ending | undefined;
  readonly inUse: Ending | undefined;
};

export type Ending = string;

export function liveOn(device: Device, organization: Organization): Life {
  const stage = { device, organization, windows: device.windows };
  const updated = { ...stage, windows: windowsAfterSetup(stage) };
  return {
    // Today, before anything is set up anew.
    backup: backUp(stage),
    oobe: goThroughSetup(stage),
    // Of who was not asked in setup.
    firstSignIn: signInFirst(updated),
    inUse: askForRestore(updated),
  };
}

type Windows = Device['windows'];
type Stage = { readonly device: Device; readonly organization: Organization; readonly windows: Windows };

/** The restore page of Windows setup. */
function goThroughSetup(stage: Stage): Ending | undefined {
  const { device, organization } = stage;
  const way = SETUP[device.arrival];
  if (way !== 'person at the screen') return way;
  if (device.person === undefined) return 'nobody signs in as themselves';
  return (
    unsupported(stage) ??
    (showsPage(organization, device.person) ? undefined : 'the restore page is off') ??
    (isTooOldInSetup(windowsAfterSetup(stage)) ? 'Windows is too old' : undefined) ??
    refusedToken(organization, device.person, { isCompliant: false, isHybrid: false, isPilotDevice: device.isPilot }) ??
    nothingToRestore(device.person)
  );
}

/** By the way the device comes: the person is at the screen, or setup ends without a restore. */
const SETUP: Readonly<Record<Arrival, Ending>> = {
  joinedInSetup: 'person at the screen',
  autopilot: 'person at the screen',
  // A technician has been there before; then the person signs in.
  autopilotPreProvisioned: 'person at the screen',
  autopilotHybrid: 'hybrid join is left out of setup',
  autopilotSelfDeploying: 'nobody is at the screen',
  autopilotReset: 'Autopilot Reset is left out',
  devicePreparation: 'only user-driven Autopilot is supported',
  joinedFromSettings: 'it joined after setup',
  groupPolicy: 'it enrolled after setup',
  coManagement: 'it enrolled after setup',
  provisioningPackage: 'nobody is at the screen',
  cloudPc: 'a Cloud PC is set up by the service',
  sharedCloudPc: 'a Cloud PC is set up by the service',
  workAccountOnOwnDevice: 'it does not belong to the organization',
};

/** The Enrollment Status Page installs what is there before it lets anybody on; only where setup shows one. */
export function windowsAfterSetup({ device, organization, windows }: Stage): Windows {
  const passesStatusPage = SHOWS_STATUS_PAGE.includes(device.arrival);
  if (!organization.statusPageInstallsUpdates || !passesStatusPage) return windows;
  return { ...windows, revision: Math.max(windows.revision, LATEST_REVISION) };
}

const SHOWS_STATUS_PAGE: readonly Arrival[] = [
  'joinedInSetup',
  'autopilot',
  'autopilotHybrid',
  'autopilotSelfDeploying',
  'autopilotPreProvisioned',
  'devicePreparation',
];

const LATEST_REVISION = 9000;

function isTooOldInSetup({ build, revision }: Windows): boolean {
  if (build === 22621 || build === 22631) return revision < 3958;
  return build === 26100 ? revision < 4770 : build < 22621;
}

/** The first sign-in after the device enrolled. */
function signInFirst(stage: Stage): Ending | undefined {
  const { build, revision } = stage.windows;
  const isTooOld = build < 26100 || ((build === 26100 || build === 26200) && revision < 7922);
  return isTooOld ? 'Windows is too old' : askForRestore(stage);
}

/** A restore that the person asks for: Keepsake's own, so any listed Windows will do. */
function askForRestore(stage: Stage): Ending | undefined {
  const { device, organization } = stage;
  if (device.person === undefined) return 'nobody signs in as themselves';
  const isHybrid = isOfDomain(device.arrival);
  const { isCompliant, isPilot: isPilotDevice } = device;
  return (
    unsupported(stage) ??
    (reaches(organization.restore, device) ? undefined : 'restores are not enabled') ??
    refusedToken(organization, device.person, { isCompliant, isHybrid, isPilotDevice }) ??
    nothingToRestore(device.person)
  );
}

/** The task that backs up. */
function backUp(stage: Stage): Ending | undefined {
  const { device, organization } = stage;
  const { build, revision } = stage.windows;
  const least = LEAST_FOR_BACKUP[build] ?? 0;
  if (device.person === undefined) return 'nobody signs in as themselves';
  if (revision < least) return 'Windows is too old';
  if (device.hasContraryGroupPolicy) return 'Group Policy forbids it';
  if (!reaches(organization.backup, device)) return 'backups are not enabled';
  if (reaches(organization.noActivityFeed, device)) return 'the activity feed is off';
  if (reaches(organization.excludesEverything, device)) return 'everything is excluded';
  return unsupported(stage);
}

const LEAST_FOR_BACKUP: Readonly<Record<number, number>> = { 19045: 6216, 22621: 5768, 22631: 5768, 26100: 4946 };

function unsupported({ device, organization }: Stage): Ending | undefined {
  if (organization.cloud !== 'public') return 'the cloud is not supported';
  if (device.sku === 203 || device.sku === 119) return 'the edition is left out';
  if (device.arrival === 'sharedCloudPc') return 'a shared Cloud PC forgets';
  if (device.arrival === 'workAccountOnOwnDevice') return 'it does not belong to the organization';
  return device.purpose === 'onePerson' ? undefined : 'nobody signs in as themselves';
}

function showsPage({ pilotPage, restorePage }: Organization, person: Person): boolean {
  const page = person.isPilot && pilotPage !== undefined && pilotPage !== 'notConfigured' ? pilotPage : restorePage;
  return page === 'enabled';
}

function reaches(deployment: Deployment, { person, isPilot }: Device): boolean {
  switch (deployment) {
    case 'nobody':
      return false;
    case 'everybody':
    case 'allDevices':
      return true;
    case 'pilot':
      return person?.isPilot === true;
    case 'everybodyExceptExecutives':
      return person?.isExecutive !== true;
    case 'pilotDevices':
      return isPilot;
  }
}

function nothingToRestore({ backup }: Person): Ending | undefined {
  return backup === 'readable' ? undefined : 'there is no backup to restore';
}

type Client = { readonly isCompliant: boolean; readonly isHybrid: boolean; readonly isPilotDevice: boolean };

/** The token for the service that keeps the backups. Being asked for a second factor refuses nobody. */
function refusedToken({ signInPolicies }: Organization, person: Person, client: Client): Ending | undefined {
  const refusing = signInPolicies.find((policy) => REFUSES[policy](person, client));
  return refusing === undefined ? undefined : `the token is refused: ${refusing}`;
}

const REFUSES: Readonly<Record<SignInPolicy, (person: Person, client: Client) => boolean>> = {
  multifactorForEverybody: () => false,
  compliantDeviceForEverything: (_, { isCompliant }) => !isCompliant,
  compliantOrHybridForEverything: (_, { isCompliant, isHybrid }) => !isCompliant && !isHybrid,
  compliantDeviceButForTheRestore: () => false,
  compliantDeviceReportOnly: () => false,
  compliantDeviceForExecutives: ({ isExecutive }, { isCompliant }) => isExecutive && !isCompliant,
  blockOtherPlatforms: () => false,
  blockWindowsForPilot: ({ isPilot }) => isPilot,
  blockLegacyClients: () => false,
};
