// Which of the backups a person may be offered: their own, of their organization.

import type { BackupFact, EligibilityFacts } from './facts.ts';

export function isOfPerson({ userId }: BackupFact, { person }: EligibilityFacts): boolean {
  return sameId(userId, person.userId);
}

export function isOfTenant({ tenantId }: BackupFact, { person }: EligibilityFacts): boolean {
  return sameId(tenantId, person.tenantId);
}

/** What the device itself backed up is no news to it, except on demand, where it brings back how it was. */
export function isWorthOffering({ isUsable, isOfThisDevice }: BackupFact, { occasion }: EligibilityFacts): boolean {
  return isUsable && (occasion === 'inUse' || !isOfThisDevice);
}

/** UUIDs are the same in capitals. */
function sameId(one: string, other: string | undefined): boolean {
  return one === other || one.toLowerCase() === other?.toLowerCase();
}
