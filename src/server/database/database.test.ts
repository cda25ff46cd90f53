import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { asAdministrator, expectOk, makeTestFolder, serverKinds, withTestDatabase } from '../../../test/database.ts';
import { connectDatabase } from './connect.ts';
import { type Database, openDatabase } from './database.ts';
import { databaseLimits } from './limits.ts';
import { migrationsFolder, nextMigration, readMigrations } from './migrate.ts';
import { pauseMilliseconds, retriable } from './retry.ts';

const TENANT = '0190a000-0000-7000-8000-00000000000a';
const DEVICE = '0190a000-0000-7000-8000-00000000000d';

for (const { kind, skip } of serverKinds) {
  suite(`transactions on a server by ${kind}`, { skip }, () => {
    test('what inTenant returned is committed; what it threw left nothing', () =>
      withTestDatabase(async ({ database }) => {
        await addTenant(database);
        await assert.rejects(
          database.inTenant(TENANT, async (tx) => {
            await addDevice(tx, 'first');
            throw new Error('changed my mind');
          }),
          /changed my mind/,
        );
        assert.deepEqual(await deviceNames(database), []);
        await database.inTenant(TENANT, (tx) => addDevice(tx, 'second'));
        assert.deepEqual(await deviceNames(database), ['second']);
      }, kind));

    test('an error that the work swallowed still rolls back, and is thrown', () =>
      withTestDatabase(async ({ database }) => {
        await addTenant(database);
        const work = database.inTenant(TENANT, async (tx) => {
          await addDevice(tx, 'first');
          await addDevice(tx, 'again').catch(() => 'never mind');
        });
        await assert.rejects(work, { code: '23505' });
        assert.deepEqual(await deviceNames(database), []);
      }, kind));

    test('transactions that deadlock are run again until both are done', () =>
      withTestDatabase(async ({ database }) => {
        await addTenant(database);
        const [one, two] = [DEVICE, DEVICE.replace(/d$/, 'e')];
        for (const id of [one, two]) await database.inTenant(TENANT, (tx) => addDevice(tx, 'x', id));
        let runs = 0;
        let held = 0;
        const bothHoldOne = Promise.withResolvers<void>();
        const cross = (first: string, second: string) =>
          database.inTenant(TENANT, async (tx) => {
            runs += 1;
            const mark = 'UPDATE device SET display_name = display_name || $2 WHERE device_id = $1';
            await tx.query(mark, [first, '!']);
            held += 1;
            if (held === 2) bothHoldOne.resolve();
            await bothHoldOne.promise;
            await tx.query(mark, [second, '!']);
          });
        await Promise.all([cross(one, two), cross(two, one)]);
        assert.deepEqual(await deviceNames(database), ['x!!', 'x!!']);
        assert.ok(runs > 2, `${runs} runs`);
      }, kind));

    test('a transaction whose connection is cut is run again', () =>
      withTestDatabase(async ({ database, owner }) => {
        await addTenant(database);
        let runs = 0;
        await database.inTenant(TENANT, async (tx) => {
          runs += 1;
          const [session] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          if (runs === 1) await asAdministrator(owner, `SELECT pg_terminate_backend(${session?.pid})`);
          await addDevice(tx, `run ${runs}`);
        });
        assert.deepEqual(await deviceNames(database), ['run 2']);
      }, kind));

    test('a foreign key that fails is run again only where that was asked for', () =>
      withTestDatabase(async ({ database }) => {
        let runs = 0;
        const work = async (tx: Parameters<Parameters<Database['inTenant']>[1]>[0]) => {
          runs += 1;
          // The tenant is not there at first, and another transaction makes it in the meantime.
          if (runs === 2) await addTenant(database);
          await addDevice(tx, 'x');
        };
        await assert.rejects(database.inTenant(TENANT, work), { code: '23503' });
        assert.equal(runs, 1);
        await database.inTenant(TENANT, work, { alsoRetry: ['23503'] });
        assert.equal(runs, 2);
      }, kind));

    test('every value comes back as it was given', () =>
      withTestDatabase(async ({ database }) => {
        const value = fc.record({
          bytes: fc.uint8Array({ maxLength: 5000 }),
          text: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
          integer: fc.maxSafeInteger(),
          time: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
          json: fc.jsonValue().filter((json) => !JSON.stringify(json).includes('\\u0000')),
        });
        await fc.assert(
          fc.asyncProperty(value, async ({ bytes, text, integer, time, json }) => {
            const [row] = await database.inTenant(TENANT, (tx) =>
              tx.query<Record<string, unknown>>(
                'SELECT $1::bytea AS bytes, $2::text AS text, $3::bigint AS integer, $4::timestamptz AS time, $5::jsonb AS json',
                [bytes, text, integer, time, JSON.stringify(json)],
              ),
            );
            assert.deepEqual(new Uint8Array(row?.['bytes'] as Buffer), bytes);
            assert.deepEqual(
              { text: row?.['text'], integer: row?.['integer'], time: row?.['time'] },
              { text, integer: integer + 0, time },
            );
            assert.equal(JSON.stringify(row?.['json']).length, JSON.stringify(json).length);
          }),
          { numRuns: 50 },
        );
      }, kind));

    test('neither a made-up tenant nor a transaction that is over reaches the database', () =>
      withTestDatabase(async ({ database }) => {
        for (const id of ["'; RESET ROLE; --", TENANT.toUpperCase(), '', `${TENANT}\n`]) {
          await assert.rejects(
            database.inTenant(id, (tx) => tx.query('SELECT 1')),
            TypeError,
          );
        }
        const escaped = await database.inTenant(TENANT, async (tx) => tx);
        await assert.rejects(escaped.query('SELECT 1'), /is over/);
      }, kind));

    test('parallel starts on an empty database make one schema', () =>
      withTestDatabase(async ({ owner }) => {
        await asAdministrator(
          owner,
          'DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC',
        );
        const starts = Array.from({ length: 4 }, () => connectDatabase({ owner, login: owner, log: () => {} }));
        const databases = (await Promise.all(starts)).map(expectOk);
        await Promise.all(databases.map((database) => database.close()));
        const applied = await asAdministrator(owner, 'SELECT number FROM schema_migration ORDER BY number');
        assert.deepEqual(
          applied.map(({ number }) => number),
          readMigrations().map(({ number }) => number),
        );
      }, kind));

    test('a server or a role that is not safe is refused', () =>
      withTestDatabase(async ({ owner }) => {
        const database = String(owner.database);
        const refuse = async (spoil: string, code: string, heal: string) => {
          await asAdministrator(owner, spoil);
          const opened = await connectDatabase({ owner, login: owner, log: () => {} });
          await asAdministrator(owner, heal);
          assert.equal(opened.ok ? 'opened' : opened.error.code, code, spoil);
          if (opened.ok) await opened.value.close();
        };
        const set = `ALTER DATABASE ${database} SET synchronous_commit`;
        await refuse(`${set} = off`, 'database-not-durable', `${set} = on`);
        const force = 'ALTER TABLE device NO FORCE ROW LEVEL SECURITY';
        await refuse(force, 'row-security-off', force.replace('NO FORCE', 'FORCE'));
        const changed = 'UPDATE schema_migration SET sha256 = md5(sha256) WHERE number = 1';
        const restore = `UPDATE schema_migration SET sha256 = '${readMigrations()[0]?.sha256}' WHERE number = 1`;
        await refuse(changed, 'migration-changed', restore);
        const newer = "INSERT INTO schema_migration VALUES (9999, '9999-later.sql', '', now())";
        await refuse(newer, 'migration-unknown', 'DELETE FROM schema_migration WHERE number = 9999');
        await refuse('SELECT 1', 'opened', 'SELECT 1');
      }, kind));
  });
}

test('an owner of its own makes the schema; the login of the service has no right to it, and none to the next version', () =>
  withTestDatabase(async ({ owner: administrator }) => {
    const database = `strict_${process.pid}`;
    await asAdministrator(administrator, 'CREATE ROLE strict_owner LOGIN CREATEROLE');
    await asAdministrator(administrator, 'CREATE ROLE strict_login LOGIN NOINHERIT');
    await asAdministrator(administrator, 'GRANT keepsake_service, keepsake_operator TO strict_owner WITH ADMIN OPTION');
    await asAdministrator(administrator, `CREATE DATABASE ${database} TEMPLATE template0 OWNER strict_owner`);
    const owner = { ...administrator, database, user: 'strict_owner' };
    const login = { ...administrator, database, user: 'strict_login' };
    const log: string[] = [];
    const open = async (as: pg.ClientConfig, migrations = readMigrations()) =>
      connectDatabase({ owner: as, login, migrations, log: (line) => log.push(line) });

    const tooEarly = await open(login);
    assert.equal(tooEarly.ok || tooEarly.error.code, 'database-not-permitted');
    await expectOk(await open(owner)).close();
    const running = expectOk(await open(login));
    await running.inTenant(TENANT, (tx) => tx.query('SELECT FROM device'));
    const escape = running.inTenant(TENANT, async (tx) => {
      await tx.query('RESET ROLE');
      await tx.query('SELECT FROM device');
    });
    await assert.rejects(escape, { code: '42501' });
    await running.close();
    const next = [...readMigrations(), { number: 2, name: '0002-next.sql', sha256: '', sql: 'CREATE TABLE x ();\n' }];
    const tooNew = await open(login, next);
    assert.equal(tooNew.ok || tooNew.error.code, 'database-not-permitted');
    assert.deepEqual(
      log.filter((line) => line.includes('DATABASE_OWNER_URL')),
      [],
    );
    await asAdministrator(administrator, `DROP DATABASE ${database} WITH (FORCE)`);
    await asAdministrator(administrator, 'DROP ROLE strict_login');
    await asAdministrator(administrator, 'DROP ROLE strict_owner');
  }));

test('a role above row security is refused', () =>
  withTestDatabase(async ({ owner }) => {
    for (const [spoil, heal] of [
      ['ALTER ROLE keepsake_service BYPASSRLS', 'ALTER ROLE keepsake_service NOBYPASSRLS'],
      ['ALTER ROLE keepsake_operator SUPERUSER', 'ALTER ROLE keepsake_operator NOSUPERUSER'],
      ['ALTER TABLE device OWNER TO keepsake_service', `ALTER TABLE device OWNER TO ${owner.user}`],
    ] as const) {
      await asAdministrator(owner, spoil);
      const opened = await connectDatabase({ owner, login: owner, log: () => {} });
      await asAdministrator(owner, heal);
      assert.equal(opened.ok || opened.error.code, 'database-role-unsafe', spoil);
    }
  }));

test('an address where no database is gives a problem without the password, not an exception', () =>
  withTestDatabase(async ({ owner }) => {
    const url = `postgres://${owner.user}:secret@/no-such-database?host=${owner.host}`;
    const opened = await openDatabase({ url, dataFolder: '/never-used' });
    assert.equal(opened.ok || opened.error.code, 'database-unreachable');
    assert.match(JSON.stringify(opened), /no-such-database/);
    assert.doesNotMatch(JSON.stringify(opened), /secret/);
  }));

test('a migration that fails changes nothing and says where', () =>
  withTestDatabase(async ({ owner }) => {
    const broken = { number: 2, name: '0002-broken.sql', sha256: '', sql: 'CREATE TABLE y ();\nSELECT nonsense;\n' };
    const migrations = [...readMigrations(), broken];
    const opened = await connectDatabase({ owner, login: owner, migrations, log: () => {} });
    assert.equal(opened.ok || opened.error.code, 'migration-failed');
    assert.match(opened.ok ? '' : opened.error.detail, /0002-broken\.sql.*nonsense/s);
    assert.deepEqual(await asAdministrator(owner, "SELECT to_regclass('y') AS y"), [{ y: null }]);
  }));

test('the files of migrations are numbered from 1 without a gap, and lines may end as Windows ends them', async () => {
  const { folder, remove } = await makeTestFolder();
  cpSync(migrationsFolder, folder, { recursive: true });
  const files = readMigrations(folder);
  assert.ok(nextMigration(files, files).ok);
  for (const { name, sql } of files) writeFileSync(join(folder, name), sql.replaceAll('\n', '\r\n'));
  assert.deepEqual(readMigrations(folder), files);
  writeFileSync(join(folder, '9999-gap.sql'), 'SELECT 1;\n');
  assert.throws(() => readMigrations(folder), /expected number/);
  mkdirSync(join(folder, 'empty'));
  assert.deepEqual(readMigrations(join(folder, 'empty')), []);
  await remove();
});

test('pauses grow, stay within their limit and are never nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tried, chance) => {
      for (const kind of ['conflict', 'unavailable'] as const) {
        const now = pauseMilliseconds(kind, tried, chance);
        assert.ok(now > 0 && now <= databaseLimits.unavailablePauseMillisecondsMax);
        assert.ok(pauseMilliseconds(kind, tried + 1, chance) >= now);
      }
    }),
  );
});

test('only errors that a repeat can help are retriable', () => {
  for (const code of ['40001', '40P01']) assert.equal(retriable(withCode(code)), 'conflict');
  for (const code of ['57P01', '57P03', '25006', '08006', 'ECONNREFUSED']) {
    assert.equal(retriable(withCode(code)), 'unavailable');
  }
  for (const code of ['23505', '23503', '42501', '42704', '57014', '22P02'])
    assert.equal(retriable(withCode(code)), undefined);
  assert.equal(retriable(withCode('23503'), ['23503']), 'conflict');
  assert.equal(retriable(new Error('Connection terminated unexpectedly')), 'unavailable');
  assert.equal(retriable(new Error('anything else')), undefined);
});

function withCode(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

type Queries = { query: (sql: string, parameters: unknown[]) => Promise<object[]> };

async function addDevice(tx: Queries, name: string, id = DEVICE): Promise<void> {
  await tx.query('INSERT INTO device VALUES ($1, $2, $3, $4)', [TENANT, id, name, new Date()]);
}

async function addTenant(database: Database): Promise<void> {
  await database.inSystem((tx) => tx.query('INSERT INTO tenant VALUES ($1, $2, $3)', [TENANT, 'Tenant', new Date()]));
}

async function deviceNames(database: Database): Promise<string[]> {
  const rows = await database.inTenant(TENANT, (tx) =>
    tx.query<{ name: string }>('SELECT display_name AS name FROM device ORDER BY 1'),
  );
  return rows.map(({ name }) => name);
}
