// Windows setup offers a restore on devices that join Entra alone. A limit of Microsoft's service: a hybrid join needs the
// domain controller in the middle of setup, and Microsoft leaves it to the first sign-in. An organization whose hybrid devices
// sign the person in during setup may lift it.

import { no, unknown, yes } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const notHybridInSetup: Rule = {
  id: 'not-hybrid-in-setup',
  title: 'During Windows setup the device joins Entra alone, not hybrid',
  occasions: ['oobe'],
  limit: 'service',
  requirements: ['R9'],
  source: "Microsoft's prerequisites for restoring in OOBE",
  judge: ({ device }) =>
    device.joinState === undefined ? unknown('device.joinState') : device.joinState === 'hybridJoined' ? HYBRID : ALONE,
};

const ALONE = yes('Not hybrid joined');
const HYBRID = no('Hybrid joined', {
  code: 'hybrid-in-setup',
  administrator: 'Hybrid joined devices are not offered a restore during setup; at the first sign-in they may be.',
  person:
    'Your settings can not be restored while this device is being set up. Once you have signed in, your IT department can tell you whether they can.',
  fix: 'Enable "Enable Windows Restore" for the device, so that the first sign-in offers it; or lift this limit for the organization.',
});
