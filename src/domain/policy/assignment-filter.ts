// Intune's assignment filters for managed devices: `(device.model -eq "Surface Laptop 7") and (device.osVersion -startsWith …)`.
//
// The language is that of Conditional Access's device filters with Intune's operators and attributes. Guarantees: a rule that
// can not be read, and an attribute whose value is not known, make the answer unknown and are named; nothing is guessed.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Finding, isMalformed } from '../conditional-access/finding.ts';
import { membersOf } from '../conditional-access/members.ts';
import type { DeviceFacts, JoinState } from '../device/device-facts.ts';
import { skuName } from '../device/windows-sku.ts';
import { type AttributeValue, judgeRule } from '../filter-rule/judge.ts';
import { attributesOf, INTUNE_OPERATORS, parseRule, type Rule } from '../filter-rule/rule.ts';
import { type Answer, answer, type PolicySubject } from './policy-subject.ts';

export type AssignmentFilter = { readonly id: string; readonly name: string; readonly rule: Rule };

/** Of a `deviceAndAppManagementAssignmentFilter`. */
export function parseAssignmentFilter(json: Json): Result<AssignmentFilter, readonly Finding[]> {
  const findings: Finding[] = [];
  const at = membersOf(json, '$', findings);
  const id = at.text('id') ?? '';
  const name = at.text('displayName');
  if (name === undefined) at.report('missing-member', 'A filter has a name.', 'displayName');
  if (at.text('assignmentFilterManagementType')?.toLowerCase() === 'apps') {
    at.report('bad-rule', 'A filter for managed apps can not narrow a policy.', 'assignmentFilterManagementType');
  }
  const text = at.text('rule');
  if (text === undefined) at.report('missing-member', 'A filter has a rule.', 'rule');
  const rule = parseRule(text ?? '', INTUNE_OPERATORS);
  if (text !== undefined && !rule.ok) {
    at.report('bad-rule', `At character ${rule.error.position + 1}: ${rule.error.detail}.`, 'rule');
  }
  if (!rule.ok || isMalformed(findings)) return fail(findings);
  const strange = attributesOf(rule.value).filter((attribute) => attributeKey(attribute) === undefined);
  for (const attribute of strange) {
    at.report('bad-rule', `There is no "${attribute}" in filters for managed devices.`, 'rule');
  }
  return strange.length > 0 ? fail(findings) : ok({ id, name: name ?? id, rule: rule.value });
}

export function judgeFilter({ rule }: AssignmentFilter, subject: PolicySubject): Answer {
  const value = (attribute: string) => valueOf(attributeKey(attribute), subject);
  const missing = attributesOf(rule).filter((attribute) => value(attribute) === undefined);
  return answer(
    judgeRule(rule, value),
    missing.map((attribute) => factName(attribute, subject)),
  );
}

type Key = keyof typeof ATTRIBUTES;

function attributeKey(attribute: string): Key | undefined {
  const wanted = attribute.toLowerCase();
  return (Object.keys(ATTRIBUTES) as Key[]).find((key) => wanted === `device.${key.toLowerCase()}`);
}

function valueOf(key: Key | undefined, subject: PolicySubject): AttributeValue | undefined {
  return key === undefined ? undefined : ATTRIBUTES[key].value(subject);
}

function factName(attribute: string, { device }: PolicySubject): string {
  const key = attributeKey(attribute);
  return key === undefined ? attribute : `device.${ATTRIBUTES[key].fact(device)}`;
}

/** `10.0.26100.4946`; half of it would meet the wrong comparisons. */
const VERSION: Attribute = {
  fact: ({ windowsBuild }) => (windowsBuild === undefined ? 'windowsBuild' : 'updateRevision'),
  value: ({ device: { windowsBuild, updateRevision } }) =>
    windowsBuild === undefined || updateRevision === undefined ? undefined : `10.0.${windowsBuild}.${updateRevision}`,
};

/** Of Intune's attributes those that Windows devices have. */
const ATTRIBUTES = {
  deviceName: plain('deviceName'),
  manufacturer: plain('manufacturer'),
  model: plain('model'),
  deviceOwnership: {
    fact: () => 'ownership',
    value: ({ device: { ownership } }: PolicySubject) => ownership && OWNERSHIPS[ownership],
  },
  deviceTrustType: {
    fact: () => 'joinState',
    value: ({ device: { joinState } }: PolicySubject) => joinState && TRUST_TYPES[joinState],
  },
  operatingSystemSKU: {
    fact: ({ sku }: DeviceFacts) => (sku === undefined ? 'sku' : 'edition'),
    value: ({ device: { sku, edition } }: PolicySubject) => (sku === undefined ? undefined : skuName(sku)) ?? edition,
  },
  osVersion: VERSION,
  operatingSystemVersion: VERSION,
  enrollmentProfileName: {
    fact: () => 'enrollmentProfileName',
    value: ({ enrollmentProfileName: name }: PolicySubject) => (name === '' ? null : name),
  },
  // Nobody tells Keepsake these.
  deviceCategory: { fact: () => 'deviceCategory', value: () => undefined },
  cpuArchitecture: { fact: () => 'cpuArchitecture', value: () => undefined },
} as const satisfies Record<string, Attribute>;

type Attribute = {
  /** The name of what to find out where the value is not known. */
  readonly fact: (device: DeviceFacts) => string;
  readonly value: (subject: PolicySubject) => AttributeValue | undefined;
};

function plain(name: 'deviceName' | 'manufacturer' | 'model'): Attribute {
  return { fact: () => name, value: ({ device }) => device[name] };
}

const OWNERSHIPS = { company: 'Corporate', personal: 'Personal' } as const;

const TRUST_TYPES: Readonly<Record<JoinState, string>> = {
  entraJoined: 'Azure AD joined',
  hybridJoined: 'Hybrid Azure AD joined',
  workplaceRegistered: 'Azure AD registered',
  domainJoined: 'Unknown',
  none: 'Unknown',
};
