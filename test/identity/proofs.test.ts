// Proof of possession over real HTTP: what a proof must be, that it counts once, and that nothing in these headers breaks
// the service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { onEachServer, type TestService, withService } from '../server/service-fixture.ts';
import { type Claims, type Holder, JOIN, join, makeHolder, send, trustingTenant } from './identity-fixture.ts';

onEachServer(
  'a stolen token without the device’s key gets 401, and so does every proof but the right one',
  async (service) => {
    const { tenantId, token } = await trustingTenant(service);
    const [holder, thief] = [await makeHolder(), await makeHolder()];
    const text = await token();
    assert.equal((await join(service, text, holder)).status, 200);
    assert.equal((await send(service, { token: text, holder })).status, 200);

    const bare = await send(service, { token: text });
    assert.deepEqual(
      [bare.status, bare.body.code],
      [401, 'device-required'],
      'a person without a device has no backups here',
    );
    const bound = await token({ cnf: { jkt: holder.thumbprint } });
    assert.equal((await send(service, { token: bound, holder })).status, 200);
    for (const path of ['/v1/snapshots', '/v1/me/devices']) {
      assert.equal((await send(service, { token: bound, path })).status, 401, 'bound and without a proof');
      assert.equal((await send(service, { token: bound, path, holder: thief })).status, 401, 'bound to another key');
      assert.equal((await send(service, { token: bound, path, holder, scheme: 'Bearer' })).status, 401, 'not as bound');
    }
    const stolen = await send(service, { token: text, holder: thief });
    assert.deepEqual(
      [stolen.status, stolen.body.code],
      [401, 'device-required'],
      'a key that never joined is nobody’s device',
    );
    assert.match(stolen.headers.get('www-authenticate') ?? '', /DPoP algs=/);
    assert.equal((await send(service, { token: text, scheme: 'DPoP' })).status, 401);
    assert.equal((await send(service, { token: text, holder, tenantId })).status, 200);
  },
);

test('every check of RFC 9449 section 4.3', () =>
  withService(async (service) => {
    const { token } = await trustingTenant(service);
    const [holder, other] = [await makeHolder(), await makeHolder()];
    const text = await token();
    await join(service, text, holder);
    const now = service.context.clock();
    const url = `${service.url}/v1/snapshots`;
    const proof = (claims: Claims = {}, header: object = {}) =>
      holder.proof({ method: 'GET', url, token: text, now, claims, header });
    const seconds = Math.floor(now / 1000);
    const good = {
      'as it should be': proof(),
      'a minute old': proof({ iat: seconds - 60 }),
      'a little ahead': proof({ iat: seconds + 10 }),
      'with query and fragment': proof({ htu: `${url}?limit=1#x` }),
      'by another name of this machine': proof({ htu: url.replace('127.0.0.1', 'localhost') }),
      'with scheme and host in capitals': proof({ htu: url.replace('http://', 'HTTP://') }),
    };
    for (const [name, made] of Object.entries(good)) {
      assert.equal((await send(service, { token: text, proof: await made })).status, 200, name);
    }
    const bad: Record<string, string | Promise<string>> = {
      'no method': proof({ htm: undefined }),
      'another method': proof({ htm: 'POST' }),
      'method in small letters': proof({ htm: 'get' }),
      'no address': proof({ htu: undefined }),
      'another path': proof({ htu: `${service.url}/v1/backup-profiles` }),
      'another host': proof({ htu: 'http://keepsake.example/v1/snapshots' }),
      'another port': proof({ htu: 'http://127.0.0.1:1/v1/snapshots' }),
      'https where it is http': proof({ htu: url.replace('http:', 'https:') }),
      'with a name and password': proof({ htu: url.replace('http://', 'http://a:b@') }),
      'no id': proof({ jti: undefined }),
      'an endless id': proof({ jti: 'x'.repeat(300) }),
      'no time': proof({ iat: undefined }),
      'a time in words': proof({ iat: 'now' }),
      'no token': proof({ ath: undefined }),
      'another token': proof({ ath: 'x'.repeat(43) }),
      'another type': proof({}, { typ: 'JWT' }),
      'another key than signed': proof({}, { jwk: other.jwk }),
      'no key': proof({}, { jwk: undefined }),
      'a private key': proof({}, { jwk: { ...holder.jwk, d: 'AAAA' } }),
      'a secret as key': hmacProof(),
      unsigned: 'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6Im5vbmUifQ.e30.',
      'two at once': Promise.all([proof(), proof()]).then((both) => both.join(', ')),
      'no proof at all': 'x',
    };
    for (const [name, made] of Object.entries(bad)) {
      const { status, body, headers } = await send(service, { token: text, proof: await made });
      assert.deepEqual([status, body.code], [401, 'proof-refused'], name);
      assert.match(headers.get('www-authenticate') ?? '', /^DPoP error="invalid_dpop_proof", algs="/, name);
    }
    for (const alg of ['RS256', 'PS256', 'EdDSA']) {
      const device = await makeHolder(alg);
      assert.equal((await join(service, text, device)).status, 200, alg);
      assert.equal((await send(service, { token: text, holder: device })).status, 200, alg);
    }
    const unlisted = await makeHolder('ES384');
    assert.equal((await send(service, { token: text, holder: unlisted })).body.code, 'proof-refused');
  }));

test('a proof counts once, also when its copies come at the same time', () =>
  withService(async (service) => {
    const { token } = await trustingTenant(service);
    const holder = await makeHolder();
    const text = await token();
    await join(service, text, holder);
    const now = service.context.clock();
    const proof = await holder.proof({ method: 'GET', url: `${service.url}/v1/snapshots`, token: text, now });
    const all = await Promise.all(Array.from({ length: 20 }, () => send(service, { token: text, proof })));
    assert.deepEqual(
      all.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, ...Array.from({ length: 19 }, () => 401)],
    );
    assert.equal((await send(service, { token: text, proof })).body.code, 'proof-refused');
  }));

test('a device whose clock is wrong is told a nonce, which stands for the time and for nothing else', () =>
  withService(async (service) => {
    const { token } = await trustingTenant(service);
    const holder = await makeHolder();
    const text = await token();
    await join(service, text, holder);
    const year = 365 * 24 * 3600_000;
    const at = (now: number, claims: Claims = {}) =>
      holder.proof({ method: 'GET', url: `${service.url}/v1/snapshots`, token: text, now, claims });
    for (const wrong of [service.context.clock() - year, service.context.clock() + year]) {
      const asked = await send(service, { token: text, proof: await at(wrong) });
      assert.equal(asked.status, 401);
      assert.match(asked.headers.get('www-authenticate') ?? '', /error="use_dpop_nonce"/);
      const nonce = asked.headers.get('dpop-nonce') ?? '';
      const proof = await at(wrong, { nonce });
      assert.equal((await send(service, { token: text, proof })).status, 200);
      assert.equal((await send(service, { token: text, proof })).status, 401, 'and still only once');
      for (const forged of [`${nonce}A`, nonce.slice(1), 'x', '']) {
        assert.equal((await send(service, { token: text, proof: await at(wrong, { nonce: forged }) })).status, 401);
      }
      const right = await at(service.context.clock(), { nonce: 'forged' });
      assert.equal((await send(service, { token: text, proof: right })).status, 401, 'a wrong nonce is no nonce');
    }
    const asked = await send(service, { token: text, proof: await at(0) });
    const nonce = asked.headers.get('dpop-nonce') ?? '';
    service.advance(5 * 60_000 + 1);
    assert.equal((await send(service, { token: text, proof: await at(0, { nonce }) })).status, 401);
  }));

test('nothing in these headers makes the service fail', () =>
  withService(async (service) => {
    const { tenantId, token } = await trustingTenant(service);
    const holder = await makeHolder();
    const good = await token();
    const words = fc.constantFrom(
      'Bearer',
      'DPoP',
      'Basic',
      'bearer',
      'ks1',
      'ks1.',
      good,
      `ks1.${tenantId}`,
      '.',
      '..',
      ' ',
    );
    const text = fc.oneof(
      words,
      fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
      fc.array(words, { maxLength: 6 }).map((parts) => parts.join(' ')),
      fc.array(fc.base64String({ maxLength: 60 }), { maxLength: 5 }).map((parts) => parts.join('.')),
      fc
        .json()
        .map((json) => `${Buffer.from(json).toString('base64url')}.${Buffer.from(json).toString('base64url')}.AA`),
    );
    const headers = fc.record({ authorization: text, dpop: text, 'keepsake-tenant': text }, { requiredKeys: [] });
    const law = fc.asyncProperty(headers, fc.boolean(), async (made, withGood) => {
      const given = withGood ? { ...made, authorization: `DPoP ${good}` } : made;
      const response = await fetch(`${service.url}/v1/snapshots`, { headers: given });
      await response.body?.cancel();
      assert.ok([400, 401, 403].includes(response.status), `${response.status} for ${JSON.stringify(given)}`);
    });
    await fc.assert(law, { numRuns: 400 });
    await shapes(service, good, holder);
    assert.ok(!service.logged.some((line) => line.includes('failed:')), 'no request failed');
  }));

/** Well signed, and of shapes that no honest sender makes. */
async function shapes(service: TestService, token: string, holder: Holder): Promise<void> {
  const now = service.context.clock();
  for (const value of [
    null,
    0,
    -1,
    1e308,
    '',
    [],
    {},
    true,
    '\u0000',
    'x'.repeat(5000),
    { nonce: 1 },
    { toString: 1, valueOf: 1 },
  ]) {
    for (const name of ['jti', 'htm', 'htu', 'iat', 'nonce', 'ath', 'exp', 'nbf']) {
      const claims = { [name]: value };
      const proof = await holder.proof({ method: 'POST', url: `${service.url}/v1/devices`, token, now, claims });
      const { status } = await send(service, { method: 'POST', path: '/v1/devices', token, proof, body: JOIN });
      assert.ok(status === 200 || status === 401, `${name} ${JSON.stringify(value)}: ${status}`);
    }
  }
}

function hmacProof(): Promise<string> {
  const jwk = { kty: 'oct', k: 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' };
  return new SignJWT({ jti: 'x' })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'HS256', jwk })
    .sign(Buffer.from(jwk.k, 'base64url'));
}
