// The facts that rules ask for, in words, and where an administrator finds or sets each. What is not listed is told by its name.

import { WINDOWS_POLICIES } from '../policy/windows-policies.ts';

export type FactWords = {
  /** After "It is not known …". */
  readonly words: string;
  /** How to learn it: a sentence. */
  readonly where: string;
};

const AGENT = 'The agent reports it when the device checks in (keepsake agent status shows the last time)';
const IMPORT = 'importing the managed devices of Intune brings it as well';

export const FACT_NAMES: Readonly<Record<string, FactWords>> = {
  'device.windowsBuild': {
    words: 'which build of Windows the device runs',
    where: `${AGENT}; ${IMPORT}. On the device: winver.`,
  },
  'device.updateRevision': {
    words: 'which update of Windows the device has, the last number of its version',
    where: `${AGENT}; ${IMPORT}. On the device: winver.`,
  },
  'device.sku': {
    words: 'which edition of Windows the device runs',
    where: `${AGENT}; ${IMPORT} (skuNumber). On the device: Settings › System › About.`,
  },
  'device.edition': {
    words: 'which edition of Windows it is, because its number and its name contradict each other',
    where: 'Compare Settings › System › About on the device with what was imported of it.',
  },
  'device.joinState': {
    words: 'how the device is joined',
    where: `${AGENT}; ${IMPORT} (joinType). On the device: dsregcmd /status.`,
  },
  'device.usage': {
    words: 'who uses the device: one person, several, anybody, or nobody',
    where: `${AGENT}; importing Autopilot profiles and the directory's devices brings it as well.`,
  },
  'device.cloudPc': {
    words: 'whether the device is a Cloud PC, and of which kind',
    where: `${AGENT}; ${IMPORT} (model). In Intune: Devices › Windows 365 › All Cloud PCs.`,
  },
  'device.virtualDesktop': {
    words: 'whether the device is a virtual desktop that is thrown away after each session',
    where: `${AGENT}. In Azure Virtual Desktop: the host pool's type and its session hosts.`,
  },
  'enrollment.path': {
    words: 'how the device came into management',
    where: `${AGENT}; ${IMPORT} (deviceEnrollmentType).`,
  },
  'enrollment.mode': {
    words: 'by which way of Autopilot the device was set up, if any',
    where: `${AGENT}; importing Autopilot profiles brings it as well. In Intune: Devices › Enrollment › Windows › Deployment profiles.`,
  },
  'enrollment.preProvisioningFlow': {
    words: 'whether a technician or the person is at the pre-provisioned device',
    where: 'Only the device knows: its agent reports it during setup.',
  },
  cloud: {
    words: "which of Microsoft's clouds the organization is in",
    where: 'It follows from the issuers that the organization trusts (keepsake issuer list).',
  },
  'person.account': {
    words: 'with which kind of account the person is signed in to Windows',
    where: `${AGENT}. On the device: Settings › Accounts › Your info.`,
  },
  'person.userId': {
    words: 'who the person is',
    where: 'The person signs in on the device (keepsake sign-in), or the command names them.',
  },
  'person.tenantId': {
    words: 'which organization the person belongs to',
    where: 'The person signs in on the device (keepsake sign-in).',
  },
  'person.groupIds': {
    words: 'which groups the person is in',
    where: 'Import the directory, or let the person sign in with a token that carries groups.',
  },
  'device.groupIds': {
    words: 'which groups the device is in',
    where: 'Import the directory.',
  },
  'device.deviceName': { words: 'what the device is called', where: `${AGENT}; ${IMPORT}.` },
  'device.manufacturer': { words: 'who made the device', where: `${AGENT}; ${IMPORT}.` },
  'device.model': { words: 'which model the device is', where: `${AGENT}; ${IMPORT}.` },
  'device.ownership': {
    words: 'whether the organization or the person owns the device',
    where: 'Importing the managed devices of Intune brings it (managedDeviceOwnerType).',
  },
  'device.enrollmentProfileName': {
    words: 'by which enrollment profile the device came',
    where: 'Importing the managed devices of Intune brings it (enrollmentProfileName).',
  },
  'device.deviceCategory': {
    words: 'which category the device has in Intune',
    where: 'Nobody tells Keepsake: assign the policy by another attribute or a group.',
  },
  'device.cpuArchitecture': {
    words: 'which processor architecture the device has',
    where: 'Nobody tells Keepsake: assign the policy by another attribute or a group.',
  },
  policy: {
    words: 'which policies hold for the person on the device',
    where: 'Import the policies of Intune, or let the device check in so that it reports its own.',
  },
  'policy.showRestorePage': {
    words: 'whether "Show restore page" is on for the person and the device',
    where: 'In Intune: Devices › Enrollment › Windows › Windows Backup and Restore, and who it is assigned to.',
  },
  backups: {
    words: 'which backups the person has',
    where: 'The service knows; ask again when it can be reached.',
  },
  conditionalAccess: {
    words: 'whether Conditional Access lets the restore through',
    where:
      "Import the tenant's Conditional Access policies (keepsake ca import), or let the person sign in on the device.",
  },
  history: {
    words: 'whether this enrollment was restored or skipped before',
    where: 'The service knows as soon as the device tells which enrollment it is in.',
  },
};

/** Words for any name: a listed fact, a policy of Windows, or a question that Conditional Access left open. */
export function factWords(name: string): FactWords {
  const listed = Object.hasOwn(FACT_NAMES, name) ? FACT_NAMES[name] : undefined;
  return (
    listed ??
    policyFact(name) ??
    conditionalAccessFact(name) ??
    assignmentFact(name) ?? { words: name, where: ANYWHERE }
  );
}

const ANYWHERE = 'Import it, or let the device report it.';
const POLICY = 'policy.';
const CONDITIONAL_ACCESS = 'conditionalAccess: ';

function policyFact(name: string): FactWords | undefined {
  if (!name.startsWith(POLICY)) return undefined;
  const policy = WINDOWS_POLICIES.find((it) => it.name === name.slice(POLICY.length));
  if (policy === undefined) return undefined;
  return {
    words: `what the policy "${policy.title}" says for the person and the device`,
    where:
      'Let the device check in, so that it reports its policies; for assigned ones the groups and filters have to be known.',
  };
}

function conditionalAccessFact(name: string): FactWords | undefined {
  if (!name.startsWith(CONDITIONAL_ACCESS)) return undefined;
  return {
    words: `what Conditional Access asks for: ${name.slice(CONDITIONAL_ACCESS.length)}`,
    where: 'keepsake ca explain takes it as an option and shows which policy asks for it.',
  };
}

/** A part of an assignment: `filter 3f2a…`. */
function assignmentFact(name: string): FactWords | undefined {
  if (!name.startsWith('filter ') && !name.startsWith('assignment target ')) return undefined;
  return {
    words: `whom a policy is assigned to: ${name}`,
    where: 'Import the policy together with its assignment filters.',
  };
}
