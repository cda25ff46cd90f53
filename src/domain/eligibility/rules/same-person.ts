// A backup goes back to the person it was made of, and to nobody else. Technical: it is sealed for that person.

import type { BackupFact, EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import { isOfPerson } from '../own-backups.ts';
import type { Rule } from '../rule.ts';

export const samePerson: Rule = {
  id: 'same-person',
  title: 'The backup was made by the same person',
  occasions: ['oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R6'],
  source: "Microsoft's prerequisites: the same user's organizational identity",
  judge: (facts) => {
    const { backups, person } = facts;
    if (backups === undefined) return unknown('backups');
    if (backups.length === 0) return NOBODY_ELSES;
    if (person.userId === undefined) return unknown('person.userId');
    return anyOwn(backups, facts) ? OWN : OF_ANOTHER;
  },
};

function anyOwn(backups: readonly BackupFact[], facts: EligibilityFacts): boolean {
  return backups.some((backup) => isOfPerson(backup, facts));
}

const OWN = yes("The person's own");
const NOBODY_ELSES = yes('No backup of anybody else');
const OF_ANOTHER = no('Backups of another person only', {
  code: 'backup-of-another-person',
  administrator: 'The backups that were found belong to another person, and only that person can read them.',
  person: 'There is no backup of yours here to restore from.',
  fix: 'The person signs in with the account under which the backup was made; the settings of a colleague can not be taken over.',
});
