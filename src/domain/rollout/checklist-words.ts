// The checklist in sentences, for the terminal: each item's title, and each piece of evidence with what helps.

import { ACKNOWLEDGEABLE, type AcknowledgementSubject } from './acknowledgement.ts';
import type { ChecklistItemName, Evidence, EvidenceCode } from './checklist.ts';

export const ITEM_TITLES: Readonly<Record<ChecklistItemName, string>> = {
  pilotGroup: 'A pilot whose devices stand for the fleet',
  endToEnd: 'A backup and a verified restore on each kind of device in the pilot',
  builds: 'Builds of Windows, and quality updates during setup',
  conditionalAccess: 'Conditional Access on devices that are not compliant yet, with each method of signing in',
  companions: 'What a restore does not bring: files and Win32 applications',
  effects: 'What changes for the whole organization, known by who answers for it',
  exceptions: 'Exceptions with an owner, a fallback and an end',
};

export function evidenceWords(evidence: Evidence): string {
  const { fix } = evidence;
  const said = WORDS[evidence.code](evidence);
  return fix === undefined ? said : `${said} Fix: ${fix}.`;
}

const WORDS: Readonly<Record<EvidenceCode, (it: Evidence) => string>> = {
  fleetUnknown: () => 'Nothing is known of any device: import the devices of Intune, or let devices join.',
  noPilot: () => 'There is no ring yet: keepsake rollout propose names devices for a first one.',
  pilotDevices: ({ count = 0 }) => `Devices in the first ring: ${count}.`,
  traitMissing: ({ trait = '', about = '' }) => `No device of the pilot has the ${trait} ${about}.`,
  backupMade: ({ about = '', holds }) =>
    holds === 'yes' ? `${about}: backed up.` : `${about}: no backup was made yet.`,
  restoreVerified: ({ about = '', holds }) =>
    holds === 'yes' ? `${about}: restored and read back.` : `${about}: no restore has completed yet.`,
  buildEnough: ({ count = 0, of = 0 }) => `${count} of ${of} devices have a build that backs up and restores.`,
  buildUnknown: ({ count = 0 }) => `Of ${count} devices the build is not known.`,
  qualityUpdates: ({ holds }) =>
    holds === 'yes'
      ? 'The Enrollment Status Page installs quality updates before people go on.'
      : 'No Enrollment Status Page installs quality updates during setup; switch it on, or use newer images.',
  noPolicies: () => 'No policy of Conditional Access is known: keepsake ca import takes them in.',
  methodPasses: ({ about = '', holds }) =>
    ({
      yes: `${about}: a restore gets through.`,
      no: `${about}: a restore is blocked.`,
      open: `${about}: it is not known whether a restore gets through.`,
    })[holds],
  methodAsksMore: ({ about = '' }) => `${about}: asked for another method; who has only this one does not get through.`,
  acknowledged: ({ about = '', holds }) => {
    const what = ACKNOWLEDGEABLE[about as AcknowledgementSubject];
    return holds === 'yes' ? `Acknowledged: ${what}` : `Not acknowledged yet (${about}): ${what}`;
  },
  exceptionHolds: ({ about = '' }) => `${about}: holds.`,
  exceptionEnded: ({ about = '' }) => `${about}: its time is over; close it, or give it a new end.`,
};
