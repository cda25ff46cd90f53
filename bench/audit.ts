// What an audit event costs: the same small act, synced to disk, without any event, with a plain insert of the same bytes (the
// anchor: an audit table without an order or a proof), and with the event in the log. One client; eight clients in one
// tenant, where the log's order makes them wait for each other; and eight in eight tenants.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type AuditAct, auditEvent, auditEventBytes, OPERATOR } from '../src/domain/audit/event.ts';
import { uuidV7 } from '../src/lib/uuid.ts';
import { appendAuditEvent } from '../src/server/audit/audit-store.ts';
import { connectDatabase } from '../src/server/database/connect.ts';
import type { Database, TenantTransaction } from '../src/server/database/database.ts';
import { startEmbeddedPostgres } from '../src/server/database/embedded.ts';
import { EMBEDDED_LOGIN, SERVICE_ROLE } from '../src/server/database/roles.ts';
import { addTenant } from '../src/server/tenants/tenant-store.ts';

const ROUNDS = 7;
const ACTS = 100;
const CLIENTS = 8;

type Way = (tx: TenantTransaction) => Promise<void>;

export async function benchAudit(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  if (!server.ok) throw new Error(server.error.detail);
  try {
    const owner = server.value.connection;
    const login = { ...owner, user: EMBEDDED_LOGIN };
    const opened = await connectDatabase({ owner, login, createLogin: true, log: () => {} });
    if (!opened.ok) throw new Error(opened.error.detail);
    await makePlainTable(owner);
    await measureAll(opened.value);
    await opened.value.close();
  } finally {
    await server.value.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measureAll(database: Database): Promise<void> {
  const tenants = await Promise.all(Array.from({ length: CLIENTS }, () => newTenant(database)));
  const [first = ''] = tenants;
  const settings: Record<string, readonly string[]> = {
    'one client': [first],
    'eight clients, one tenant': tenants.map(() => first),
    'eight clients, eight tenants': tenants,
  };
  process.stdout.write(
    `audit: ${ROUNDS} rounds of ${ACTS} acts for each client, milliseconds for one act (low, median, high)\n`,
  );
  for (const [name, clients] of Object.entries(settings)) {
    const times = new Map<string, number[]>(Object.keys(WAYS).map((way) => [way, []]));
    for (let round = -1; round < ROUNDS; round += 1) {
      // Taken in turns, so that the machine's moods are shared.
      for (const [way, work] of Object.entries(WAYS)) {
        const spent = await measure(database, clients, work);
        if (round >= 0) times.get(way)?.push(spent);
      }
    }
    print(name, times);
  }
}

/** Milliseconds for one act of all clients together. */
async function measure(database: Database, clients: readonly string[], work: Way): Promise<number> {
  const start = performance.now();
  await Promise.all(
    clients.map(async (tenantId) => {
      for (let i = 0; i < ACTS; i += 1) {
        await database.inTenant(tenantId, async (tx) => {
          await tx.query(
            'INSERT INTO device (tenant_id, device_id, display_name, created_at) VALUES ($1, $2, $3, $4)',
            [tx.tenantId, freshId(), 'PC', new Date()],
          );
          await work(tx);
        });
      }
    }),
  );
  return (performance.now() - start) / (clients.length * ACTS);
}

const WAYS: Readonly<Record<string, Way>> = {
  'the act alone': async () => {},
  'with a plain insert': async (tx) => {
    const act = someAct();
    const body = auditEventBytes(auditEvent(act, { tenantId: tx.tenantId, leafIndex: 0 }));
    await tx.query('INSERT INTO plain_event (tenant_id, event_id, body) VALUES ($1, $2, $3)', [
      tx.tenantId,
      act.eventId,
      body,
    ]);
  },
  'with its event in the log': (tx) => appendAuditEvent(tx, someAct()),
};

function someAct(): AuditAct {
  const eventId = freshId();
  return {
    eventId,
    occurredAt: Date.now(),
    actor: OPERATOR,
    activity: 'device.enrolled',
    correlationId: eventId,
    resources: [
      { type: 'Device', id: eventId, name: 'PC' },
      { type: 'User', id: eventId, name: 'anna@contoso.example' },
      { type: 'Credential', id: eventId, properties: { expiresAt: { new: '2026-01-01T00:00:00.000Z' } } },
    ],
  };
}

function print(name: string, times: ReadonlyMap<string, readonly number[]>): void {
  process.stdout.write(`\n${name}\n`);
  const median = (way: string) => (times.get(way) ?? []).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
  for (const [way, unsorted] of times) {
    const sorted = unsorted.toSorted((a, b) => a - b);
    const cells = [0, ROUNDS >> 1, ROUNDS - 1].map((i) => (sorted[i] ?? 0).toFixed(2).padStart(7)).join(' ');
    const ratio = (median(way) / median('the act alone')).toFixed(2);
    process.stdout.write(`  ${way.padEnd(28)}${cells}   ${ratio} × the act alone\n`);
  }
}

async function newTenant(database: Database): Promise<string> {
  const tenantId = freshId();
  const tenant = { tenantId, displayName: tenantId, createdAt: new Date().toISOString() };
  await database.inNewTenant(
    tenantId,
    (tx) => addTenant(tx, tenant),
    async () => {},
  );
  return tenantId;
}

async function makePlainTable(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(
    `CREATE TABLE plain_event (tenant_id uuid, event_id uuid, body bytea, PRIMARY KEY (tenant_id, event_id));
     ALTER TABLE plain_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
     CREATE POLICY plain_event_insert ON plain_event FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
     GRANT INSERT ON plain_event TO ${SERVICE_ROLE}`,
  );
  await client.end();
}

function freshId(): string {
  return uuidV7(Date.now(), randomBytes(10));
}
