// A restore during setup needs the person at the screen. Technical: in self-deploying mode, in the technician's part of
// pre-provisioning, with a provisioning package for many devices and on a Cloud PC, nobody has signed in whose backup it could be.
//
// Microsoft's older page leaves pre-provisioned devices out altogether, its newer one only the technician's part; the newer holds.

import type { EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const personInSetup: Rule = {
  id: 'person-in-setup',
  title:
    'The person signs in during Windows setup: no self-deploying mode, technician flow, bulk enrollment or Cloud PC',
  occasions: ['oobe'],
  limit: 'technical',
  requirements: ['R9', 'R10', 'R14'],
  source: "Microsoft's list of provisioning modes that are left out",
  judge: (facts) => absence(facts) ?? openQuestion(facts) ?? PRESENT,
};

function absence({ enrollment, device }: EligibilityFacts): Judgement | undefined {
  if (enrollment.mode === 'selfDeploying') return SELF_DEPLOYING;
  if (enrollment.mode === 'preProvisioned' && enrollment.preProvisioningFlow === 'technician') return TECHNICIAN;
  if (enrollment.path === 'bulk') return BULK;
  return device.cloudPc === undefined || device.cloudPc === 'none' ? undefined : CLOUD_PC;
}

function openQuestion({ enrollment, device }: EligibilityFacts): Judgement | undefined {
  const { mode, preProvisioningFlow, path } = enrollment;
  const isFlowKnown = mode !== 'preProvisioned' || preProvisioningFlow !== undefined;
  if (mode !== undefined && isFlowKnown && path !== undefined && device.cloudPc !== undefined) return undefined;
  return unknown(
    ...(mode === undefined ? ['enrollment.mode'] : []),
    ...(isFlowKnown ? [] : ['enrollment.preProvisioningFlow']),
    ...(path === undefined ? ['enrollment.path'] : []),
    ...(device.cloudPc === undefined ? ['device.cloudPc'] : []),
  );
}

const PRESENT = yes('The person signs in during setup');
const LATER = 'The first sign-in can offer the restore instead: enable "Enable Windows Restore" for the device.';
const PERSON =
  'Your settings could not be restored while this device was being set up. Your IT department can tell you whether they can be now.';

const SELF_DEPLOYING = no('Autopilot, self-deploying', {
  code: 'self-deploying',
  administrator: 'The device sets itself up in self-deploying mode, without anybody signing in.',
  person: PERSON,
  fix: `Assign a user-driven Autopilot profile (Intune › Devices › Enrollment › Windows › Deployment profiles) and reset the device. ${LATER}`,
});
const TECHNICIAN = no('Pre-provisioning, at the technician', {
  code: 'technician-flow',
  administrator: 'A technician is preparing the device; the person who will use it has not signed in.',
  person: 'This device is still being prepared. Once you sign in to it yourself, you may be asked about your settings.',
  fix: 'Nothing: reseal the device; the part of pre-provisioning in which the person signs in asks again.',
});
const BULK = no('Enrolled in bulk', {
  code: 'bulk-enrollment',
  administrator: 'A provisioning package joined the device; nobody signs in during its setup.',
  person: PERSON,
  fix: `${LATER} Or enroll it with user-driven Autopilot.`,
});
const CLOUD_PC = no('A Cloud PC', {
  code: 'cloud-pc-in-setup',
  administrator:
    'Windows 365 sets the Cloud PC up before anybody connects to it; restores are offered at the first sign-in.',
  person:
    'Your settings could not be restored while this Cloud PC was being set up. Your IT department can tell you whether they can be now.',
  fix: LATER,
});
