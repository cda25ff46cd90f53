// What is known of a device, as conditions of Conditional Access see it: in the directory's words.

import type { DeviceFacts, JoinState } from '../device/device-facts.ts';
import type { Device } from './device.ts';
import type { AttributeValue } from '../filter-rule/judge.ts';

/** What is not known is left out, and conditions that need it stay undecided. */
export function deviceOfFacts(facts: DeviceFacts, deviceId?: string): Device {
  const { joinState, windowsBuild, updateRevision } = facts;
  const attributes: Record<string, AttributeValue | undefined> = {
    deviceid: deviceId,
    displayname: facts.deviceName,
    trusttype: joinState === undefined ? undefined : TRUST_TYPES[joinState],
    iscompliant: facts.isCompliant,
    deviceownership: facts.ownership === undefined ? undefined : OWNERSHIPS[facts.ownership],
    manufacturer: facts.manufacturer,
    model: facts.model,
    operatingsystem: windowsBuild === undefined ? undefined : 'Windows',
    operatingsystemversion:
      windowsBuild === undefined || updateRevision === undefined ? undefined : `10.0.${windowsBuild}.${updateRevision}`,
  };
  const isRegistered = joinState === undefined ? undefined : TRUST_TYPES[joinState] !== undefined;
  return { isRegistered, attributes: withoutUnknown(attributes) };
}

/** A device that only the domain knows, or nobody, is not registered. */
const TRUST_TYPES: Readonly<Record<JoinState, string | undefined>> = {
  entraJoined: 'AzureAD',
  hybridJoined: 'ServerAD',
  workplaceRegistered: 'Workplace',
  domainJoined: undefined,
  none: undefined,
};

const OWNERSHIPS = { company: 'Company', personal: 'Personal' } as const;

function withoutUnknown(
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
): Readonly<Record<string, AttributeValue>> {
  const known = Object.entries(attributes).filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
