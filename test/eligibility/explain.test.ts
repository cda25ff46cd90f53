// A decision as it is read out. The text is for people: here it is held word by word, so that a change of it is looked at.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import { explainDecision } from '../../src/domain/eligibility/explain.ts';
import { factWords } from '../../src/domain/eligibility/fact-names.ts';
import { factsWith, policyOf } from './facts.ts';

test('reasons, questions and what was lifted stand above what holds', () => {
  const facts = factsWith('inUse', {
    device: { joinState: undefined, sku: 203, edition: undefined },
    policy: policyOf({ EnableWindowsRestore: 'disabled' }),
  });
  const choices = { ...DEFAULT_CHOICES, liftedLimits: ['supported-edition'] };
  const lines = explainDecision(decide(facts, choices));
  assert.deepEqual(lines.slice(0, 15), [
    'A restore on demand for this person on this device may not be offered: 1 condition does not hold.',
    '',
    'What stands in the way:',
    '- "Enable Windows Restore" is disabled by the policy "Pilot" (assigned to the group Ring 0). [restore-policy-disabled]',
    '  Seen: Disabled',
    '  To the person: Your organization has not switched on restoring settings for this device. Your IT department can.',
    '  Fix: Enable "Enable Windows Restore": Intune › Devices › Configuration › Settings catalog › Windows Backup And Restore › Enable Windows Restore, or Group Policy › Computer Configuration › Administrative Templates › Windows Components › Sync your settings; not by both.',
    '',
    'What is not known:',
    '- It is not known how the device is joined (device.joinState).',
    '  Needed for: The device is joined to Microsoft Entra ID, by itself or hybrid',
    `  To learn it: ${factWords('device.joinState').where}`,
    '',
    'Lifted by the organization, so it does not count:',
    '- The edition of Windows is none that is left out (Windows 11 SE, HoloLens, IoT Core, Surface Hub)',
  ]);
  assert.equal(lines[16], '');
  assert.equal(lines[17], 'What holds:');
  assert.match(lines.at(-1) ?? '', /^Decided by rules \S+ and table of builds \S+\.$/);
});

test('the first line says what was decided', () => {
  const first = (change: Parameters<typeof factsWith>[1], occasion: Parameters<typeof factsWith>[0]) =>
    explainDecision(decide(factsWith(occasion, change), DEFAULT_CHOICES))[0];
  assert.equal(
    first({}, 'backup'),
    "A backup of this person's settings on this device may be made: every condition holds.",
  );
  assert.equal(
    first({ device: { usage: undefined } }, 'firstSignIn'),
    'A restore for this person at the first sign-in to this device is not offered, because 2 conditions are not known to hold, and nothing is guessed.',
  );
});

test('a stored decision is told with its own titles, also when its rule is gone', () => {
  const lines = explainDecision({
    occasion: 'oobe',
    verdict: 'ineligible',
    findings: [
      { ruleId: 'gone', title: 'Something of old', holds: 'unknown', isLifted: false, missing: ['device.oldFact'] },
      { ruleId: 'gone-too', holds: 'no', isLifted: false, code: 'old-code' },
    ],
    ruleSetVersion: '1',
    buildTableVersion: '2',
  });
  assert.ok(lines.includes('- gone-too [old-code]'));
  assert.ok(lines.includes('  Needed for: Something of old'));
  assert.ok(lines.includes('- It is not known device.oldFact (device.oldFact).'));
});
