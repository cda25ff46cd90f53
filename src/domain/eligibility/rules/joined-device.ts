// Backups and restores belong to an organization, and so does the device: joined to Entra, or hybrid. Technical, because a
// device that has not joined is nobody's: the organization neither manages it nor vouches for it, and what it would keep there
// could not be taken back.

import type { JoinState } from '../../device/device-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const joinedDevice: Rule = {
  id: 'joined-device',
  title: 'The device is joined to Microsoft Entra ID, by itself or hybrid',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R8', 'R9', 'R10'],
  source: "Microsoft's prerequisites for backup and restore",
  judge: ({ device }) => (device.joinState === undefined ? unknown('device.joinState') : ANSWERS[device.joinState]),
};

const ANSWERS: Readonly<Record<JoinState, Judgement>> = {
  entraJoined: yes('Joined to Entra'),
  hybridJoined: yes('Hybrid joined'),
  domainJoined: no('Joined to an Active Directory domain only', {
    code: 'only-domain-joined',
    administrator: 'The device is joined to an Active Directory domain and not known to Entra.',
    person: 'This device is not connected to your organization in the way that saving and restoring settings needs.',
    fix: 'An administrator sets up hybrid join with Entra Connect (dsregcmd /status then shows AzureAdJoined : YES).',
  }),
  workplaceRegistered: no('Registered, not joined', {
    code: 'only-registered',
    administrator:
      'The device is only registered with Entra: a work account was added to a device that belongs to somebody else.',
    person:
      'This looks like a personal device with a work account added to it. Settings are saved and restored on work devices only.',
    fix: 'Where the device is the organization\'s: Settings › Accounts › Access work or school › "Join this device to Microsoft Entra ID".',
  }),
  none: no('Not joined', {
    code: 'not-joined',
    administrator: 'The device is not joined to Entra.',
    person: 'This device does not belong to your organization yet, so there is nothing to save or restore here.',
    fix: 'Join it: during setup with the work account, or Settings › Accounts › Access work or school › "Join this device to Microsoft Entra ID".',
  }),
};
