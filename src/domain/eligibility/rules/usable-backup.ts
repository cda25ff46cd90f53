// There is something to offer: a backup of this person in this organization that can be read, and, except on demand, one that
// comes from another device. Technical.

import type { BackupFact, EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import { isOfPerson, isOfTenant, isWorthOffering } from '../own-backups.ts';
import type { Explanation, Judgement, Rule } from '../rule.ts';

export const usableBackup: Rule = {
  id: 'usable-backup',
  title: 'The person has at least one usable backup, during setup and at first sign-in from another device',
  occasions: ['oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R20', 'R26'],
  source: "Microsoft's prerequisites: at least one backup profile",
  judge: (facts) => {
    const { backups, person } = facts;
    if (backups === undefined) return unknown('backups');
    if (backups.length === 0) return NONE;
    if (!backups.some((backup) => isWorthOffering(backup, facts))) return noneWorthOffering(backups);
    if (person.userId === undefined) return unknown('person.userId');
    if (person.tenantId === undefined) return unknown('person.tenantId');
    return backups.some((backup) => isOffered(backup, facts)) ? SOME : NONE_OF_THEIRS;
  },
};

function isOffered(backup: BackupFact, facts: EligibilityFacts): boolean {
  return isWorthOffering(backup, facts) && isOfPerson(backup, facts) && isOfTenant(backup, facts);
}

function noneWorthOffering(backups: readonly BackupFact[]): Judgement {
  return backups.some(({ isUsable }) => isUsable) ? ONLY_THIS_DEVICE : NONE_READABLE;
}

const SOME = yes('At least one usable backup');
const NO_BACKUP: Explanation = {
  code: 'no-backup',
  administrator: 'There is no backup of this person.',
  person: 'There is no backup of your settings yet, so there is nothing to restore.',
  fix: 'Enable "Enable Windows Backup" for the old device and let it back up (every eight days, or at once from the Windows Backup app); then restore on demand.',
};
const NONE = no('No backup', NO_BACKUP);
const NONE_OF_THEIRS = no('No backup of this person in this organization', NO_BACKUP);
const ONLY_THIS_DEVICE = no('Backups of this device only', {
  code: 'only-own-backup',
  administrator: 'The only usable backups were made on this very device, which has its settings already.',
  person: 'The only backup of yours comes from this device, so there is nothing new to bring over.',
  fix: 'Nothing, if the settings are there. To go back to how the device was, restore on demand.',
});
const NONE_READABLE = no('No usable backup', {
  code: 'no-usable-backup',
  administrator:
    'There are backup profiles of this person, but none with a snapshot that this version can read: they are empty, erased or of a newer format.',
  person: 'There is no backup of your settings that can be restored on this device.',
  fix: 'Let the old device back up again; where the format is newer, an administrator updates Keepsake.',
});
