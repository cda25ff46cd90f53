// Two sets that people use, against verdicts reasoned by hand from the policies' text.
//
// Each row says who signs in, how, and which policies then block and which ask for something; all others have to keep still.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluate, isEnforced, type Verdict } from '../../src/domain/conditional-access/evaluate.ts';
import { explainRestore } from '../../src/domain/conditional-access/explanation/explain-restore.ts';
import { type Exports, tenantFromExports } from '../../src/domain/conditional-access/read-exports.ts';
import type { SignIn } from '../../src/domain/conditional-access/sign-in.ts';
import type { Tenant } from '../../src/domain/conditional-access/tenant.ts';
import { ACTIVITY_FEED_SERVICE } from '../../src/domain/conditional-access/well-known.ts';
import { ADA, SIGN_IN } from './fixtures.ts';
import { absent, exportsOf, folderOf } from './real-sets.ts';

type Facts = {
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly string[];
  readonly guestType?: string;
  readonly signIn?: Partial<SignIn>;
};
type Row = readonly [facts: Facts, verdict: Verdict, blocks: readonly string[], asks: readonly string[]];

const app = (id: string): Partial<SignIn> => ({ target: { kind: 'application', applications: [{ id }] } });
const device = (attributes: Readonly<Record<string, string | boolean>>): Partial<SignIn> => ({
  device: {
    isRegistered: true,
    attributes: { iscompliant: false, trusttype: 'AzureAD', deviceownership: 'Company', ...attributes },
  },
});
const from = (country: string): Partial<SignIn> => ({ place: { country, ipAddress: '198.51.100.7' } });
const COMPLIANT = device({ iscompliant: true });
const EXCHANGE = app('00000002-0000-0ff1-ce00-000000000000');
const STRONG: Partial<SignIn> = { proof: { ...SIGN_IN.proof, methods: ['fido2'] } };

const STAFF = ['APP_Microsoft365_E5'];
const J0EYV: readonly Row[] = [
  // Device setup: CA205 wants a compliant or hybrid device from staff on Windows and spares only the two Intune apps.
  [{ groups: STAFF }, 'block', ['CA205'], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: STRONG }, 'block', ['CA205'], []],
  [{ groups: STAFF, signIn: COMPLIANT }, 'interaction', [], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: device({ trusttype: 'ServerAD' }) }, 'interaction', [], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: { ...COMPLIANT, ...STRONG } }, 'allow', [], []],
  [
    { groups: STAFF, signIn: app('d4ebce55-015a-49b5-a083-c84d1797ae8c') },
    'interaction',
    [],
    ['CA000', 'CA200', 'CA203'],
  ],
  // Somebody of no group is asked by CA000 only.
  [{ groups: [] }, 'interaction', [], ['CA000']],
  // Countries: BE, LU and NL pass CA001, service accounts only from NL (CA301).
  [{ groups: STAFF, signIn: { ...COMPLIANT, ...from('US') } }, 'block', ['CA001'], ['CA000', 'CA200']],
  [{ groups: ['CA-ServiceAccounts'], signIn: from('BE') }, 'block', ['CA301'], ['CA000', 'CA300']],
  [{ groups: ['CA-ServiceAccounts'], signIn: from('NL') }, 'interaction', [], ['CA000', 'CA300']],
  // Platforms: CA204 stops what it does not name, CA208 wants compliant Macs, CA205 is about Windows.
  [{ groups: STAFF, signIn: { platform: 'linux' } }, 'block', ['CA204'], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: { platform: 'macOS' } }, 'block', ['CA208'], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: { platform: 'iOS' } }, 'interaction', [], ['CA000', 'CA200']],
  // Phones that are not both compliant and the company's need an app protection policy for Office 365 (CA005).
  [{ groups: STAFF, signIn: { ...EXCHANGE, platform: 'iOS' } }, 'block', ['CA005'], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: { ...EXCHANGE, ...COMPLIANT, platform: 'iOS' } }, 'interaction', [], ['CA000', 'CA200']],
  // Legacy clients, device code, risk.
  [{ groups: [], signIn: { clientApp: 'exchangeActiveSync' } }, 'block', ['CA002'], ['CA000']],
  [{ groups: [], signIn: { transferMethod: 'deviceCodeFlow' } }, 'block', ['CA004'], ['CA000']],
  [{ groups: STAFF, signIn: { ...COMPLIANT, userRisk: 'high' } }, 'block', ['CA201'], ['CA000', 'CA200']],
  [{ groups: STAFF, signIn: { ...COMPLIANT, signInRisk: 'high' } }, 'block', ['CA210'], ['CA000', 'CA200']],
  // Joining a device is a user action: of all these policies only CA003 names it.
  [
    { groups: STAFF, signIn: { target: { kind: 'userAction', action: 'urn:user:registerdevice' } } },
    'interaction',
    [],
    ['CA003'],
  ],
  // Administrators: CA101 asks native clients, CA100 only for the portals, CA105 only reports, CA102 is satisfied when fresh.
  [{ groups: [], roles: ['Global Administrator'] }, 'interaction', [], ['CA000', 'CA101']],
  [
    { groups: [], roles: ['Global Administrator'], signIn: app('c44b4083-3bb0-49c1-b47d-974e53cbdf3c') },
    'interaction',
    [],
    ['CA000', 'CA100', 'CA101'],
  ],
  [
    {
      groups: [],
      roles: ['Global Administrator'],
      signIn: { proof: { ...SIGN_IN.proof, methods: ['fido2'], secondsSinceSignIn: 50_000 } },
    },
    'interaction',
    [],
    ['CA102'],
  ],
  [{ groups: [], roles: ['Directory Synchronization Accounts'] }, 'allow', [], []],
  // Guests reach Office 365 and nothing else (CA401).
  [{ groups: [], guestType: 'b2bCollaborationGuest' }, 'block', ['CA401'], ['CA000', 'CA400']],
  [{ groups: [], guestType: 'b2bCollaborationGuest', signIn: EXCHANGE }, 'interaction', [], ['CA000', 'CA400']],
  [{ groups: [], guestType: 'serviceProvider' }, 'interaction', [], ['CA000', 'CA400']],
  // The emergency accounts are excluded everywhere they matter.
  [{ groups: ['CA-BreakGlassAccounts - Exclude', ...STAFF], signIn: from('US') }, 'allow', [], []],
];

const EMERGENCY = '895b3e04-1f55-413d-a3f8-5a23678310ae';
const COUNTRY_EXCEPTION = 'b9afa3f0-66b0-426b-bf7c-b847c48290c9';
const BLOCKED_COUNTRIES = ['Countries not Allowed', 'Countries not Allowed - NoExclusions'];
const JHOPE188: readonly Row[] = [
  // Published without their countries, the two country policies block everybody.
  [{ groups: [] }, 'block', BLOCKED_COUNTRIES, ['MFA - AllUsers']],
  [{ groups: [], signIn: { ...COMPLIANT, ...STRONG } }, 'block', BLOCKED_COUNTRIES, []],
  [{ groups: [COUNTRY_EXCEPTION] }, 'block', ['Countries not Allowed - NoExclusions'], ['MFA - AllUsers']],
  [{ groups: [EMERGENCY] }, 'allow', [], []],
  [
    { groups: [EMERGENCY], signIn: { platform: 'linux', clientApp: 'browser', transferMethod: 'deviceCodeFlow' } },
    'allow',
    [],
    [],
  ],
  [
    { groups: [], signIn: { platform: 'linux' } },
    'block',
    [...BLOCKED_COUNTRIES, 'Unsupported Device Platforms'],
    ['MFA - AllUsers'],
  ],
  [
    { groups: [], signIn: { transferMethod: 'deviceCodeFlow' } },
    'block',
    [...BLOCKED_COUNTRIES, 'Device Code Auth Flow'],
    ['MFA - AllUsers'],
  ],
  [
    { groups: [], signIn: { transferMethod: 'authenticationTransfer' } },
    'block',
    ['Authentication Transfer', ...BLOCKED_COUNTRIES],
    ['MFA - AllUsers'],
  ],
  // Intune is spared by the policy for all users.
  [{ groups: [], signIn: app('0000000a-0000-0000-c000-000000000000') }, 'block', BLOCKED_COUNTRIES, []],
  // Emergency accounts stay out of the administrators' strength as well.
  [{ groups: [EMERGENCY], roles: ['Global Administrator'] }, 'allow', [], []],
  [
    { groups: [COUNTRY_EXCEPTION], roles: ['Global Administrator'] },
    'block',
    ['Countries not Allowed - NoExclusions'],
    ['MFA - AllAdmins', 'MFA - AllUsers'],
  ],
  // Registering security information is a user action of its own; a medium risk is enough there.
  [
    {
      groups: [],
      signIn: { target: { kind: 'userAction', action: 'urn:user:registersecurityinfo' }, userRisk: 'medium' },
    },
    'block',
    ['RegisterSecurityInfoRequirements'],
    [],
  ],
  [
    { groups: [], signIn: { target: { kind: 'userAction', action: 'urn:user:registersecurityinfo' } } },
    'allow',
    [],
    [],
  ],
  // Risk: the strength "modern MFA" for a high sign-in risk is not met by a password, and a password change is never met by waiting.
  [{ groups: [], signIn: { ...STRONG, userRisk: 'high' } }, 'block', BLOCKED_COUNTRIES, ['High-Risk Users']],
];

for (const [author, table] of [
  ['j0eyv', J0EYV],
  ['jhope188', JHOPE188],
] as const) {
  test(`${author}: verdicts reasoned by hand`, { skip: absent }, () => {
    const tenant = readableTenant(exportsOf(author));
    for (const [facts, verdict, blocks, asks] of table) {
      const { policies, ...evaluation } = evaluate(tenant, signInOf(facts));
      const enforced = policies.filter(({ policy }) => isEnforced(policy));
      const named = (demand: string): readonly string[] =>
        enforced.filter((it) => it.demand.atMost === demand).map(({ policy }) => policy.name);
      const row = JSON.stringify(facts);
      assertNames(named('block'), blocks, row);
      assertNames(named('interaction'), asks, row);
      assert.equal(evaluation.verdict, verdict, row);
    }
  });

  test(`${author}: every file comes out as it went in`, { skip: absent }, () => {
    const { policies, locations } = exportsOf(author);
    const sources = new Set([...policies, ...locations].map(({ item }) => JSON.stringify(item.source)));
    let compared = 0;
    for (const file of readdirSync(folderOf(author), { recursive: true, encoding: 'utf8' }).filter((it) =>
      it.endsWith('.json'),
    )) {
      const bytes = readFileSync(join(folderOf(author), file));
      const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
      if (!/"(conditions|countriesAndRegions|compliantNetworkType)"/.test(text) || !isJson(text)) continue;
      const json = JSON.parse(text) as { PolicyConfig?: unknown };
      assert.ok(sources.has(JSON.stringify(json.PolicyConfig ?? json)), file);
      compared += 1;
    }
    assert.equal(compared, sources.size - policies.filter(({ item }) => item.source === null).length);
  });
}

test('jhope188: the file that is not JSON may be a policy, so nothing is certain to pass', { skip: absent }, () => {
  const tenant = tenantFromExports(exportsOf('jhope188'));
  const broken = tenant.policies.filter(({ isMalformed }) => isMalformed);
  assert.deepEqual(
    broken.map(({ findings }) => findings.map(({ code }) => code)),
    [['not-json']],
  );
  const { verdict, enforced } = evaluate(tenant, signInOf({ groups: [EMERGENCY] }));
  assert.deepEqual([verdict, enforced], ['unknown', 'block']);
});

test('j0eyv: without memberships nothing is certain, and the groups that would decide are named', {
  skip: absent,
}, () => {
  const { policies, verdict } = evaluate(tenantFromExports(exportsOf('j0eyv')), signInOf({ groups: undefined }));
  assert.equal(verdict, 'unknown');
  const compliant = policies.find(({ policy }) => policy.name.startsWith('CA205'));
  assert.deepEqual(
    compliant?.needs.map((need) => /group (\S+)/.exec(need)?.[1]),
    ['APP_Microsoft365_E5', 'CA-BreakGlassAccounts', 'CA205-Internals-BaseProtection-AnyApp-Windows-CompliantorAADHJ'],
  );
});

test('j0eyv: the restore is blocked by CA205 alone, and excluding its two applications is enough', {
  skip: absent,
}, () => {
  const identity = { kind: 'user', id: ADA, groups: STAFF, roles: [], guestType: 'none' } as const;
  const explanation = explainRestore(tenantFromExports(exportsOf('j0eyv')), { identity, place: { country: 'NL' } });
  assert.deepEqual([explanation.outcome, explanation.after], ['blocked', 'passesAfterPrompt']);
  const [remedy, ...others] = explanation.remedies;
  assert.deepEqual(others, []);
  const [best] = remedy?.changes ?? [];
  assert.deepEqual([best?.kind, best?.changedElsewhere], ['excludeApplication', 0]);
  assert.ok(remedy?.changes.slice(1).every(({ changedElsewhere }) => changedElsewhere > 0));
  assert.equal(explanation.companion, undefined);
  const codes = explanation.advice.map(({ code }) => code);
  assert.deepEqual(codes, ['microsofts-advice', 'mfa-remains', 'service-principal', 'baseline-scopes']);
});

function signInOf({ groups, roles = [], guestType = 'none', signIn }: Facts): SignIn {
  const identity = { kind: 'user', id: ADA, principalName: 'ada@contoso.example', groups, roles, guestType } as const;
  return { ...SIGN_IN, ...device({}), ...from('NL'), ...app(ACTIVITY_FEED_SERVICE), ...signIn, identity };
}

/** Without the file that is not JSON, which has a test of its own. */
function readableTenant(exports: Exports): Tenant {
  return tenantFromExports({ ...exports, policies: exports.policies.filter(({ item }) => item.source !== null) });
}

/** Each expected name is how exactly one policy's name begins or ends. */
function assertNames(actual: readonly string[], expected: readonly string[], row: string): void {
  const left = actual.filter((name) => !expected.some((one) => name.startsWith(`${one}-`) || name.endsWith(one)));
  assert.deepEqual([left, actual.length], [[], expected.length], `${row}: ${actual.join('; ')}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
