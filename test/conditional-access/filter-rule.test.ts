// The rule language of filters: Microsoft's documented examples, precedence, quoting, null semantics, and laws.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deviceAttribute, type Device, UNREGISTERED } from '../../src/domain/conditional-access/device.ts';
import { type AttributeValue, judgeRule } from '../../src/domain/filter-rule/judge.ts';
import { OPERATORS, parseRule, printRule, type Rule } from '../../src/domain/filter-rule/rule.ts';
import type { Ternary } from '../../src/lib/ternary.ts';

const SURFACE: Device = {
  isRegistered: true,
  attributes: {
    deviceid: 'd0000000-0000-4000-8000-000000000001',
    displayname: 'LAPTOP "7"',
    iscompliant: true,
    trusttype: 'AzureAD',
    model: 'Surface Laptop',
    manufacturer: null,
    systemlabels: ['MultiUser', 'M365Managed'],
    physicalids: ['[ZTDId]:abc'],
    extensionattribute1: 'SAW',
  },
};
const PERSONAL: Device = {
  isRegistered: true,
  attributes: { trusttype: 'Workplace', iscompliant: false, mdmappid: null, extensionattribute1: 'SAW' },
};

function judge(rule: string, device: Device | undefined): Ternary {
  const parsed = parseRule(rule);
  assert.ok(parsed.ok, `${rule}: ${JSON.stringify(parsed)}`);
  return judgeRule(parsed.value, (name) => deviceAttribute(device, name));
}

const TABLE: readonly (readonly [rule: string, surface: Ternary, unregistered: Ternary])[] = [
  ['device.isCompliant -eq True', 'yes', 'no'],
  ['device.isCompliant -eq "True"', 'yes', 'no'],
  ['(device.isCompliant -ne true)', 'no', 'yes'],
  ['device.trustType -eq "azuread"', 'yes', 'no'],
  ['device.trustType -notIn ["ServerAD", "Workplace"]', 'yes', 'yes'],
  ['device.trustType -in ["ServerAD","AzureAD"]', 'yes', 'no'],
  ['device.model -startsWith "surface"', 'yes', 'no'],
  ['device.model -notStartsWith "Surface"', 'no', 'yes'],
  ['device.model -endsWith "top"', 'yes', 'no'],
  ['device.model -notEndsWith "top"', 'no', 'yes'],
  ['device.model -contains "face lap"', 'yes', 'no'],
  ['device.model -notContains "Latitude"', 'yes', 'yes'],
  ['device.systemLabels -contains "multiuser"', 'yes', 'no'],
  ['device.systemLabels -contains "Multi"', 'no', 'no'],
  ['device.systemLabels -notContains "AzureResource"', 'yes', 'yes'],
  ['device.devicePhysicalIDs -contains "[ZTDId]:abc"', 'yes', 'no'],
  ['device.physicalIds -contains "[ZTDId]"', 'no', 'no'],
  ['device.manufacturer -eq null', 'yes', 'yes'],
  ['device.manufacturer -ne $null', 'no', 'no'],
  ['device.manufacturer -eq "null"', 'no', 'no'],
  ['device.manufacturer -contains "Micro"', 'no', 'no'],
  ['device.displayName -eq "LAPTOP `"7`""', 'yes', 'no'],
  ['device.displayName -eq \'laptop "7"\'', 'yes', 'no'],
  ['device.extensionAttribute1 -eq "SAW"', 'yes', 'no'],
  // Not before or, and before or; parentheses change it.
  ['device.model -eq "x" -and device.model -eq "y" -or device.isCompliant -eq True', 'yes', 'no'],
  ['device.model -eq "x" -and (device.model -eq "y" -or device.isCompliant -eq True)', 'no', 'no'],
  ['-not (device.isCompliant -eq True)', 'no', 'yes'],
  ['not device.isCompliant eq True or device.trustType eq "AzureAD"', 'yes', 'yes'],
  ['device.isCompliant –eq True –and device.trustType –eq "AzureAD"', 'yes', 'no'],
  ['DEVICE.ISCOMPLIANT -EQ TRUE -AND DEVICE.TRUSTTYPE -EQ "AZUREAD"', 'yes', 'no'],
  ['device.enrollmentProfileName -eq "Kiosk"', 'unknown', 'no'],
  ['device.enrollmentProfileName -eq "Kiosk" -or device.isCompliant -eq True', 'yes', 'no'],
  ['device.enrollmentProfileName -ne "Kiosk" -and device.isCompliant -eq True', 'unknown', 'no'],
  ['device.systemLabels -eq "MultiUser"', 'unknown', 'no'],
  ['device.doesNotExist -eq "x"', 'unknown', 'unknown'],
];

test('rules are true as Microsoft documents them, also of devices nobody registered', () => {
  for (const [rule, surface, unregistered] of TABLE) {
    assert.deepEqual([judge(rule, SURFACE), judge(rule, UNREGISTERED)], [surface, unregistered], rule);
    assert.equal(judge(rule, undefined), 'unknown', `${rule} of a device nobody knows`);
  }
});

test('extension attributes exist only on devices that are managed, compliant or hybrid joined', () => {
  const rule = 'device.extensionAttribute1 -eq "SAW"';
  assert.equal(judge(rule, PERSONAL), 'no');
  const joinedWith = (attributes: Readonly<Record<string, AttributeValue>>): Device => ({
    isRegistered: true,
    attributes: { ...PERSONAL.attributes, ...attributes },
  });
  assert.equal(judge(rule, joinedWith({ mdmappid: '0000000a-0000-0000-c000-000000000000' })), 'yes');
  assert.equal(judge(rule, joinedWith({ iscompliant: true })), 'yes');
  assert.equal(judge(rule, joinedWith({ trusttype: 'ServerAD' })), 'yes');
  assert.equal(judge(rule, { isRegistered: true, attributes: { extensionattribute1: 'SAW' } }), 'unknown');
});

const BROKEN: readonly (readonly [rule: string, position: number])[] = [
  ['', 0],
  ['device.isCompliant', 18],
  ['device.isCompliant -is True', 19],
  ['device.isCompliant -eq', 22],
  ['device.isCompliant -eq True device.model', 28],
  ['(device.isCompliant -eq True', 28],
  ['device.isCompliant -eq True)', 27],
  ['device.model -eq "Surface', 17],
  ['device.model -in "Surface"', 17],
  ['device.model -in ["a" "b"]', 22],
  ['device.model -match ".*"', 13],
  ['device.model -eq [a]', 17],
  ['device.model == "x"', 13],
  ['-and device.model -eq "x"', 0],
  ['"device.model" -eq "x"', 0],
];

test('a rule that can not be read says where', () => {
  for (const [rule, position] of BROKEN) {
    const parsed = parseRule(rule);
    assert.ok(!parsed.ok, rule);
    assert.equal(parsed.error.position, position, `${rule}: ${parsed.error.detail}`);
  }
  assert.ok(!parseRule(`device.model -eq "${'x'.repeat(3072)}"`).ok);
  assert.ok(!parseRule(`${'('.repeat(1500)}device.model -eq "x"${')'.repeat(1500)}`).ok);
});

const value = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('"', "'", '`', '`"', '""', 'null', 'a]b'));
const comparison: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom('device.model', 'device.isCompliant', 'CustomSecurityAttribute.Set_Name'),
    fc.constantFrom(...OPERATORS),
    value,
    fc.array(value, { maxLength: 3 }),
  )
  .map(([attribute, operator, one, many]) => ({
    kind: 'compare',
    attribute,
    operator,
    value: operator === 'in' || operator === 'notIn' ? many : one,
  }));
const rule = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    comparison,
    tie('rule').map((inner): Rule => ({ kind: 'not', rule: inner })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('rule'), { minLength: 2, maxLength: 3 }))
      .map(([kind, rules]): Rule => ({ kind, rules })),
  ),
})).rule;

test('what is printed reads back as the same rule', () => {
  fc.assert(
    fc.property(rule, (original) => {
      const text = printRule(original);
      fc.pre(text.length <= 3072);
      assert.deepEqual(parseRule(text), { ok: true, value: original }, text);
    }),
  );
});

test('any text is a rule or an error inside of it', () => {
  const words = fc
    .array(
      fc.constantFrom(
        'device.model',
        '-eq',
        '-and',
        'not',
        '(',
        ')',
        '[',
        ']',
        ',',
        '"x"',
        "'",
        '"',
        '`',
        '-in',
        'null',
        ' ',
      ),
    )
    .map((it) => it.join(' '));
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 60 }), words), (text) => {
      const parsed = parseRule(text);
      assert.ok(parsed.ok || (parsed.error.position >= 0 && parsed.error.position <= text.length));
    }),
    { numRuns: 500 },
  );
});
