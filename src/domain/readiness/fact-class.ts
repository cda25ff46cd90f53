// Which subjects are alike: those about whom every rule has to answer the same. A fleet of a million has a few thousand classes,
// and each is decided once.
//
// A class is named by every fact that some rule looks at; identities count only by whether they are known and whose a backup
// is. A law test holds that subjects of one class are decided alike.

import { isOfPerson, isOfTenant } from '../eligibility/own-backups.ts';
import { factsOn, type SubjectFacts } from './subject.ts';

/** Numbers what is one object; equal contents in two objects are two, which makes more classes and changes no answer. */
export type NumberOf = (object: object) => number;

export function classKey(facts: SubjectFacts, numberOf: NumberOf): string {
  const { device, enrollment, person, cloud, policy, conditionalAccess, history, ...others } = facts;
  return [
    device.windowsBuild,
    device.updateRevision,
    facts.updatedDevice && `updated ${facts.updatedDevice.updateRevision}`,
    device.sku,
    device.edition,
    device.joinState,
    device.usage,
    device.cloudPc,
    device.virtualDesktop,
    enrollment.path,
    enrollment.mode,
    enrollment.preProvisioningFlow,
    enrollment.installsQualityUpdates,
    cloud,
    person.account,
    person.userId === undefined,
    person.tenantId === undefined,
    policy && numberOf(policy),
    conditionalAccess && numberOf(conditionalAccess.oobe),
    conditionalAccess && numberOf(conditionalAccess.firstSignIn),
    backupsKey(facts),
    history?.skippedIn,
    history?.isRestored,
    JSON.stringify({ ...others, backups: undefined }),
  ].join('|');
}

/** `undefined` is none that are known, and the empty text none at all. */
function backupsKey(facts: SubjectFacts): string {
  if (facts.backups === undefined) return 'unknown';
  const whole = factsOn(facts, 'inUse');
  const kinds = facts.backups.map((backup) =>
    [backup.isUsable, backup.isOfThisDevice, isOfPerson(backup, whole), isOfTenant(backup, whole)].map(Number).join(''),
  );
  return [...new Set(kinds)].toSorted().join(' ');
}

export function numbering(): NumberOf {
  const numbers = new Map<object, number>();
  return (object) => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    numbers.set(object, numbers.size);
    return numbers.size - 1;
  };
}
