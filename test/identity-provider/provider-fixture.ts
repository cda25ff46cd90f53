// The identity provider as its clients meet it: over real HTTPS, with a certificate that is made for the test, on a real
// database, with one organization and its people.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Context } from '../../src/server/context.ts';
import { addUser, type AddedUser } from '../../src/server/directory/add-user.ts';
import { addApplication, type AddedApplication } from '../../src/server/directory/applications.ts';
import type { ApplicationKind } from '../../src/server/directory/application-store.ts';
import { setPassword } from '../../src/server/directory/account-store.ts';
import { removeMethodsOfKind } from '../../src/server/directory/method-store.ts';
import { createHttpServer } from '../../src/server/http/http-server.ts';
import { newId } from '../../src/server/context.ts';
import { registerIdentityProvider } from '../../src/server/identity-provider/identity-provider-routes.ts';
import { conditionalAccessJudge } from '../../src/server/identity-provider/conditional-access-judge.ts';
import { hashPassword, SALT_BYTES } from '../../src/server/identity-provider/sign-in/password.ts';
import { tenantProviders } from '../../src/server/identity-provider/tenant-providers.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { makeCertificate } from './certificate.ts';
import { expectOk, makeTestFolder, type TestDatabase, withTestDatabase } from '../database.ts';
import { testKeys } from '../keys/test-keys.ts';

export type TestProvider = TestDatabase & {
  readonly context: Context;
  readonly url: string;
  readonly tenantId: string;
  /** `https://localhost:…/<tenant>/v2.0` */
  readonly authority: string;
  readonly logged: readonly string[];
  readonly advance: (milliseconds: number) => void;
  readonly newTenant: (name: string) => Promise<string>;
  readonly newUser: (options?: NewTestUser) => Promise<TestUser>;
  readonly newApplication: (kind: ApplicationKind, options?: NewTestApplication) => Promise<AddedApplication>;
};

export type TestUser = AddedUser & { readonly password: string };

export const PASSWORD = 'correct horse battery staple';

type NewTestUser = {
  readonly tenantId?: string;
  readonly userPrincipalName?: string;
  readonly roles?: readonly string[];
  /** `undefined`: only the pass they were given. */
  readonly password?: string | undefined;
  readonly once?: boolean;
};

type NewTestApplication = {
  readonly tenantId?: string;
  readonly redirectUris?: readonly string[];
  readonly appRoles?: readonly string[];
};

export async function withProvider<T>(work: (provider: TestProvider) => Promise<T>): Promise<T> {
  const { folder, remove } = await makeTestFolder();
  try {
    return await withTestDatabase((test) => run(test, folder, work));
  } finally {
    await remove();
  }
}

async function run<T>(test: TestDatabase, folder: string, work: (provider: TestProvider) => Promise<T>): Promise<T> {
  let offset = 0;
  let users = 0;
  const logged: string[] = [];
  const log = (line: string): void => void logged.push(line);
  const context: Context = {
    database: test.database,
    keys: testKeys(),
    clock: () => Date.now() + offset,
    randomBytes,
  };
  const { cert, key, caFile } = makeCertificate(folder);
  // Every client in this process believes the test's authority from now on, as one in the machine's own list.
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
  const app = createHttpServer({ log, newRequestId: () => newId(context), tls: { cert, key } });
  let url = '';
  const options = { context, publicUrl: () => url, judge: conditionalAccessJudge(context), log };
  await registerIdentityProvider(app, options, tenantProviders(options));
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `https://localhost:${(app.server.address() as { port: number }).port}`;
  const newTenant = async (displayName: string) => expectOk(await createTenant(context, { displayName })).tenantId;
  const tenantId = await newTenant('Contoso');
  try {
    return await work({
      ...test,
      context,
      url,
      tenantId,
      authority: `${url}/${tenantId}/v2.0`,
      logged,
      advance: (milliseconds) => (offset += milliseconds),
      newTenant,
      newUser: (given = {}) => newUser(context, tenantId, given, (users += 1)),
      newApplication: async (kind, given = {}) =>
        expectOk(
          await addApplication(context, {
            tenantId: given.tenantId ?? tenantId,
            displayName: `Test ${kind} ${(users += 1)}`,
            kind,
            redirectUris: given.redirectUris ?? (kind === 'daemon' ? [] : [`${url}/identity-assets/icon.svg`]),
            appRoles: given.appRoles ?? [],
          }),
        ),
    });
  } finally {
    await app.close();
  }
}

async function newUser(context: Context, ofTenant: string, given: NewTestUser, nth: number): Promise<TestUser> {
  const tenantId = given.tenantId ?? ofTenant;
  const added = expectOk(
    await addUser(context, {
      tenantId,
      userPrincipalName: given.userPrincipalName ?? `person${nth}@contoso.example`,
      displayName: `Person ${nth}`,
      roles: given.roles ?? [],
      pass: { minutes: 60, once: given.once ?? false },
    }),
  );
  const password = 'password' in given ? given.password : PASSWORD;
  if (password === undefined) return { ...added, password: '' };
  const hash = await hashPassword(password, context.randomBytes(SALT_BYTES));
  await context.database.inTenant(tenantId, async (tx) => {
    await setPassword(tx, added.userId, { hash, mustChange: false });
    await removeMethodsOfKind(tx, added.userId, 'accessPass');
  });
  return { ...added, password };
}
