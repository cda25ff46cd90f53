// Tokens: which shapes are whom, and that whatever is changed in one makes it worth nothing.

import assert from 'node:assert/strict';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import fc from 'fast-check';
import { type Authenticate, createAuthenticator } from '../../src/server/identity/authenticate.ts';
import { GENERIC_CLAIMS } from '../../src/server/identity/issuer.ts';
import { distrustIssuer, trustIssuer } from '../../src/server/identity/manage-issuers.ts';
import { expectOk } from '../database.ts';
import { onEachServer, type TestService, withService } from '../server/service-fixture.ts';
import { ANNA, API, type Claims, CLIENT, defined, send, type Trusting, trustingTenant } from './identity-fixture.ts';
import { makeKey, sign, startIssuer } from './issuer-server.ts';
import { test } from 'node:test';

const REFUSED = 'not-authenticated';

type Ask = (token: string, tenantId?: string) => Promise<Record<string, unknown>>;

/** The actor, or the code of the refusal. */
function asking(service: TestService): Ask {
  const { context, url, logged } = service;
  const log = (line: string) => void (logged as string[]).push(line);
  const authenticate: Authenticate = createAuthenticator({ ...context, publicUrls: () => [url], log });
  return async (token, tenantId) => {
    const shown = { requestId: 'r', method: 'GET', path: '/v1/me/devices', proof: undefined, tenantId };
    const actor = await authenticate({ ...shown, authorization: `Bearer ${token}` });
    return actor.ok ? { ...actor.value } : { code: actor.error.code };
  };
}

const V1 = (tenantId: string): Claims => ({
  iss: `https://sts.windows.net/${tenantId}/`,
  aud: `api://${API}`,
  azp: undefined,
  azpacr: undefined,
  appid: CLIENT,
  appidacr: '0',
  acr: '1',
  amr: ['pwd', 'mfa'],
  preferred_username: undefined,
  unique_name: 'anna@contoso.example',
  upn: 'anna@contoso.example',
  ver: '1.0',
});
const APP: Claims = { scp: undefined, name: undefined, preferred_username: undefined, sub: ANNA, oid: ANNA };

test('every shape of Entra token is whom it means', () =>
  withService(async (service) => {
    const { tenantId, token } = await trustingTenant(service);
    const ask = asking(service);
    const person = { kind: 'user', tenantId, userId: ANNA, userPrincipalName: 'anna@contoso.example' };
    const shapes: Record<string, [claims: Claims, is: Record<string, unknown>]> = {
      'v2 person': [{}, { ...person, applicationId: CLIENT, scopes: ['Backup.ReadWrite'] }],
      'v1 person': [V1(tenantId), { ...person, applicationId: CLIENT }],
      'v1 person by name alone': [{ ...V1(tenantId), upn: undefined }, person],
      'several scopes': [{ scp: 'Backup.Admin Backup.ReadWrite' }, { scopes: ['Backup.Admin', 'Backup.ReadWrite'] }],
      'several audiences': [{ aud: ['other', API] }, person],
      'marked as a person': [{ idtyp: 'user' }, person],
      'v2 application': [
        { ...APP, roles: ['Backup.Read.All'] },
        { kind: 'application', applicationId: CLIENT },
      ],
      'v1 application': [
        { ...V1(tenantId), ...APP, roles: ['A'] },
        { kind: 'application', applicationId: CLIENT },
      ],
      'application, marked': [
        { ...APP, idtyp: 'app', sub: 'x' },
        { kind: 'application', applicationId: CLIENT },
      ],
      'a minute after it ended': [{ exp: secondsOf(service) - 59 }, person],
      'a minute before it begins': [{ nbf: secondsOf(service) + 59 }, person],
    };
    for (const [name, [claims, expected]] of Object.entries(shapes)) {
      assert.partialDeepStrictEqual(await ask(await token(claims)), expected, name);
    }
    const { claims, signIn } = (await ask(
      await token({ roles: ['R'], groups: ['g'], acrs: ['c1'], amr: ['mfa'], xms_cc: ['cp1'], auth_time: 7 }),
    )) as { claims: object; signIn: object };
    assert.partialDeepStrictEqual(claims, { roles: ['R'], groups: ['g'] });
    assert.partialDeepStrictEqual(signIn, {
      at: 7000,
      contexts: ['c1'],
      methods: ['mfa'],
      clientCapabilities: ['cp1'],
    });
    for (const overage of [{ _claim_names: { groups: 'src1' } }, { hasgroups: true }]) {
      const found = (await ask(await token({ ...overage, groups: ['ignored'] }))) as { claims: { groups: unknown } };
      assert.equal(found.claims.groups, undefined, 'more groups than fit is not the same as none');
    }
  }));

test('whatever is wrong with a token, the answer is one, and the log says which claim', () =>
  withService(async (service) => {
    const { tenantId, token, key } = await trustingTenant(service);
    const ask = asking(service);
    const now = secondsOf(service);
    const [other, ec] = [await makeKey('entra-1'), await makeKey('entra-1', 'ES256')];
    const good = await token();
    const claims = { ...JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()) } as JWTPayload;
    const hmac = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: key.kid });
    const publicPem = Buffer.from(JSON.stringify(key.jwk));
    const refused: Record<string, string | Promise<string>> = {
      expired: token({ exp: now - 61 }),
      'not yet': token({ nbf: now + 61 }),
      'without an end': token({ exp: undefined }),
      'without a beginning': token({ iat: undefined }),
      'for somebody else': token({ aud: '00000003-0000-0000-c000-000000000000' }),
      'for nobody': token({ aud: undefined }),
      'of another directory': token({ tid: 'dddddddd-0000-4000-8000-000000000001' }),
      'of an issuer unknown': token({ iss: 'https://login.microsoftonline.com/common/v2.0' }),
      'of an issuer with a slash more': token({ iss: `https://login.microsoftonline.com/${tenantId}/v2.0/` }),
      'of the issuer in capitals': token({ iss: `HTTPS://login.microsoftonline.com/${tenantId}/v2.0` }),
      'of no application': token({ azp: undefined }),
      'of nobody': token({ oid: undefined }),
      'without a scope, as ID tokens are': token({ scp: undefined }),
      'bound to a key that is not here': token({ cnf: { jkt: 'x'.repeat(43) } }),
      'bound in a way unknown here': token({ cnf: { 'x5t#S256': 'x' } }),
      'signed by another key of that name': sign(other, claims),
      'signed with another algorithm': sign(ec, claims),
      'with a key of its own': sign(other, claims, { jwk: other.jwk }),
      'with the address of a key': sign(other, claims, { jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/x' }),
      'with a certificate': sign(other, claims, { x5c: ['MIIB'] }),
      'with a key nobody has': sign(key, claims, { kid: '../../etc/passwd' }),
      'a proof': sign(key, claims, { typ: 'dpop+jwt' }),
      'a logout token': sign(key, claims, { typ: 'logout+jwt' }),
      'with critical unknowns': sign(key, claims, { typ: 'JWT', crit: ['exp'], exp: 1 }).catch(() => 'a.b.c'),
      unsigned: new UnsecuredJWT(claims).encode(),
      'signed with the public key as a secret': hmac.sign(publicPem),
      encrypted: `${good}.x.y`,
      'cut short': good.slice(0, -2),
      'with a signature more': `${good}AA`,
      'no token': 'a.b.c',
    };
    assert.equal((await ask(good))['kind'], 'user');
    const answers = new Set<string>();
    for (const [name, text] of Object.entries(refused)) {
      assert.deepEqual(await ask(await text), { code: REFUSED }, name);
      const { status, body, headers } = await send(service, { token: await text, path: '/v1/me/devices' });
      const { requestId: _, ...same } = body;
      answers.add(JSON.stringify([status, same, headers.get('www-authenticate')]));
    }
    assert.equal(answers.size, 1);
    assert.ok(service.logged.some((line) => line.endsWith('token refused: aud')));
    assert.ok(!service.logged.some((line) => line.includes(good.slice(0, 20))), 'no token is in the log');
  }));

test('a change of any character of a token makes it worth nothing', () =>
  withService(async (service) => {
    const { token } = await trustingTenant(service);
    const [ask, good] = [asking(service), await token()];
    const place = fc.integer({ min: 0, max: good.length - 1 });
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'.split(''));
    const law = fc.asyncProperty(place, character, async (at, put) => {
      const changed = `${good.slice(0, at)}${put}${good.slice(at + 1)}`;
      // The last character of a signature has bits that say nothing.
      fc.pre(changed !== good && at !== good.length - 1);
      assert.deepEqual(await ask(changed), { code: REFUSED });
    });
    await fc.assert(law, { numRuns: 300 });
  }));

test('a tenant never trusts the issuer of another, whatever the request says', () =>
  withService(async (service) => {
    const ask = asking(service);
    const ownKey = await makeKey('entra-1');
    const [a, b] = [await trustingTenant(service), await trustingTenant(service, undefined, ownKey)];
    const none = await service.newTenant();
    const nowhere = 'eeeeeeee-0000-4000-8000-000000000001';
    assert.equal((await ask(await a.token(), a.tenantId))['tenantId'], a.tenantId);
    for (const named of [b.tenantId, none, nowhere, 'no id', '', `${a.tenantId} `]) {
      assert.deepEqual(await ask(await a.token(), named), { code: REFUSED }, named);
    }
    for (const tid of [b.tenantId, none, nowhere]) {
      assert.deepEqual(await ask(await a.token({ tid })), { code: REFUSED });
      assert.deepEqual(
        await ask(await a.token({ tid, iss: issuerOf(tid) })),
        { code: REFUSED },
        'keys differ by address only',
      );
    }
  }));

test('a signing key that its issuer means for other directories signs nothing here', () =>
  withService(async (service) => {
    const { token, issuer, key } = await trustingTenant(service);
    const ask = asking(service);
    const other = 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
    for (const [signsFor, good] of [
      ['https://login.microsoftonline.com/{tenantid}/v2.0', true],
      [other, false],
    ] as const) {
      issuer.publish(Object.assign({ issuer: signsFor }, key.jwk));
      service.advance(16 * 60_000);
      assert.equal((await ask(await token()))['kind'], good ? 'user' : undefined, signsFor);
    }
  }));

onEachServer(
  'a token that was believed once is believed no longer than it, its issuer or its times are',
  async (service) => {
    const { tenantId, token, issuer } = await trustingTenant(service);
    const [ask, text] = [asking(service), await token()];
    for (let time = 0; time < 3; time += 1) assert.equal((await ask(text))['kind'], 'user');
    service.advance(3600_000 + 61_000);
    assert.deepEqual(await ask(text), { code: REFUSED });
    const next = await token();
    assert.equal((await ask(next))['kind'], 'user');
    expectOk(await distrustIssuer(service.context, { tenantId, issuer: issuerOf(tenantId) }));
    assert.deepEqual(await ask(next), { code: REFUSED });
    await issuer.close();
  },
);

test('while nobody can tell whether a token is good, that is the answer, and no refusal', () =>
  withService(async (service) => {
    const { token, issuer } = await trustingTenant(service);
    issuer.answerWith('error');
    assert.deepEqual(await asking(service)(await token()), { code: 'unavailable' });
  }));

test('any OpenID Connect issuer by a map of its claims: Keycloak, and one with names like addresses', () =>
  withService(async (service) => {
    const tenantId = await service.newTenant();
    const key = await makeKey('kc', 'PS256');
    const server = await startIssuer(key.jwk);
    const now = secondsOf(service);
    const settings = {
      issuers: [server.url],
      jwksUrl: server.jwksUrl,
      audiences: ['keepsake'],
      directoryTenantId: null,
      clients: ['keepsake-cli', 'nightly'],
      claims: { ...GENERIC_CLAIMS, groups: ['https://contoso.example/groups'] },
      backupScope: null,
      signIn: null,
      joinContext: null,
    };
    expectOk(await trustIssuer(service.context, { tenantId, kind: 'generic', issuer: server.url, settings }));
    const ask = asking(service);
    const token = (claims: Claims) =>
      sign(
        key,
        defined({ iss: server.url, aud: 'keepsake', iat: now, exp: now + 300, azp: 'keepsake-cli', ...claims }),
      );
    const anna = {
      sub: 'f:42:anna',
      preferred_username: 'anna',
      scope: 'openid backup',
      realm_access: { roles: ['helpdesk'] },
      'https://contoso.example/groups': ['staff'],
    };
    const found = await ask(await token(anna), tenantId);
    assert.partialDeepStrictEqual(found, {
      kind: 'user',
      userPrincipalName: 'anna',
      claims: { roles: ['helpdesk'], groups: ['staff'] },
    });
    assert.equal((await ask(await token(anna), tenantId))['userId'], found['userId'], 'the subject is who it is');
    const robot = { sub: 'uuid', azp: 'nightly', preferred_username: 'service-account-nightly', scope: 'backup' };
    assert.partialDeepStrictEqual(await ask(await token(robot), tenantId), {
      kind: 'application',
      applicationId: 'nightly',
    });
    assert.deepEqual(await ask(await token({ ...anna, azp: 'stranger' }), tenantId), { code: REFUSED });
    assert.deepEqual(await ask(await token(anna)), { code: REFUSED }, 'it does not say which tenant');
    await server.close();
  }));

function secondsOf({ context }: TestService): number {
  return Math.floor(context.clock() / 1000);
}

function issuerOf(tenantId: Trusting['tenantId']): string {
  return `https://login.microsoftonline.com/${tenantId}/v2.0`;
}
