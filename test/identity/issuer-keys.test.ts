// The keys of issuers, over a real HTTP endpoint: how often it is asked, what happens when it is away, and what of its
// answers is taken.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { cacheKeys, type FindKey } from '../../src/server/identity/issuer-keys.ts';
import { remoteKeys } from '../../src/server/identity/remote-keys.ts';
import { type IssuerServer, makeKey, startIssuer } from './issuer-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Cached = {
  readonly issuer: IssuerServer;
  readonly find: (kid: string) => Promise<string>;
  readonly advance: (milliseconds: number) => void;
};

const [one, two] = [await makeKey('one'), await makeKey('two')];

async function cached(context: TestContext): Promise<Cached> {
  let now = 1_000_000;
  const issuer = await startIssuer(one.jwk);
  context.after(issuer.close);
  const find: FindKey = cacheKeys({ load: remoteKeys(issuer.jwksUrl), clock: () => now });
  return {
    issuer,
    advance: (milliseconds) => void (now += milliseconds),
    find: async (kid) => {
      const found = await find({ alg: 'RS256', kid });
      return found.ok ? (found.value.jwk.kid ?? '') : found.error;
    },
  };
}

test('keys are asked for once, however many tokens wait, and again when they are old', async (context) => {
  const { issuer, find, advance } = await cached(context);
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 200 }, () => find('one')))), new Set(['one']));
  assert.equal(issuer.asked(), 1);
  advance(14 * MINUTE);
  assert.equal(await find('one'), 'one');
  assert.equal(issuer.asked(), 1);
  advance(2 * MINUTE);
  await Promise.all(Array.from({ length: 50 }, () => find('one')));
  assert.equal(issuer.asked(), 2);
});

test('rotation: a new key is found as soon as a token names it, a withdrawn one is gone within a quarter of an hour', async (context) => {
  const { issuer, find, advance } = await cached(context);
  await find('one');
  issuer.publish(two.jwk);
  advance(31_000);
  assert.equal(await find('two'), 'two');
  assert.equal(await find('one'), 'unknown');
  issuer.publish(one.jwk);
  assert.equal(await find('two'), 'two', 'still believed');
  advance(16 * MINUTE);
  assert.equal(await find('two'), 'unknown');
});

test('tokens that name keys nobody has make the issuer be asked twice a minute, not more', async (context) => {
  const { issuer, find, advance } = await cached(context);
  await find('one');
  const before = issuer.asked();
  for (let second = 0; second < 60; second += 1) {
    assert.equal(await find(`made up ${second}`), 'unknown');
    advance(1_000);
  }
  assert.ok(issuer.asked() - before <= 2, `${issuer.asked() - before} times`);
});

test('while the issuer is away the last keys count for a day, and it is asked ever more rarely', async (context) => {
  const { issuer, find, advance } = await cached(context);
  await find('one');
  for (const answer of ['error', 'garbage', 'redirect', 'endless'] as const) {
    issuer.answerWith(answer);
    advance(20 * MINUTE);
    assert.equal(await find('one'), 'one', answer);
    assert.equal(await find('two'), 'unavailable', 'a new key may exist: nobody can tell');
  }
  const before = issuer.asked();
  for (let minute = 0; minute < 60; minute += 1) {
    advance(MINUTE);
    assert.equal(await find('one'), 'one');
  }
  assert.ok(issuer.asked() - before <= 16, `asked ${issuer.asked() - before} times in an hour`);
  advance(24 * HOUR);
  assert.equal(await find('one'), 'unavailable');
  issuer.answerWith('keys');
  advance(5 * MINUTE);
  assert.equal(await find('one'), 'one');
});

test('only public signing keys of the right kind and size are taken', async (context) => {
  const [weak, ec, eddsa] = [await weakKey(), await makeKey('ec', 'ES256'), await makeKey('ed', 'EdDSA')];
  const { issuer } = await cached(context);
  const secret = { kty: 'oct', kid: 'secret', k: 'c2VjcmV0', alg: 'HS256' };
  const refused = [
    { ...weak, kid: 'weak' },
    secret,
    { ...one.jwk, kid: 'encrypts', use: 'enc' },
    { ...one.jwk, kid: 'private', d: 'AQAB' },
    { ...one.jwk, kid: 'other algorithm', alg: 'RS512' },
    { ...one.jwk, kid: 'twice' },
    { ...two.jwk, kid: 'twice' },
    { ...one.jwk, kid: 'broken', n: '!'.repeat(342) },
    ec.jwk,
    eddsa.jwk,
  ];
  issuer.publish(...refused);
  const find = cacheKeys({ load: remoteKeys(issuer.jwksUrl), clock: () => 0 });
  for (const { kid = '' } of refused) {
    assert.deepEqual(await find({ alg: 'RS256', kid }), { ok: false, error: 'unknown' }, kid);
  }
  for (const alg of ['HS256', 'none', 'RS1', 'toString', '']) {
    assert.equal((await find({ alg, kid: 'secret' })).ok, false, alg);
  }
  assert.ok((await find({ alg: 'ES256', kid: 'ec' })).ok && (await find({ alg: 'EdDSA', kid: 'ed' })).ok);
  assert.ok(!(await find({ alg: 'RS256' })).ok, 'without kid there is a choice of two');
});

test('addresses that are neither https nor this machine are never asked', async () => {
  for (const url of ['http://keys.contoso.example/', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'no address']) {
    const answer = await remoteKeys(url)();
    assert.ok(!answer.ok && answer.error.includes('neither https nor on this machine'), url);
  }
});

async function weakKey(): Promise<object> {
  const { generateKeyPairSync } = await import('node:crypto');
  return generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
}
