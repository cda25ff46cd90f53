// Signing in on a device, from the command's own code to the service, through the pages of the embedded provider in a real
// browser: then the sign-in backs up, goes on by itself, and is worth nothing elsewhere.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { readCredential } from '../../src/agent/credential-file.ts';
import { connectBy } from '../../src/agent/identity/connect.ts';
import { thumbprintOf } from '../../src/agent/identity/device-key.ts';
import { openDeviceKey } from '../../src/agent/identity/open-device-key.ts';
import { signIn } from '../../src/agent/identity/sign-in.ts';
import type { Tokens } from '../../src/agent/identity/tokens.ts';
import { sendSnapshot } from '../../src/agent/upload/send-snapshot.ts';
import type { Context } from '../../src/server/context.ts';
import { setEnabled, setPassword } from '../../src/server/directory/account-store.ts';
import { addUser } from '../../src/server/directory/add-user.ts';
import { removeMethodsOfKind } from '../../src/server/directory/method-store.ts';
import { hashPassword, SALT_BYTES } from '../../src/server/identity-provider/sign-in/password.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, makeTestFolder, withTestDatabase } from '../database.ts';
import { signInWithPassword, withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { testKeys } from '../keys/test-keys.ts';
import { capture } from '../server/service-fixture.ts';

const PASSWORD = 'correct horse battery staple';
const USER = 'anna@contoso.example';

test('a person signs in on a device by a code, and the device is theirs', { skip: withoutBrowser }, () =>
  withHouse(async ({ context, url, tenantId, userId, folder }) => {
    const path = join(folder, 'sign-in.json');
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        const approve = async (address: string) => {
          await page.goto(address);
          await page.getByRole('button', { name: 'It is mine, sign in' }).click();
          await signInWithPassword(page, USER, PASSWORD);
          await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
        };
        let approving: Promise<void> | undefined;
        const tell = (code: { url: string }) => void (approving = approve(code.url));
        const input = { service: url, tenantId, path, deviceName: 'PC-1', issuer: undefined, tell };
        assert.equal(expectOk(await signIn(input)).user, USER);
        await approving;
      }),
    );
    const { service } = expectOk(connectBy(path));
    assert.equal(expectOk(await sendSnapshot(service, capture())).outcome, 'stored');

    const { key } = expectOk(await openDeviceKey(path));
    const { cnf } = decodeJwt(tokensIn(path).accessToken) as { cnf?: { jkt?: string } };
    assert.equal(cnf?.jkt, thumbprintOf(key.publicJwk), 'the provider bound the token to the key of the device');
    const bare = await fetch(`${url}/v1/snapshots`, {
      headers: { authorization: `Bearer ${tokensIn(path).accessToken}` },
    });
    assert.equal(bare.status, 401);

    const before = tokensIn(path);
    change(path, { expiresAt: 0 });
    const lists = await Promise.all([1, 2, 3].map(() => expectOk(connectBy(path)).service.listProfiles()));
    for (const list of lists) assert.equal(expectOk(list).profiles.length, 1);
    assert.notEqual(tokensIn(path).refreshToken, before.refreshToken, 'it was renewed, once for all three');

    const stolen = join(folder, 'stolen.json');
    copyFileSync(path, stolen);
    const thief = await expectOk(connectBy(stolen)).service.listProfiles();
    assert.ok(!thief.ok && thief.error.code === 'not-authenticated', JSON.stringify(thief));
    change(stolen, { expiresAt: 0 });
    const renewing = await expectOk(connectBy(stolen)).service.listProfiles();
    assert.ok(!renewing.ok && renewing.error.code === 'sign-in-needed', JSON.stringify(renewing));

    await context.database.inTenant(tenantId, (tx) => setEnabled(tx, userId, false));
    const locked = await expectOk(connectBy(path)).service.listProfiles();
    assert.ok(!locked.ok && locked.error.code === 'not-authenticated', 'whoever is locked out is so at once');
  }),
);

type House = {
  readonly context: Context;
  readonly url: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly folder: string;
};

async function withHouse(work: (house: House) => Promise<void>): Promise<void> {
  const { folder, remove } = await makeTestFolder();
  try {
    await withTestDatabase(async ({ database }) => {
      const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
      const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
      try {
        const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
        const userId = await addAnna(context, tenantId);
        await work({ context, url: service.url, tenantId, userId, folder });
      } finally {
        await service.stop();
      }
    });
  } finally {
    await remove();
  }
}

async function addAnna(context: Context, tenantId: string): Promise<string> {
  const pass = { minutes: 60, once: false };
  const names = { userPrincipalName: USER, displayName: 'Anna Lindqvist', roles: [] };
  const { userId } = expectOk(await addUser(context, { tenantId, ...names, pass }));
  const hash = await hashPassword(PASSWORD, context.randomBytes(SALT_BYTES));
  await context.database.inTenant(tenantId, async (tx) => {
    await setPassword(tx, userId, { hash, mustChange: false });
    await removeMethodsOfKind(tx, userId, 'accessPass');
  });
  return userId;
}

function tokensIn(path: string): Tokens {
  const read = expectOk(readCredential(path));
  return JSON.parse('tokens' in read ? read.tokens.text : '{}') as Tokens;
}

function change(path: string, tokens: Partial<Tokens>): void {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { tokens: { text: string } };
  file.tokens.text = JSON.stringify({ ...tokensIn(path), ...tokens });
  writeFileSync(path, JSON.stringify(file));
}
