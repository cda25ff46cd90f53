// Whoever chose *Set up as new* is not asked again on this enrollment. Technical: it is the person's own word, and nobody else may
// take it back. On demand they may always change their mind.

import { no, unknown, yes } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const notSkipped: Rule = {
  id: 'not-skipped',
  title: 'The person has not chosen "Set up as new" on this enrollment',
  occasions: ['oobe', 'firstSignIn'],
  limit: 'technical',
  requirements: ['R11'],
  source: 'Microsoft: an explicit skip is honoured and not asked again',
  judge: ({ history }) =>
    history === undefined
      ? unknown('history')
      : history.skippedIn === undefined
        ? NOT_SKIPPED
        : SKIPPED[history.skippedIn],
};

const NOT_SKIPPED = yes('Nothing was skipped');
const SKIPPED = { oobe: skipped('during setup'), firstSignIn: skipped('at the first sign-in') } as const;

function skipped(when: string): ReturnType<typeof no> {
  return no(`"Set up as new" was chosen ${when}`, {
    code: 'skipped',
    administrator: `The person chose "Set up as new" ${when}; that holds for this enrollment.`,
    person: 'You chose to set this device up as new, so you are not asked again.',
    fix: 'The person restores on demand, where "Enable Windows Restore" allows it; or the device is reset and enrolled again.',
  });
}
