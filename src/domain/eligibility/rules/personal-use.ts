// Somebody's own settings are at home on a device that somebody uses. Technical: a kiosk runs as an account that is nobody, and
// a userless device has no person at all, so there is no one whose settings these would be.

import type { DeviceUsage } from '../../device/device-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const personalUse: Rule = {
  id: 'personal-use',
  title: 'People sign in to the device as themselves: it is no kiosk and not userless',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R10', 'R14'],
  source: "Microsoft's page for Intune: not for shared or userless devices",
  judge: ({ device }) => (device.usage === undefined ? unknown('device.usage') : ANSWERS[device.usage]),
};

const PEOPLE = yes('People sign in as themselves');
const FIX =
  'Use another device for this person; or, if the device is a personal one by now, assign its own Autopilot profile and set it up again.';

const ANSWERS: Readonly<Record<DeviceUsage, Judgement>> = {
  singleUser: PEOPLE,
  multiUser: PEOPLE,
  shared: PEOPLE,
  kiosk: no('A kiosk', {
    code: 'kiosk',
    administrator: 'The device is a kiosk: whoever uses it does not sign in as themselves.',
    person: "This is a device for everybody, so nobody's own settings are kept on it.",
    fix: FIX,
  }),
  userless: no('A device without a user', {
    code: 'userless',
    administrator: 'The device was enrolled without a user.',
    person: "This device is not set up for one person, so nobody's own settings are kept on it.",
    fix: FIX,
  }),
};
