// Settings are kept for a person of the organization, so the person is signed in as one. Technical: without that account there
// is no token with which a backup could be written or read.

import { no, unknown, yes } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const organizationalAccount: Rule = {
  id: 'organizational-account',
  title: 'The person is signed in with the work or school account of the organization',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R6', 'R20'],
  source: "Microsoft's prerequisites for backup and restore",
  judge: ({ person }) =>
    person.account === undefined ? unknown('person.account') : person.account === 'organizational' ? WORK : OTHER,
};

const WORK = yes('Signed in with the work or school account');
const OTHER = no('Signed in with another kind of account', {
  code: 'other-account',
  administrator:
    'The person is signed in with a local or a personal Microsoft account; settings are kept for work and school accounts.',
  person: 'You are signed in with a personal account. Your work settings are kept with your work or school account.',
  fix: 'The person signs out of Windows and signs in with the work or school account.',
});
