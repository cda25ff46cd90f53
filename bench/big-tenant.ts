// A tenant with a hundred thousand devices, for measuring: the rows are made in the database, in a PostgreSQL of its own.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Context } from '../src/server/context.ts';
import { connectDatabase } from '../src/server/database/connect.ts';
import { startEmbeddedPostgres } from '../src/server/database/embedded.ts';
import { EMBEDDED_LOGIN } from '../src/server/database/roles.ts';
import { createTenant } from '../src/server/tenants/create-tenant.ts';
import { certain } from '../src/demo/organization/device-life.ts';
import { testKeys } from '../test/keys/test-keys.ts';

export const DEVICES = 100_000;
const RESTORES = 20_000;
const TENANT = '00000000-0000-7000-8000-000000000001';

export async function withBigTenant(work: (context: Context, tenantId: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'big-tenant-'));
  const server = certain(await startEmbeddedPostgres({ dataFolder: join(folder, 'data') }));
  try {
    const owner = server.connection;
    const login = { ...owner, user: EMBEDDED_LOGIN };
    const database = certain(await connectDatabase({ owner, login, createLogin: true, log: () => {} }));
    const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
    certain(await createTenant(context, { tenantId: TENANT, displayName: 'Contoso' }));
    await fill(owner);
    await work(context, TENANT);
    await database.close();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
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
