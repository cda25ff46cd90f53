// A restore that ended well is not offered again on the same enrollment. Technical: there is nothing left to offer. On demand
// another one may be made at any time.

import { no, unknown, yes } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const notRestored: Rule = {
  id: 'not-restored',
  title: 'No restore has been completed on this enrollment',
  occasions: ['oobe', 'firstSignIn'],
  limit: 'technical',
  requirements: ['R11', 'R23'],
  source: 'Microsoft: the first sign-in is for those who missed the restore in OOBE',
  judge: ({ history }) => (history === undefined ? unknown('history') : history.isRestored ? RESTORED : NOT_YET),
};

const NOT_YET = yes('Not restored yet');
const RESTORED = no('Restored already', {
  code: 'already-restored',
  administrator: "The person's settings were already restored on this enrollment of the device.",
  person: 'Your settings are already restored on this device.',
  fix: 'Nothing. For another backup or a second time, the person restores on demand where "Enable Windows Restore" allows it.',
});
