// Devices that are anybody's (Shared PC) are left out, and during setup those of several people too. A limit of Microsoft's
// service: its pages disagree, the newer ones allow several people at the first sign-in, each asked once and independently.

import type { EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const notShared: Rule = {
  id: 'not-shared',
  title: 'The device is not shared; during Windows setup it is meant for one person',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'service',
  requirements: ['R9', 'R10'],
  source: "Microsoft's pages on multi-user and shared devices, the newer one where they disagree",
  judge: ({ device: { usage }, occasion }: EligibilityFacts): Judgement => {
    if (usage === undefined) return unknown('device.usage');
    if (usage === 'shared') return SHARED;
    return usage === 'multiUser' && occasion === 'oobe' ? SEVERAL_IN_SETUP : NOT_SHARED;
  },
};

const NOT_SHARED = yes('Not shared');
const SHARED = no('A shared device', {
  code: 'shared-device',
  administrator:
    'The device is shared (Shared PC mode): it belongs to whoever sits down at it, and profiles do not stay.',
  person: 'This is a shared device. Your own settings are saved and restored on your own device.',
  fix: "Use a device of the person's own; or lift this limit for the organization.",
});
const SEVERAL_IN_SETUP = no('A device of several people', {
  code: 'multi-user-in-setup',
  administrator:
    'A device of several people is not offered a restore during setup; each of them may be at their first sign-in.',
  person:
    'Several people use this device, so nobody is asked about their settings while it is being set up. Your IT department can tell you whether they can be restored afterwards.',
  fix: 'Enable "Enable Windows Restore" for the device, so that each person is asked at their first sign-in; or lift this limit for the organization.',
});
