// What Conditional Access's explanation becomes in a decision, from real policies through the real engine.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  explainRestore,
  type RestoreExplanation,
} from '../../src/domain/conditional-access/explanation/explain-restore.ts';
import type { RestoreFacts } from '../../src/domain/conditional-access/explanation/restore-sign-ins.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { conditionalAccessFact } from '../../src/domain/eligibility/conditional-access-fact.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { ADA, policyJson, STAFF, tenantWith } from '../conditional-access/fixtures.ts';
import { factsWith } from './facts.ts';

const KNOWN: RestoreFacts = {
  identity: {
    kind: 'user',
    id: ADA,
    principalName: 'ada@contoso.example',
    groups: [STAFF],
    roles: [],
    guestType: 'none',
  },
  place: { country: 'NL', ipAddress: '198.51.100.7' },
  device: { isRegistered: true, attributes: { iscompliant: true } },
};
const COMPLIANT = {
  ...policyJson({ grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] } }),
  displayName: 'Compliant devices',
};
const MFA = policyJson({ grantControls: { operator: 'OR', builtInControls: ['mfa'] } });

function explain(facts: RestoreFacts, ...policies: readonly Json[]): RestoreExplanation {
  return explainRestore(tenantWith(...policies), facts);
}

test('the moment of the occasion decides: a device that is compliant later is not yet during setup', () => {
  const explanation = explain(KNOWN, COMPLIANT);
  const outcomes = (['oobe', 'firstSignIn', 'inUse', 'backup'] as const).map(
    (occasion) => conditionalAccessFact(explanation, occasion).outcome,
  );
  assert.deepEqual(outcomes, ['blocked', 'passes', 'passes', 'passes']);
});

test('a policy in the way is named once with its smallest change, which the decision gives as the fix', () => {
  const fact = conditionalAccessFact(explain(KNOWN, COMPLIANT, MFA), 'oobe');
  assert.deepEqual(
    fact.blockedBy.map(({ policyName }) => policyName),
    ['Compliant devices'],
  );
  assert.match(fact.blockedBy[0]?.fix ?? '', /^exclude .*Activity Feed/);
  const { verdict, findings } = decide(factsWith('oobe', { conditionalAccess: fact }), DEFAULT_CHOICES);
  const finding = findings.find(({ ruleId }) => ruleId === 'conditional-access');
  assert.ok(verdict === 'ineligible' && finding?.holds === 'no');
  assert.match(finding.fix, /^In "Compliant devices": exclude .*\.$/);
});

test('being asked for a second factor is no refusal', () => {
  assert.equal(conditionalAccessFact(explain(KNOWN, MFA), 'oobe').outcome, 'passes');
});

test('what is missing is named, of the policies that it matters to', () => {
  const ofStaff = {
    ...COMPLIANT,
    conditions: { ...(policyJson()['conditions'] as object), users: { includeGroups: [STAFF] } },
  } as Json;
  const { groups: _, ...nobodyKnows } = KNOWN.identity;
  const fact = conditionalAccessFact(explain({ ...KNOWN, identity: nobodyKnows }, ofStaff, MFA), 'oobe');
  assert.equal(fact.outcome, 'unknown');
  assert.ok(fact.missing.length === 1 && fact.missing[0]?.includes(STAFF), fact.missing.join());
  const { verdict, findings } = decide(factsWith('oobe', { conditionalAccess: fact }), DEFAULT_CHOICES);
  assert.equal(verdict, 'unknown');
  assert.deepEqual(
    findings.flatMap((finding) => (finding.holds === 'unknown' ? finding.missing : [])),
    fact.missing.map((what) => `conditionalAccess: ${what}`),
  );
});

test('a policy that can not be read blocks nobody for certain, and says what to mend', () => {
  const broken = { ...COMPLIANT, conditions: 7 } as Json;
  const fact = conditionalAccessFact(explain(KNOWN, broken), 'firstSignIn');
  assert.deepEqual([fact.outcome, fact.missing], ['unknown', ['a policy that can be read']]);
});
