// How long the overview and the lists behind it take with a hundred thousand devices: `node bin/run.mjs scripts/overview-times.ts`.
// Prints the median of several rounds of each; the rows are made in the database, in one tenant of a PostgreSQL of its own.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { ok } from '../src/lib/result.ts';
import type { Context } from '../src/server/context.ts';
import { connectDatabase } from '../src/server/database/connect.ts';
import { startEmbeddedPostgres } from '../src/server/database/embedded.ts';
import { EMBEDDED_LOGIN } from '../src/server/database/roles.ts';
import { getOverview } from '../src/server/fleet/get-overview.ts';
import {
  countDevices,
  countInConflict,
  countPeople,
  countRefused,
  countRestores,
} from '../src/server/fleet/overview-queries.ts';
import type { TenantTransaction } from '../src/server/database/database.ts';
import { listFleet } from '../src/server/fleet/list-fleet.ts';
import { listPeople } from '../src/server/fleet/list-people.ts';
import { addTenant } from '../src/server/tenants/tenant-store.ts';
import { inNewTenant } from '../src/server/transact.ts';
import { testKeys } from '../test/keys/test-keys.ts';

const DEVICES = 100_000;
const RESTORES = 20_000;
const ROUNDS = 5;
const TENANT = '00000000-0000-7000-8000-000000000001';

const folder = mkdtempSync(join(tmpdir(), 'overview-times-'));
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
if (!server.ok) throw new Error(server.error.detail);
try {
  const owner = server.value.connection;
  const opened = await connectDatabase({
    owner,
    login: { ...owner, user: EMBEDDED_LOGIN },
    createLogin: true,
    log: () => {},
  });
  if (!opened.ok) throw new Error(opened.error.detail);
  const context: Context = { database: opened.value, keys: testKeys(), clock: Date.now, randomBytes };
  await inNewTenant(
    context,
    TENANT,
    async (tx) =>
      ok(await addTenant(tx, { tenantId: TENANT, displayName: 'Contoso', createdAt: new Date().toISOString() })),
    async () => ok(undefined),
  );
  await fill(owner);
  await measure('overview', () => getOverview(context, TENANT));
  const count = (work: (tx: TenantTransaction) => Promise<unknown>) => async () => {
    await context.database.inTenant(TENANT, work);
    return { ok: true };
  };
  await measure(
    '  its people',
    count((tx) => countPeople(tx, new Date())),
  );
  await measure(
    '  its devices',
    count((tx) => countDevices(tx, new Date())),
  );
  await measure(
    '  its restores',
    count((tx) => countRestores(tx, { since: new Date(0), now: new Date() })),
  );
  await measure('  its refusals', count(countRefused));
  await measure('  its conflicts', count(countInConflict));
  await measure('people by name', () => listPeople(context, TENANT, { limit: 100 }));
  await measure('people without a backup', () => listPeople(context, TENANT, { limit: 100, show: 'none' }));
  await measure('people, oldest backup first', () => listPeople(context, TENANT, { limit: 100, sort: 'lastBackup' }));
  await measure('people called 4711', () => listPeople(context, TENANT, { limit: 100, search: '4711' }));
  await measure('devices by name', () => listFleet(context, TENANT, { limit: 100 }));
  await measure('devices, ageing', () => listFleet(context, TENANT, { limit: 100, show: 'ageing' }));
  await measure('devices of somebody', () => listFleet(context, TENANT, { limit: 100, search: 'person-4711@' }));
  await opened.value.close();
} finally {
  await server.value.stop();
  rmSync(folder, { recursive: true });
}

async function measure(name: string, ask: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const answer = await ask();
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    times.push(performance.now() - start);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  process.stdout.write(`${name.padEnd(32)} ${median.toFixed(0).padStart(6)} ms\n`);
}

/** One person for each device; of five backups one ages, every tenth is missing; decisions and restores for some. */
async function fill(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  const id = (kind: string): string => `('0000000${kind}-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
  const made = `generate_series(1, ${DEVICES}) n`;
  await client.query("SET session_replication_role = 'replica'");
  for (const sql of [
    `INSERT INTO app_user (tenant_id, user_id, user_principal_name, display_name, created_at)
     SELECT $1, ${id('a')}, 'person-' || n || '@contoso.example', 'Person ' || n, now() FROM ${made}`,
    `INSERT INTO device (tenant_id, device_id, display_name, created_at)
     SELECT $1, ${id('b')}, 'PC-' || n, now() FROM ${made}`,
    `INSERT INTO device_key (tenant_id, thumbprint, user_id, device_id, protection, joined_at)
     SELECT $1, lpad(n::text, 43, 'k'), ${id('a')}, ${id('b')}, 'software', now() FROM ${made}`,
    `INSERT INTO backup_profile (tenant_id, profile_id, user_id, device_id, display_name, head_snapshot_id, created_at, last_confirmed_at)
     SELECT $1, ${id('c')}, ${id('a')}, ${id('b')}, 'PC', ${id('d')}, now(),
            now() - CASE WHEN n % 5 = 0 THEN interval '20 days' ELSE interval '1 day' END FROM ${made} WHERE n % 10 <> 1`,
    `INSERT INTO eligibility_decision (tenant_id, decision_id, user_id, device_id, occasion, verdict, rule_set_version,
                                       build_table_version, body, digest, decided_at)
     SELECT $1, ${id('e')}, ${id('a')}, ${id('b')}, 'backup', CASE WHEN n % 50 = 0 THEN 'ineligible' ELSE 'eligible' END,
            '1', '1', '{}', sha256(''), now() FROM ${made}`,
    `INSERT INTO device_report (tenant_id, device_id, facts, enrollment, local_policies, enrollment_id, reported_at)
     SELECT $1, ${id('b')}, '{"windowsBuild": 26100}', '{}',
            CASE WHEN n % 50 = 0 THEN '[{"policy": "A", "by": "gpo", "state": "disabled"}, {"policy": "A", "by": "mdm", "state": "enabled"}]'
                 ELSE '[{"policy": "A", "by": "mdm", "state": "enabled"}]' END::jsonb, 'e', now()
       FROM ${made}`,
    `INSERT INTO restore_session (tenant_id, session_id, user_id, device_id, decision_id, phase, enrollment_id, state, version,
                                  offered_at, changed_at, expires_at, signed_in_at, ended_at, outcome_counts)
     SELECT $1, ${id('f')}, ${id('a')}, ${id('b')}, ${id('e')}, 'oobe', 'e', 'completed', 3, t, t, t, t, t + interval '10 minutes', '{}'
       FROM (SELECT n, now() - n * interval '2 minutes' AS t FROM generate_series(1, ${RESTORES}) n) s`,
  ]) {
    await client.query(sql, [TENANT]);
  }
  await client.query('ANALYZE');
  await client.end();
}
