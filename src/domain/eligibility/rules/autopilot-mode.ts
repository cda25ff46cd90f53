// Of the ways of Autopilot only the user-driven one is documented for a restore during setup. A limit of Microsoft's service:
// device preparation has the person at the screen as well, and an organization that has tried it may lift this.
// Self-deploying mode and the technician's flow have nobody at the screen: they are `person-in-setup`'s.

import { no, unknown, yes } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const autopilotMode: Rule = {
  id: 'autopilot-mode',
  title: 'During Windows setup, Autopilot is user-driven or not used at all, and not device preparation',
  occasions: ['oobe'],
  limit: 'service',
  requirements: ['R14'],
  source: "Microsoft's prerequisites for restoring in OOBE",
  judge: ({ enrollment: { mode } }) =>
    mode === undefined ? unknown('enrollment.mode') : mode === 'devicePreparation' ? DEVICE_PREPARATION : OTHER,
};

const OTHER = yes('No device preparation');
const DEVICE_PREPARATION = no('Autopilot device preparation', {
  code: 'device-preparation',
  administrator:
    'The device is set up by Autopilot device preparation; Microsoft documents the restore for user-driven Autopilot only.',
  person:
    'Your settings could not be restored while this device was being set up. Your IT department can tell you whether they can be now.',
  fix: 'Use a user-driven Autopilot profile, or enable "Enable Windows Restore" so that the first sign-in offers it; or lift this limit for the organization.',
});
