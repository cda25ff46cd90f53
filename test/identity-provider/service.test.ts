// The whole service: what its own identity provider issues opens its own API, in the tenant that it was issued in and for as
// long as the directory stands behind it.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { KEEPSAKE_API } from '../../src/domain/directory/built-in-applications.ts';
import type { Context } from '../../src/server/context.ts';
import { addApplication, removeApplication } from '../../src/server/directory/applications.ts';
import { rotateSigningKey } from '../../src/server/identity-provider/rotate-signing-key.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, withTestDatabase } from '../database.ts';
import { testKeys } from '../keys/test-keys.ts';

test('an application’s token opens what its roles allow, in its tenant alone, and nobody else can make one', () =>
  withTestDatabase(async ({ database }) => {
    const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
    const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
    try {
      const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
      const app = expectOk(
        await addApplication(context, {
          tenantId,
          displayName: 'Auditor',
          kind: 'daemon',
          redirectUris: [],
          appRoles: ['audit.read'],
        }),
      );
      const issue = async (): Promise<string> => {
        const body = new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: app.applicationId,
          client_secret: app.secret ?? '',
          scope: `${KEEPSAKE_API.identifierUri}/.default`,
        });
        const answer = await fetch(`${service.url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
        return ((await answer.json()) as { access_token: string }).access_token;
      };
      const ask = async (path: string, token: string): Promise<number> =>
        (await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

      const token = await issue();
      assert.equal(await ask('/v1/audit/events', token), 200);
      assert.equal(await ask('/v1/role-assignments', token), 403);

      const other = await generateKeyPair('RS256');
      const kid = await calculateJwkThumbprint(await exportJWK(other.publicKey));
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
      const forged = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid }).sign(other.privateKey);
      assert.equal(await ask('/v1/audit/events', forged), 401);

      expectOk(await rotateSigningKey(context, { tenantId }));
      assert.equal(await ask('/v1/audit/events', await issue()), 200);
      expectOk(await removeApplication(context, { tenantId, application: app.applicationId }));
      assert.equal(await issue(), undefined);
    } finally {
      await service.stop();
    }
  }));

test('behind a proxy that ends TLS everything is https, whatever a request claims', () =>
  withTestDatabase(async ({ database }) => {
    const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
    const publicUrl = 'https://keepsake.example/';
    const service = await startService({ ...context, host: '127.0.0.1', port: 0, publicUrl, log: () => {} });
    try {
      const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
      const headers = {
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
      };
      const discovery = await fetch(`${service.url}/${tenantId}/v2.0/.well-known/openid-configuration`, { headers });
      const metadata = (await discovery.json()) as Record<string, unknown>;
      assert.equal(metadata['issuer'], `https://keepsake.example/${tenantId}/v2.0`);
      const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name));
      assert.ok(addresses.length >= 8);
      for (const [, address] of addresses) assert.ok(String(address).startsWith('https://keepsake.example/'));
      const page = await fetch(`${service.url}/${tenantId}/oauth2/deviceauth`, { headers });
      assert.equal(page.status, 200);
      assert.ok(page.headers.getSetCookie().every((it) => /; secure/i.test(it)));
    } finally {
      await service.stop();
    }
  }));
