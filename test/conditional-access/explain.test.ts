// What stands in a restore's way, and that the proposed change is what it says: tried out here again, by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNREGISTERED } from '../../src/domain/conditional-access/device.ts';
import { evaluate } from '../../src/domain/conditional-access/evaluate.ts';
import { blocksEveryone } from '../../src/domain/conditional-access/explanation/blocks-everyone.ts';
import {
  explainRestore,
  type RestoreExplanation,
} from '../../src/domain/conditional-access/explanation/explain-restore.ts';
import { type RestoreFacts, restoreSignIns } from '../../src/domain/conditional-access/explanation/restore-sign-ins.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { differences, mergePatch } from '../../src/domain/conditional-access/merge-patch.ts';
import { ACTIVITY_FEED_SERVICE, RESTORE_APP } from '../../src/domain/conditional-access/well-known.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { ADA, COUNTRIES, EXCLUDED, policyJson, STAFF, tenantWith } from './fixtures.ts';

const FACTS: RestoreFacts = {
  identity: {
    kind: 'user',
    id: ADA,
    principalName: 'ada@contoso.example',
    groups: [STAFF],
    roles: [],
    guestType: 'none',
  },
  place: { country: 'NL', ipAddress: '198.51.100.7' },
};
const named = (displayName: string, more: Parameters<typeof policyJson>[0]): JsonObject => ({
  ...policyJson(more),
  displayName,
});
const DEVICES = { grantControls: { operator: 'OR', builtInControls: ['compliantDevice', 'domainJoinedDevice'] } };
const COMPLIANCE = named('Compliance', {
  ...DEVICES,
  conditions: { users: { includeGroups: [STAFF], excludeGroups: [EXCLUDED] } },
});
const MFA = named('MFA', { grantControls: { operator: 'OR', builtInControls: ['mfa'] } });

function explain(...policies: readonly Json[]): RestoreExplanation {
  return explainRestore(tenantWith(...policies), FACTS);
}

function blockersOf({ passages }: RestoreExplanation): readonly string[] {
  return passages.map(
    ({ moment, application, blocks }) =>
      `${moment} ${application.slice(0, 4)} ${blocks.map(({ policy }) => policy.name).join()}`,
  );
}

test('each moment and application is explained on its own', () => {
  const only = named('Feed only', {
    ...DEVICES,
    conditions: { applications: { includeApplications: [ACTIVITY_FEED_SERVICE] } },
  });
  assert.deepEqual(blockersOf(explain(only)), [
    'oobe d32c Feed only',
    'oobe 74d1 ',
    'firstSignIn d32c Feed only',
    'firstSignIn 74d1 ',
  ]);
  const device = { isRegistered: true, attributes: { iscompliant: true } };
  const compliant = explainRestore(tenantWith(COMPLIANCE), { ...FACTS, device });
  assert.deepEqual(blockersOf(compliant), [
    'oobe d32c Compliance',
    'oobe 74d1 Compliance',
    'firstSignIn d32c ',
    'firstSignIn 74d1 ',
  ]);
});

test('the smallest change excludes the two applications, changes nothing else, and does what it says', () => {
  const { outcome, after, remedies, companion, advice } = explain(COMPLIANCE, MFA);
  assert.deepEqual([outcome, after, companion], ['blocked', 'passesAfterPrompt', undefined]);
  const [best, ...others] = remedies[0]?.changes ?? [];
  assert.ok(best);
  assert.deepEqual(best.patch, {
    conditions: { applications: { excludeApplications: [ACTIVITY_FEED_SERVICE, RESTORE_APP] } },
  });
  assert.equal(best.changedElsewhere, 0);
  assert.ok(best.gridSize > 1000);
  for (const other of others) assert.ok(other.changedElsewhere > 0, other.words);
  const patched = tenantWith(mergePatch(COMPLIANCE, best.patch), MFA);
  for (const { signIn } of restoreSignIns(FACTS)) assert.equal(evaluate(patched, signIn).verdict, 'interaction');
  assert.deepEqual(
    advice.map(({ code }) => code),
    ['microsofts-advice', 'mfa-remains', 'service-principal', 'baseline-scopes'],
  );
});

test('a restore that would be left with no second factor gets a policy of its own', () => {
  const { companion, after, advice } = explain(COMPLIANCE);
  assert.equal(after, 'passes');
  assert.deepEqual(companion?.body['conditions'], {
    clientAppTypes: ['all'],
    applications: { includeApplications: [ACTIVITY_FEED_SERVICE, RESTORE_APP] },
    users: { includeGroups: [STAFF], excludeGroups: [EXCLUDED] },
  });
  assert.ok(!advice.some(({ code }) => code === 'mfa-remains'));
  const { outcome } = explain(
    mergePatch(COMPLIANCE, {
      conditions: { applications: { excludeApplications: [ACTIVITY_FEED_SERVICE, RESTORE_APP] } },
    }),
    companion?.body ?? {},
  );
  assert.deepEqual([outcome, companion?.after], ['passesAfterPrompt', 'passesAfterPrompt']);
});

test('a policy that names the service by itself loses the name rather than gaining an exclusion', () => {
  const naming = named('Naming', {
    ...DEVICES,
    conditions: {
      applications: { includeApplications: [ACTIVITY_FEED_SERVICE, '00000002-0000-0ff1-ce00-000000000000'] },
    },
  });
  const [best] = explain(naming).remedies[0]?.changes ?? [];
  assert.equal(best?.kind, 'removeApplication');
  assert.deepEqual(best?.edits, [`remove conditions.applications.includeApplications[] = "${ACTIVITY_FEED_SERVICE}"`]);
});

test('every policy in the way gets its own change, and only together they let the restore through', () => {
  const country = named('Country', {
    conditions: { locations: { includeLocations: ['All'], excludeLocations: [COUNTRIES] } },
  });
  const facts = { ...FACTS, place: { country: 'US', ipAddress: '198.51.100.7' } };
  const { remedies, after, advice } = explainRestore(tenantWith(COMPLIANCE, country), facts);
  assert.deepEqual(
    remedies.map(({ policy, isCertain, changes }) => [policy.name, isCertain, changes[0]?.kind]),
    [
      ['Compliance', true, 'excludeApplication'],
      ['Country', true, 'excludeApplication'],
    ],
  );
  assert.equal(after, 'passes');
  assert.deepEqual(
    advice.find(({ code }) => code === 'blocks-on-purpose'),
    { code: 'blocks-on-purpose', policy: 'Country', because: ['location'] },
  );
});

test('what depends on a missing fact is named with the fact, and with what to do if it comes to that', () => {
  const facts = { ...FACTS, identity: { ...FACTS.identity, groups: undefined } };
  const { outcome, passages, remedies, after } = explainRestore(tenantWith(COMPLIANCE), facts);
  assert.deepEqual([outcome, after], ['undecided', 'passes']);
  assert.deepEqual(
    passages[0]?.mayBlock.map(({ needs }) => needs),
    [[`membership of group All staff (${STAFF})`, `membership of group ${EXCLUDED}`]],
  );
  assert.deepEqual(
    remedies.map(({ isCertain }) => isCertain),
    [false],
  );
});

test('a strong prompt is announced, with what satisfies it', () => {
  const strength = (...allowedCombinations: readonly string[]): JsonObject =>
    named('Strong', { grantControls: { operator: 'OR', authenticationStrength: { id: 's', allowedCombinations } } });
  assert.deepEqual(explain(strength('fido2', 'temporaryAccessPassOneTime')).advice, [
    {
      code: 'strong-prompt',
      policy: 'Strong',
      methods: ['fido2', 'temporaryAccessPassOneTime'],
      takesTemporaryPass: true,
    },
  ]);
  const ordinary = named('Ordinary', {
    grantControls: { operator: 'OR', authenticationStrength: { id: '00000000-0000-0000-0000-000000000002' } },
  });
  assert.deepEqual(explain(ordinary).advice, []);
});

test('an edit that does not help is not proposed', () => {
  const kinds = explainRestore(tenantWith(COMPLIANCE), { ...FACTS, device: UNREGISTERED }).remedies[0]?.changes.map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    new Set(kinds),
    new Set(['excludeApplication', 'excludeUser', 'excludePlatform', 'addAlternative', 'reportOnly']),
  );
});

test('report-only policies are told, and nothing is proposed for them', () => {
  const { outcome, passages, remedies } = explain({ ...COMPLIANCE, state: 'enabledForReportingButNotEnforced' });
  assert.deepEqual([outcome, remedies], ['passes', []]);
  assert.deepEqual(
    passages[0]?.wouldBlock.map(({ policy }) => policy.name),
    ['Compliance'],
  );
});

test('a malformed policy keeps the restore undecided, and is to be mended rather than edited', () => {
  const { outcome, remedies } = explain(policyJson({ conditions: { users: 'All' } }));
  assert.deepEqual([outcome, remedies], ['undecided', []]);
});

test('a policy that blocks everybody is called that, one that spares somebody is not', () => {
  const lost = policyJson({ conditions: { locations: { includeLocations: ['All'], excludeLocations: [] } } });
  const tenant = tenantWith(
    lost,
    policyJson({ conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } } }),
    policyJson({ conditions: { clientAppTypes: ['other'] } }),
    policyJson({ state: 'disabled' }),
  );
  assert.deepEqual(
    tenant.policies.map((policy) => blocksEveryone(policy, tenant)?.code),
    ['blocks-everyone', undefined, undefined, undefined],
  );
  assert.deepEqual(
    explain(lost).advice.map(({ code }) => code),
    ['service-principal', 'baseline-scopes', 'blocks-everyone'],
  );
});

test('a merge patch keeps the document’s own spelling', () => {
  const document = { Conditions: { Users: { includeUsers: ['All'] }, x: 1 } };
  const patched = mergePatch(document, { conditions: { users: { includeUsers: ['None'] }, x: null } });
  assert.deepEqual(patched, { Conditions: { Users: { includeUsers: ['None'] } } });
  assert.deepEqual(differences(document, patched), [
    'add Conditions.Users.includeUsers[] = "None"',
    'remove Conditions.Users.includeUsers[] = "All"',
    'remove Conditions.x = 1',
  ]);
});
