// During setup a restore is offered to devices that enroll in setup. A limit of Microsoft's service, which leaves every other way
// into management out; it says nothing of the first sign-in, so there the way does not matter. An organization may lift it.

import type { EnrollmentPath } from '../../enrollment/enrollment-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const enrollmentPath: Rule = {
  id: 'enrollment-path',
  title:
    'During Windows setup: the device enrolls there, and not by Group Policy, co-management, Settings or Autopilot Reset',
  occasions: ['oobe'],
  limit: 'service',
  requirements: ['R15'],
  source: "Microsoft's list of enrollment methods that are left out",
  judge: ({ enrollment: { path } }) => (path === undefined ? unknown('enrollment.path') : ANSWERS[path]),
};

const ANSWERS: Readonly<Record<EnrollmentPath, Judgement>> = {
  oobeJoin: yes('Joined during setup'),
  /** Whether anybody is there is another rule's question. */
  bulk: yes('Joined during setup, in bulk'),
  groupPolicy: refused('group-policy-enrollment', 'Group Policy'),
  coManagement: refused('co-management', 'Configuration Manager co-management'),
  settings: refused('settings-enrollment', 'hand, from the Settings app'),
  autopilotReset: refused('autopilot-reset', 'Autopilot Reset'),
};

function refused(code: string, by: string): Judgement {
  return no(`Enrolled by ${by}`, {
    code,
    administrator: `The device came into management by ${by}, which Microsoft leaves out of the restore during setup.`,
    person:
      'Because of how this device was added to your organization, your settings can not be restored while it is being set up. Your IT department can tell you whether they can be afterwards.',
    fix: 'Enable "Enable Windows Restore" so that the first sign-in offers it, or have the person join the device during setup; or lift this limit for the organization.',
  });
}
