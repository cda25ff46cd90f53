// A virtual desktop outlives the session. A limit of Microsoft's service, which leaves non-persistent desktops out; a restore at
// every sign-in would work on them, and an organization may lift it.

import type { VirtualDesktop } from '../../device/device-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const persistentDesktop: Rule = {
  id: 'persistent-desktop',
  title: 'A virtual desktop is kept between sessions',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'service',
  requirements: ['R10'],
  source: "Microsoft's questions and answers on virtual desktops",
  judge: ({ device }) =>
    device.virtualDesktop === undefined ? unknown('device.virtualDesktop') : ANSWERS[device.virtualDesktop],
};

const ANSWERS: Readonly<Record<VirtualDesktop, Judgement>> = {
  none: yes('No virtual desktop'),
  persistent: yes('A virtual desktop that is kept'),
  nonPersistent: no('A virtual desktop that is thrown away', {
    code: 'non-persistent-desktop',
    administrator:
      'The virtual desktop is thrown away after each session, and with it everything that a restore would bring.',
    person: 'This virtual desktop starts afresh each time, so your settings are not kept on it.',
    fix: 'Assign a persistent desktop, or keep profiles with FSLogix; or lift this limit for the organization.',
  }),
};
