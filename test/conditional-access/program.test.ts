// `keepsake ca` as an administrator runs it: on files, in the encodings tools write, with exit codes a script can act on.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { mergePatch } from '../../src/domain/conditional-access/merge-patch.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { type Ended, tryKeepsake } from '../fixtures/program.ts';
import { ADA, COUNTRIES, LOCATIONS, policyJson, STAFF } from './fixtures.ts';

const COMPLIANCE_ID = 'f0000000-0000-4000-8000-000000000002';
const COMPLIANCE: JsonObject = {
  ...policyJson({ grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] } }),
  id: COMPLIANCE_ID,
  displayName: 'Compliant devices',
};
const COUNTRY = {
  ...policyJson({
    conditions: {
      users: { includeGroups: [STAFF] },
      locations: { includeLocations: ['All'], excludeLocations: [COUNTRIES] },
    },
  }),
  displayName: 'Countries',
};
const STAFF_ARGUMENTS = ['--user', ADA, '--groups', 'All staff', '--roles', 'none', '--country', 'NL'];

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-ca-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('explain blocks with a change that, once made, lets the restore pass', () => {
  const policies = exported('explain', {
    'Policies/compliance.json': COMPLIANCE,
    'country.json': { value: [COUNTRY] },
    'groups/staff.json': { id: STAFF, displayName: 'All staff' },
    'location.json': LOCATIONS[1] ?? null,
  });
  const { status, json } = ca('explain', '--policies', policies, ...STAFF_ARGUMENTS);
  assert.equal(status, 5);
  assert.equal(json['outcome'], 'blocked');
  const [remedy] = json['remedies'] as readonly {
    changes: readonly { request: { method: string; url: string; body: Json } }[];
  }[];
  const request = remedy?.changes[0]?.request;
  assert.deepEqual([request?.method, request?.url], ['PATCH', `/identity/conditionalAccess/policies/${COMPLIANCE_ID}`]);
  write(policies, 'Policies/compliance.json', mergePatch(COMPLIANCE, request?.body ?? null));
  assert.equal(ca('explain', '--policies', policies, ...STAFF_ARGUMENTS).status, 0);
  assert.equal(ca('explain', '--policies', policies, ...STAFF_ARGUMENTS, '--country', 'US').status, 5);
  const undecided = ca('explain', '--policies', policies, '--user', ADA);
  assert.deepEqual([undecided.status, undecided.json['outcome']], [6, 'undecided']);
});

test('explain in words names the policy, what caught the sign-in, the code and the request', () => {
  const policies = exported('words', { 'compliance.json': COMPLIANCE });
  const { status, stdout } = tryKeepsake(['ca', 'explain', '--policies', policies, ...STAFF_ARGUMENTS], {
    NO_COLOR: '1',
  });
  assert.equal(status, 5);
  for (const words of [
    'Compliant devices blocks',
    'resources: includes all resources',
    'compliant device (not met)',
    'AADSTS53000',
    'PATCH https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies/',
    'POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies\n',
    "Microsoft's own advice",
  ]) {
    assert.ok(stdout.includes(words), `${words}\n${stdout}`);
  }
});

test('the documented example is what the program says', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/admin/conditional-access.md'), 'utf8');
  const [, command = '', said = ''] =
    /^ {4}\$ keepsake (ca explain .*)\n\n((?: {4}.*\n|\n)+?)(?=\S)/m.exec(document) ?? [];
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  const example = join(import.meta.dirname, 'example');
  const { status, stdout } = tryKeepsake(
    words.map((word) => (word.endsWith('/example') ? example : word)),
    { NO_COLOR: '1' },
  );
  assert.equal(status, 5);
  assert.equal(said.replaceAll(/^ {4}/gm, '').trim(), stdout.trim());
});

test('a device and a directory come from files', () => {
  const policies = exported('files', {
    'compliance.json': COMPLIANCE,
    'country.json': COUNTRY,
    'location.json': LOCATIONS[1] ?? null,
  });
  const directory = join(folder, 'users.json');
  const memberOf = [{ '@odata.type': '#microsoft.graph.group', id: STAFF, displayName: 'All staff' }];
  writeFileSync(
    directory,
    JSON.stringify({ value: [{ id: ADA, userPrincipalName: 'ada@contoso.example', userType: 'Member', memberOf }] }),
  );
  const device = join(folder, 'device.json');
  writeFileSync(device, JSON.stringify({ id: 'x', isCompliant: true, trustType: 'AzureAd', accountEnabled: true }));
  const person = ['--user', 'ada@contoso.example', '--directory', directory, '--country', 'NL'];
  const passages = ca('explain', '--policies', policies, ...person, '--device', device).json[
    'passages'
  ] as readonly JsonObject[];
  assert.deepEqual(
    passages.map(({ moment, outcome }) => [moment, outcome]),
    [
      ['oobe', 'blocked'],
      ['oobe', 'blocked'],
      ['firstSignIn', 'passes'],
      ['firstSignIn', 'passes'],
    ],
  );
  assert.equal(
    tryKeepsake(
      ['ca', 'explain', '--policies', policies, '--user', 'nobody@contoso.example', '--directory', directory],
      {},
    ).status,
    1,
  );
});

test('what-if evaluates one sign-in, or a request of Graph', () => {
  const policies = exported('what-if', {
    'compliance.json': COMPLIANCE,
    'country.json': COUNTRY,
    'location.json': LOCATIONS[1] ?? null,
  });
  const blocked = ca(
    'what-if',
    '--policies',
    policies,
    '--app',
    'Microsoft Activity Feed Service',
    '--device',
    'isCompliant=false',
    '--groups',
    'none',
  );
  assert.equal(blocked.status, 5);
  assert.deepEqual((blocked.json['error'] as JsonObject)['code'], 53000);
  const reasons = (blocked.json['value'] as readonly JsonObject[]).map((it) => it['analysisReasons']);
  assert.deepEqual(reasons, ['notSet', 'users']);
  assert.equal(
    ca(
      'what-if',
      '--policies',
      policies,
      '--app',
      'd32c68ad-72d2-4acb-a0c7-46bb2cf93873',
      '--device',
      'isCompliant=true,trustType=AzureAD',
      '--groups',
      'none',
    ).status,
    0,
  );
  assert.equal(ca('what-if', '--policies', policies, '--app', 'd32c68ad-72d2-4acb-a0c7-46bb2cf93873').status, 6);
  assert.equal(ca('what-if', '--policies', policies, '--user-action', 'register-device').status, 0);
  const request = join(folder, 'request.json');
  writeFileSync(
    request,
    JSON.stringify({
      signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: ADA },
      signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: ['x'] },
      signInConditions: { deviceInfo: { isCompliant: false } },
    }),
  );
  assert.equal(ca('what-if', '--policies', policies, '--request', request).status, 5);
});

test('check tells understood from unknown from malformed', () => {
  const fine = exported('fine', { 'compliance.json': COMPLIANCE });
  assert.equal(ca('check', '--policies', fine).status, 0);
  const unknown = exported('unknown', {
    'policy.json': { ...policyJson({ conditions: { mood: ['bad'] } }), displayName: 'Moody' },
  });
  const partial = ca('check', '--policies', unknown);
  assert.equal(partial.status, 3);
  assert.deepEqual(
    (partial.json['findings'] as readonly JsonObject[]).map(({ file, displayName, path }) => [file, displayName, path]),
    [['policy.json', 'Moody', '$.conditions.mood']],
  );
  writeFileSync(join(unknown, 'cut.json'), '{"displayName": "Cut", "state": "ena');
  assert.equal(ca('check', '--policies', unknown).status, 1);
});

test('encodings of other tools are read, and what is not there is said', () => {
  const policies = exported('encodings', {});
  writeFileSync(
    join(policies, 'utf16.json'),
    Buffer.from(`\u{feff}${JSON.stringify({ ...COMPLIANCE, displayName: 'Größe' })}`, 'utf16le'),
  );
  writeFileSync(join(policies, 'utf8-bom.json'), `\u{feff}${JSON.stringify(COUNTRY)}`);
  const { json } = ca('what-if', '--policies', policies, '--app', 'x');
  assert.deepEqual(
    (json['policies'] as readonly JsonObject[]).map((it) => it['displayName']),
    ['Größe', 'Countries'],
  );
  for (const missing of [join(folder, 'nowhere'), exported('empty', { 'x.json': { hello: 'world' } })]) {
    const { status, stdout } = tryKeepsake(['ca', 'check', '--policies', missing, '--json'], {});
    assert.equal(status, 1);
    assert.match(stdout, /"(policies-not-found|no-policies)"/);
  }
});

function exported(name: string, files: { readonly [file: string]: Json }): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, json] of Object.entries(files)) write(path, file, json);
  return path;
}

function write(path: string, file: string, json: Json): void {
  mkdirSync(join(path, file, '..'), { recursive: true });
  writeFileSync(join(path, file), JSON.stringify(json));
}

function ca(...words: readonly string[]): Ended & { readonly json: JsonObject } {
  const ended = tryKeepsake(['ca', ...words, '--json'], {});
  assert.equal(ended.stderr, '', words.join(' '));
  return { ...ended, json: JSON.parse(ended.stdout) as JsonObject };
}
