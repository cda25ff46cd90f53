// The admin center as an administrator meets it: the real service with its own identity provider on plain HTTP, as it starts
// by itself, and people who sign in with a password in a real browser. `npm test` has built the pages.

import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type Context, newId } from '../../src/server/context.ts';
import { addDeviceKey } from '../../src/server/devices/device-key-store.ts';
import { addDevice, setJoined } from '../../src/server/devices/device-store.ts';
import { setPassword } from '../../src/server/directory/account-store.ts';
import { addUser } from '../../src/server/directory/add-user.ts';
import { removeMethodsOfKind } from '../../src/server/directory/method-store.ts';
import { hashPassword, SALT_BYTES } from '../../src/server/identity-provider/sign-in/password.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, type TestDatabase, withTestDatabase } from '../database.ts';
import { signInWithPassword } from '../identity-provider/browser.ts';
import { testKeys } from '../keys/test-keys.ts';

export type TestConsole = {
  readonly url: string;
  readonly tenantId: string;
  readonly context: Context;
  /** The database's owner, for what no service may do. */
  readonly owner: TestDatabase['owner'];
  /** Takes the service away while `work` runs, and brings it back at the same address. */
  readonly without: (work: () => Promise<void>) => Promise<void>;
  /** A person with Entra roles, by template id. */
  readonly newPerson: (name: string, roles: readonly string[]) => Promise<Person>;
  /** A device that the person joined from. */
  readonly newDevice: (name: string, person: Person) => Promise<string>;
  /** Opens a page of the admin center, signed in. */
  readonly open: (page: Page, person: Person, path: string) => Promise<void>;
};

export type Person = { readonly userId: string; readonly userPrincipalName: string };

const PASSWORD = 'correct horse battery staple';

export async function withConsole(work: (it: TestConsole) => Promise<void>): Promise<void> {
  await withTestDatabase(async ({ database, owner }) => {
    const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
    const start = (port: number) => startService({ ...context, host: '127.0.0.1', port, log: () => {} });
    let service = await start(0);
    const { url } = service;
    try {
      const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
      await work({
        url,
        tenantId,
        context,
        owner,
        without: async (gone) => {
          await service.stop();
          try {
            await gone();
          } finally {
            service = await start(Number(new URL(url).port));
          }
        },
        newPerson: (name, roles) => newPerson(context, tenantId, name, roles),
        newDevice: (name, person) => newDevice(context, tenantId, name, person),
        open: async (page, person, path) => {
          await page.goto(`${url}/admin/${tenantId}${path}`);
          await signInWithPassword(page, person.userPrincipalName, PASSWORD);
          await page.getByRole('navigation').first().waitFor();
        },
      });
    } finally {
      await service.stop();
    }
  });
}

async function newDevice(context: Context, tenantId: string, displayName: string, person: Person): Promise<string> {
  const deviceId = newId(context);
  const now = new Date(context.clock());
  const thumbprint = Buffer.from(context.randomBytes(32)).toString('base64url');
  const { userId } = person;
  await context.database.inTenant(tenantId, async (tx) => {
    await addDevice(tx, { deviceId, displayName, now });
    await setJoined(tx, deviceId, { joinType: 'azureADJoined', directoryDeviceId: undefined, now });
    await addDeviceKey(tx, { thumbprint, userId, deviceId, protection: 'software', joinedAt: now });
  });
  return deviceId;
}

async function newPerson(context: Context, tenantId: string, name: string, roles: readonly string[]): Promise<Person> {
  const userPrincipalName = `${name.toLowerCase()}@contoso.example`;
  const pass = { minutes: 60, once: false };
  const { userId } = expectOk(await addUser(context, { tenantId, userPrincipalName, displayName: name, roles, pass }));
  const hash = await hashPassword(PASSWORD, context.randomBytes(SALT_BYTES));
  await context.database.inTenant(tenantId, async (tx) => {
    await setPassword(tx, userId, { hash, mustChange: false });
    await removeMethodsOfKind(tx, userId, 'accessPass');
  });
  return { userId, userPrincipalName };
}
