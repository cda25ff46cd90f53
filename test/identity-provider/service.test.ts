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
    const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: (l) => console.log(l) });
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
