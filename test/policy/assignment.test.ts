// Whom policies reach: Graph's targets, memberships nobody knows, Intune's filters; and what is read of anything at all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/lib/canonical-json.ts';
import type { Ternary } from '../../src/lib/ternary.ts';
import { parseAssignments, reachOf } from '../../src/domain/policy/assignment.ts';
import { judgeFilter, parseAssignmentFilter } from '../../src/domain/policy/assignment-filter.ts';
import type { PolicySubject } from '../../src/domain/policy/policy-subject.ts';
import { INTUNE_OPERATORS, parseRule, printRule, type Rule } from '../../src/domain/filter-rule/rule.ts';

const LAPTOP: PolicySubject = {
  userId: 'alice',
  userGroupIds: ['PEOPLE'],
  deviceGroupIds: ['devices'],
  device: {
    deviceName: "Scott's Device",
    manufacturer: 'Microsoft',
    model: 'Surface Book 3',
    ownership: 'company',
    joinState: 'hybridJoined',
    sku: 4,
    windowsBuild: 22631,
    updateRevision: 3235,
  },
  enrollmentProfileName: '',
};

const target = (type: string, more: object = {}): Json => ({
  target: { '@odata.type': `#microsoft.graph.${type}`, ...more },
});

function reach(assignments: readonly Json[], subject: PolicySubject): readonly unknown[] {
  const parsed = parseAssignments(assignments);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { is, missing, through } = reachOf(parsed.value, subject, [FILTER]);
  return [is, missing, through?.kind];
}

const parsedFilter = parseAssignmentFilter({
  id: 'F',
  displayName: 'Surfaces',
  rule: '(device.model -startsWith "Surface")',
});
assert.ok(parsedFilter.ok);
const FILTER = parsedFilter.value;

test('targets, exclusions and filters reach whom they name', () => {
  const group = (groupId: string) => target('groupAssignmentTarget', { groupId });
  const without = (groupId: string) => target('exclusionGroupAssignmentTarget', { groupId });
  const filtered = (deviceAndAppManagementAssignmentFilterType: string, id = 'f') =>
    target('allDevicesAssignmentTarget', {
      deviceAndAppManagementAssignmentFilterId: id,
      deviceAndAppManagementAssignmentFilterType,
    });
  const { userGroupIds: _, ...person } = LAPTOP;
  const { deviceGroupIds: _groups, ...device } = LAPTOP;
  const inDirectory = { ...device, peopleGroupIds: ['People', 'Others'] };
  const cases: readonly (readonly [Json[], readonly unknown[], PolicySubject?])[] = [
    [[], ['no', [], undefined]],
    [[target('allDevicesAssignmentTarget')], ['yes', [], 'allDevices']],
    [[target('allLicensedUsersAssignmentTarget')], ['yes', [], 'allUsers']],
    [[target('allLicensedUsersAssignmentTarget')], ['unknown', ['person.userId'], 'allUsers'], { device: {} }],
    [[group('people')], ['yes', [], 'group']],
    [[group('Devices')], ['yes', [], 'group']],
    [[group('others')], ['no', [], undefined]],
    [[group('people')], ['unknown', ['person.groupIds'], 'group'], person],
    [[group('devices')], ['yes', [], 'group'], person],
    [
      [group('people'), without('devices')],
      ['no', [], undefined],
    ],
    [[without('people'), target('allDevicesAssignmentTarget')], ['unknown', ['person.groupIds'], 'allDevices'], person],
    [[without('others')], ['no', [], undefined]],
    [[group('others')], ['unknown', ['device.groupIds'], 'group'], device],
    [[group('others')], ['no', [], undefined], inDirectory],
    [[group('people')], ['yes', [], 'group'], inDirectory],
    [[group('devices')], ['unknown', ['device.groupIds'], 'group'], inDirectory],
    [[group('people'), without('others')], ['yes', [], 'group'], inDirectory],
    [[filtered('include')], ['yes', [], 'allDevices']],
    [[filtered('exclude')], ['no', [], undefined]],
    [[filtered('none')], ['yes', [], 'allDevices']],
    [[filtered('include')], ['unknown', ['device.model'], 'allDevices'], { device: {} }],
    [[filtered('include', 'gone')], ['unknown', ['filter gone'], 'allDevices']],
    [[target('deviceAndAppManagementAssignmentTarget', { groupId: 'people' })], ['yes', [], 'group']],
    [
      [target('configurationManagerCollectionAssignmentTarget', { collectionId: 'C' })],
      ['unknown', ['assignment target configurationManagerCollectionAssignmentTarget'], undefined],
    ],
  ];
  for (const [assignments, expected, subject] of cases) {
    assert.deepEqual(reach(assignments, subject ?? LAPTOP), expected, JSON.stringify(assignments));
  }
});

/** Microsoft's documented examples among them. */
const RULES: readonly (readonly [rule: string, laptop: Ternary, nobodyKnows: Ternary])[] = [
  ['(device.deviceName -eq "Scott\'s Device")', 'yes', 'unknown'],
  ['(device.deviceName -in ["Scott\'s device", "Sara\'s device"])', 'yes', 'unknown'],
  ['(device.deviceOwnership -eq "Personal")', 'no', 'unknown'],
  ['(device.deviceOwnership -eq "Corporate")', 'yes', 'unknown'],
  ['(device.deviceTrustType -in ["Hybrid Azure AD joined","Azure AD joined"])', 'yes', 'unknown'],
  ['(device.enrollmentProfileName -ne $null)', 'no', 'unknown'],
  ['(device.manufacturer -startsWith "Micro")', 'yes', 'unknown'],
  ['(device.manufacturer -notContains "soft") or (device.model -contains "Book")', 'yes', 'unknown'],
  ['(device.model -notIn ["Surface Book 3", "Surface Book 2"])', 'no', 'unknown'],
  ['(device.operatingSystemVersion -gt 10.0.22000.1000)', 'yes', 'unknown'],
  ['(device.operatingSystemVersion -le 10.0.22631.3235)', 'yes', 'unknown'],
  ['(device.operatingSystemVersion -lt 10.0.22631.3235)', 'no', 'unknown'],
  ['(device.operatingSystemVersion -ge 10.0.22631)', 'yes', 'unknown'],
  ['(device.operatingSystemVersion -gt 10.0.9999.9)', 'yes', 'unknown'],
  ['(device.osVersion -startsWith "10.0.22631")', 'yes', 'unknown'],
  ['(device.operatingSystemSKU -startsWith "Enterprise")', 'yes', 'unknown'],
  ['(device.cpuArchitecture -eq "arm64") and (device.model -eq "x")', 'no', 'unknown'],
  ['(device.cpuArchitecture -eq "arm64")', 'unknown', 'unknown'],
];

test("Intune's rules hold of a device as documented, and of one that nobody knows remain open", () => {
  for (const [rule, laptop, nobodyKnows] of RULES) {
    const filter = parseAssignmentFilter({ id: 'f', displayName: 'f', rule });
    assert.ok(filter.ok, rule);
    assert.equal(judgeFilter(filter.value, LAPTOP).is, laptop, rule);
    assert.equal(judgeFilter(filter.value, { device: {} }).is, nobodyKnows, rule);
  }
});

test('a filter that can not be read is refused with its reason', () => {
  const cases: readonly (readonly [Json, RegExp])[] = [
    [{ displayName: 'f', rule: '(device.model -like "x")' }, /At character 15/],
    [{ displayName: 'f', rule: '(device.colour -eq "red")' }, /device\.colour/],
    [{ displayName: 'f', rule: '(app.osVersion -eq "1")' }, /app\.osVersion/],
    [{ displayName: 'f', rule: '(device.model -eq "x")', assignmentFilterManagementType: 'apps' }, /managed apps/],
    [{ displayName: 'f' }, /has a rule/],
    [{ rule: '(device.model -eq "x")' }, /has a name/],
    [[], /a list stands/],
  ];
  for (const [json, reason] of cases) {
    const filter = parseAssignmentFilter(json);
    assert.ok(!filter.ok);
    assert.match(filter.error.map(({ detail }) => detail).join('\n'), reason);
  }
});

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));

test('versions are ordered: exactly one of less, equal and greater, the same from both sides', () => {
  const order = (actual: string, operator: string, wanted: string) => {
    const [windowsBuild = 0, updateRevision = 0] = actual.split('.').map(Number);
    const filter = parseAssignmentFilter({
      id: 'f',
      displayName: 'f',
      rule: `(device.operatingSystemVersion -${operator} ${wanted})`,
    });
    assert.ok(filter.ok);
    return judgeFilter(filter.value, { device: { windowsBuild, updateRevision } }).is;
  };
  fc.assert(
    fc.property(fc.tuple(fc.nat(3), fc.nat(3)), fc.tuple(fc.nat(3), fc.nat(3)), ([a, b], [c, d]) => {
      const [one, other] = [`${a}.${b}`, `${c}.${d}`];
      const sign = Math.sign(a - c || b - d);
      assert.equal(order(one, 'gt', `10.0.${other}`), sign > 0 ? 'yes' : 'no');
      assert.equal(order(one, 'ge', `10.0.${other}`), sign >= 0 ? 'yes' : 'no');
      assert.equal(order(other, 'lt', `10.0.${one}`), sign > 0 ? 'yes' : 'no');
      assert.equal(order(other, 'le', `10.0.${one}`), sign >= 0 ? 'yes' : 'no');
    }),
  );
});

test("a rule with Intune's operators reads back as it was printed", () => {
  const rule = fc
    .tuple(
      fc.constantFrom('device.model', 'device.operatingSystemVersion'),
      fc.constantFrom(...INTUNE_OPERATORS).filter((operator) => operator !== 'in' && operator !== 'notIn'),
      fc.oneof(version, fc.string()),
    )
    .map(([attribute, operator, value]): Rule => ({ kind: 'compare', attribute, operator, value }));
  fc.assert(
    fc.property(rule, (one) => assert.deepEqual(parseRule(printRule(one), INTUNE_OPERATORS), { ok: true, value: one })),
  );
});

test('any JSON is read or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      for (const parse of [parseAssignments, parseAssignmentFilter])
        assert.equal(typeof parse(json as Json).ok, 'boolean');
    }),
  );
});
