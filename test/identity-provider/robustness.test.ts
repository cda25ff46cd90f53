// Whatever is sent to the provider's endpoints is answered as OAuth says, never by falling over; and the laws of what is
// decided by the clock: when keys sign, and how long guessing is kept waiting.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { requestedClaims } from '../../src/server/identity-provider/entra-request.ts';
import { type KeyTimes, planSigningKeys } from '../../src/server/identity-provider/plan-signing-keys.ts';
import { pauseMilliseconds } from '../../src/server/identity-provider/sign-in/throttle.ts';
import { PASSWORD, type TestProvider, withProvider } from './provider-fixture.ts';
import { withoutOpenssl } from './certificate.ts';

const DAY = 24 * 60 * 60 * 1000;

suite('the provider’s endpoints', () => {
  test(
    'answer every combination of parameters with something that is no failure of theirs',
    { skip: withoutOpenssl },
    () =>
      withProvider(async (provider) => {
        const app = await provider.newApplication('daemon');
        const base = `/${provider.tenantId}/oauth2/v2.0`;
        const value = fc.oneof(
          fc.constantFrom(...VALUES, app.applicationId, app.secret ?? ''),
          fc.string({ unit: 'binary', maxLength: 40 }),
        );
        const name = fc.constantFrom(...NAMES);
        const parameters = fc.array(fc.tuple(name, value), { maxLength: 12 });
        const target = fc.constantFrom<readonly [method: string, path: string]>(
          ['GET', `${base}/authorize`],
          ['POST', `${base}/token`],
          ['POST', `${base}/devicecode`],
          ['GET', `${base}/logout`],
          ['POST', `${base}/revoke`],
          ['GET', `/${provider.tenantId}/oauth2/deviceauth`],
          ['POST', `/${provider.tenantId}/oauth2/deviceauth`],
          ['GET', `/${provider.tenantId}/openid/userinfo`],
          ['POST', `/${provider.tenantId}/login/x`],
        );
        await fc.assert(
          fc.asyncProperty(target, parameters, async ([method, path], pairs) => {
            const { status, text } = await send(provider, method, path, pairs);
            assert.ok(status < 500, `${method} ${path} ${JSON.stringify(pairs)}: ${status} ${text}`);
          }),
          { numRuns: 80 },
        );
        assert.deepEqual(
          provider.logged.filter((line) => line.includes('failed')),
          [],
        );
      }),
  );

  test('know neither tenants that are not there nor bodies that are no forms', { skip: withoutOpenssl }, () =>
    withProvider(async (provider) => {
      const nowhere = '01900000-0000-7000-8000-000000000000';
      const discovery = await fetch(`${provider.url}/${nowhere}/v2.0/.well-known/openid-configuration`);
      assert.equal(((await discovery.json()) as { error_codes: number[] }).error_codes[0], 90002);
      const token = `${provider.url}/${provider.tenantId}/oauth2/v2.0/token`;
      for (const [type, body] of [
        ['application/json', '{}'],
        ['multipart/form-data', 'x'],
        ['application/x-www-form-urlencoded', '%'],
        ['application/x-www-form-urlencoded', 'a'.repeat(70_000)],
      ] as const) {
        const { status } = await fetch(token, { method: 'POST', body, headers: { 'content-type': type } });
        assert.ok(status >= 400 && status < 500, `${type}: ${status}`);
      }
    }),
  );

  test('take steps of a sign-in only from its own pages, and only in their order', { skip: withoutOpenssl }, () =>
    withProvider(async (provider) => {
      const user = await provider.newUser();
      const start = await fetch(authorizeUrl(provider), { redirect: 'manual' });
      const address = new URL(start.headers.get('location') ?? '', provider.url);
      const cookies = start.headers.getSetCookie().map((it) => it.split(';')[0]);
      const headers = { cookie: cookies.join('; ') };
      const csrf = /name="csrf" value="([^"]+)"/.exec(await (await fetch(address, { headers })).text())?.[1] ?? '';
      const step = async (form: Record<string, string>, more: Record<string, string> = {}): Promise<string> => {
        const body = new URLSearchParams(form);
        const answer = await fetch(address, {
          method: 'POST',
          body,
          headers: { ...headers, ...more },
          redirect: 'manual',
        });
        assert.ok(answer.status < 500, `${JSON.stringify(form)}: ${answer.status}`);
        return /<h1>([^<]*)/.exec(await answer.text())?.[1] ?? `to ${answer.headers.get('location')}`;
      };
      const name = { action: 'next', userName: user.userPrincipalName };
      assert.equal(await step(name), 'Sign in');
      assert.equal(await step({ ...name, csrf: `${csrf.slice(1)}x` }), 'Sign in');
      assert.equal(await step({ ...name, csrf }, { 'sec-fetch-site': 'cross-site' }), 'Sign in');
      for (const action of [
        'constructor',
        '__proto__',
        'skip',
        'changePassword',
        'registerCode',
        'code',
        'passkey',
        'prove',
      ]) {
        assert.equal(
          await step({ action, csrf, password: 'p'.repeat(20), again: 'p'.repeat(20), code: '1' }),
          'Sign in',
        );
      }
      assert.equal(await step({ ...name, csrf }), 'Enter your password');
      assert.equal(await step({ action: 'prove', secret: PASSWORD }), 'Enter your password');
      assert.match(await step({ action: 'prove', secret: PASSWORD, csrf }), /^to .*\/oauth2\/v2\.0\/authorize\//);
    }),
  );

  test('let no page be framed or script be run that is not theirs', { skip: withoutOpenssl }, () =>
    withProvider(async (provider) => {
      const page = await fetch(`${provider.url}/${provider.tenantId}/oauth2/deviceauth`);
      const policy = page.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.doesNotMatch(await page.text(), /<style|style=|<script(?! src="\/identity-assets\/)|\son\w+=/);
      const [cookie = ''] = page.headers.getSetCookie();
      for (const part of [`path=/${provider.tenantId}`, 'samesite=lax', 'secure', 'httponly']) {
        assert.ok(cookie.split('; ').includes(part), `${part}: ${cookie}`);
      }
    }),
  );
});

suite('signing keys', () => {
  test('at any moment of the years one signs, and was published a day before, and stays until nothing of it is valid', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 * DAY }), { minLength: 20, maxLength: 200 }), (pauses) => {
        let now = Date.UTC(2026, 0, 1);
        let keys: KeyTimes[] = [];
        const signedUntil = new Map<string, number>();
        for (const pause of pauses) {
          const plan = planSigningKeys(keys, now);
          if (plan.addFrom !== undefined) {
            keys = [...keys, { keyId: `key ${now}`, createdAt: now, signsFrom: plan.addFrom }];
          }
          keys = keys.filter((it) => !plan.remove.includes(it.keyId));
          for (const gone of plan.remove) assert.ok((signedUntil.get(gone) ?? 0) + DAY < now);
          const { signing } = planSigningKeys(keys, now);
          const key = keys.find((it) => it.keyId === signing);
          assert.ok(key !== undefined && key.signsFrom <= now);
          if (keys.length > 1) assert.ok(key === keys[0] || key.signsFrom - key.createdAt >= DAY);
          signedUntil.set(key.keyId, now);
          assert.ok(keys.length <= 3);
          now += pause;
        }
      }),
    );
  });
});

suite('guessing', () => {
  test('costs more each time, never less, never more than the longest', () => {
    const rule = fc.record({ free: fc.nat(60), longestMilliseconds: fc.integer({ min: 60_000, max: 3_600_000 }) });
    fc.assert(
      fc.property(rule, fc.nat(5000), (it, failures) => {
        const [now, next] = [pauseMilliseconds(failures, it), pauseMilliseconds(failures + 1, it)];
        assert.ok(now <= next && next <= it.longestMilliseconds);
        assert.equal(now === 0, failures < it.free);
      }),
    );
  });
});

test('claims that a client asks for are read, or nothing is', () => {
  assert.deepEqual(requestedClaims('{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"value":"c1"}}}'), {
    capabilities: ['cp1'],
    contexts: ['c1'],
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const { capabilities, contexts } = requestedClaims(text);
      assert.ok([...capabilities, ...contexts].every((it) => /^[\w.-]{1,40}$/.test(it)));
    }),
  );
});

const words = (text: string): string[] => text.trim().split(/\s+/);

const VALUES = [
  ...words('code none login openid api://keepsake/.default https://x/.default __proto__ http://localhost/ 💥'),
  ...words('authorization_code refresh_token client_credentials device_code password {"access_token":1}'),
  '',
  '\u0000',
  'a'.repeat(43),
  KEEPSAKE_CLI.applicationId,
];

const NAMES = words(`
  client_id client_secret grant_type scope code code_verifier redirect_uri state refresh_token device_code response_type
  response_mode code_challenge code_challenge_method prompt nonce claims client_info resource max_age id_token_hint
  user_code login_hint request request_uri keepsake_claims constructor client-request-id`);

function authorizeUrl({ url, tenantId }: TestProvider): string {
  const query = new URLSearchParams({
    client_id: KEEPSAKE_CLI.applicationId,
    response_type: 'code',
    redirect_uri: 'http://localhost/',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  });
  return `${url}/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
}

async function send(
  provider: TestProvider,
  method: string,
  path: string,
  pairs: readonly (readonly [string, string])[],
): Promise<{ readonly status: number; readonly text: string }> {
  const parameters = new URLSearchParams(pairs.map(([name, text]) => [name, text]));
  const query = method === 'GET' ? `?${parameters.toString()}` : '';
  const answer = await fetch(`${provider.url}${path}${query}`, {
    method,
    redirect: 'manual',
    ...(method === 'POST' ? { body: parameters } : {}),
  });
  return { status: answer.status, text: (await answer.text()).slice(0, 300) };
}
