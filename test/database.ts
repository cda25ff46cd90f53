// Real databases for tests: one embedded server per test process, a fresh database per call, nothing left behind.
//
// Where KEEPSAKE_TEST_DATABASE_URL names a server (a login that may create databases and roles), a test can also ask for a
// database there. Each fresh database is a copy of one that the migrations made, so it costs some ten milliseconds.

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { toHex } from '../src/lib/bytes.ts';
import type { Result } from '../src/lib/result.ts';
import { connectDatabase } from '../src/server/database/connect.ts';
import type { Database } from '../src/server/database/database.ts';
import { startEmbeddedPostgres } from '../src/server/database/embedded.ts';
import { EMBEDDED_LOGIN } from '../src/server/database/roles.ts';

export type TestDatabase = {
  readonly database: Database;
  /** The owner's login, for what no service may do: looking into the catalog, breaking things on purpose. */
  readonly owner: pg.ClientConfig;
};

export type ServerKind = 'embedded' | 'url';

/** Every kind of server that a suite can run on; `skip` says why one is not there. */
export const serverKinds: readonly { readonly kind: ServerKind; readonly skip: string | false }[] = [
  { kind: 'embedded', skip: false },
  {
    kind: 'url',
    skip: process.env['KEEPSAKE_TEST_DATABASE_URL'] === undefined && 'KEEPSAKE_TEST_DATABASE_URL is not set',
  },
];

/** Runs `work` on a database of its own, with the schema and no rows, which is dropped afterwards. */
export async function withTestDatabase<T>(
  work: (test: TestDatabase) => Promise<T>,
  kind: ServerKind = 'embedded',
): Promise<T> {
  const server = await (servers[kind] ??= kind === 'embedded' ? startEmbedded() : useUrl());
  const name = `keepsake_test_${process.pid}_${toHex(randomBytes(4))}`;
  await asAdministrator(server.administrator, `CREATE DATABASE ${name} TEMPLATE ${server.template}`);
  try {
    const owner = onDatabase(server.administrator, name);
    const database = await open(server, name);
    try {
      return await work({ database, owner });
    } finally {
      await database.close();
    }
  } finally {
    await asAdministrator(server.administrator, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** A folder that is removed at the end, and that a server which gave up root's rights can reach. */
export async function makeTestFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-test-'));
  await chmod(folder, 0o711);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The value, or a failure of the test that shows the problem. */
export function expectOk<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
}

/** Runs one statement (or several, without parameters) on a connection of its own. */
export async function asAdministrator(config: pg.ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

type TestServer = {
  readonly administrator: pg.ClientConfig;
  /** What the connection pools log in as; absent: as the administrator. */
  readonly login: string | undefined;
  readonly template: string;
  end(): Promise<void>;
};

const servers: Partial<Record<ServerKind, Promise<TestServer>>> = {};

/** Nothing is left running. A test's process does it by itself. */
export async function endServers(): Promise<void> {
  for (const server of Object.values(servers)) await (await server).end();
  for (const kind of Object.keys(servers) as ServerKind[]) delete servers[kind];
}

after(endServers);

async function startEmbedded(): Promise<TestServer> {
  const { folder, remove } = await makeTestFolder();
  const started = expectOk(await startEmbeddedPostgres({ dataFolder: join(folder, 'data') }));
  return withTemplate(started.connection, EMBEDDED_LOGIN, async () => {
    await started.stop();
    await remove();
  });
}

async function useUrl(): Promise<TestServer> {
  const connectionString = process.env['KEEPSAKE_TEST_DATABASE_URL'];
  if (connectionString === undefined) throw new Error('KEEPSAKE_TEST_DATABASE_URL is not set');
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString });
  const administrator = {
    host,
    port,
    user: user ?? '',
    password: password ?? undefined,
    database: database ?? '',
    ssl,
  };
  return withTemplate(administrator, undefined, async () => {});
}

async function withTemplate(
  administrator: pg.ClientConfig,
  login: string | undefined,
  end: () => Promise<void>,
): Promise<TestServer> {
  const template = `keepsake_template_${process.pid}_${toHex(randomBytes(4))}`;
  const dropAndEnd = async () => {
    await asAdministrator(administrator, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await end();
  };
  const server = { administrator, login, template, end: dropAndEnd };
  await asAdministrator(administrator, `CREATE DATABASE ${template} TEMPLATE template0`);
  const database = await open(server, template);
  await database.close();
  return server;
}

async function open(server: TestServer, name: string): Promise<Database> {
  const owner = onDatabase(server.administrator, name);
  const login = server.login === undefined ? owner : { ...owner, user: server.login };
  const createLogin = server.login !== undefined;
  return expectOk(await connectDatabase({ owner, login, createLogin, log: () => {} }));
}

function onDatabase(config: pg.ClientConfig, database: string): pg.ClientConfig {
  return { ...config, database };
}
