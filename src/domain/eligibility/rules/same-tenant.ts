// A backup stays inside the organization that it was made in. Technical: another organization's keys can not open it.

import type { BackupFact, EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import { isOfTenant } from '../own-backups.ts';
import type { Rule } from '../rule.ts';

export const sameTenant: Rule = {
  id: 'same-tenant',
  title: 'The backup was made in the same organization',
  occasions: ['oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R7'],
  source: 'Microsoft: no restore across tenants',
  judge: (facts) => {
    const { backups, person } = facts;
    if (backups === undefined) return unknown('backups');
    if (backups.length === 0) return NO_OTHERS;
    if (person.tenantId === undefined) return unknown('person.tenantId');
    return anyInside(backups, facts) ? INSIDE : OUTSIDE;
  },
};

function anyInside(backups: readonly BackupFact[], facts: EligibilityFacts): boolean {
  return backups.some((backup) => isOfTenant(backup, facts));
}

const INSIDE = yes('Of this organization');
const NO_OTHERS = yes('No backup of another organization');
const OUTSIDE = no('Backups of another organization only', {
  code: 'backup-of-another-tenant',
  administrator: 'The backups that were found were made in another tenant; nothing is restored across tenants.',
  person: 'Your backup belongs to another organization and can not be restored here.',
  fix: 'The person makes a backup with the account of this organization, or sets the device up as new.',
});
