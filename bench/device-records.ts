// A hundred thousand devices: how long importing them takes, and what a page of them costs wherever it is, beside the anchor: the
// same number of rows by the table's primary key, with no query understood at all.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ok } from '../src/lib/result.ts';
import type { Context } from '../src/server/context.ts';
import { connectDatabase } from '../src/server/database/connect.ts';
import { startEmbeddedPostgres } from '../src/server/database/embedded.ts';
import { EMBEDDED_LOGIN } from '../src/server/database/roles.ts';
import { DEVICE_QUERIES } from '../src/server/devices/device-queries.ts';
import { findListedDevices } from '../src/server/devices/listed-devices.ts';
import { parseODataQuery } from '../src/server/graph/odata-query.ts';
import { importSources } from '../src/server/import/import-sources.ts';
import { openFile } from '../src/server/import/open-file.ts';
import { addTenant } from '../src/server/tenants/tenant-store.ts';
import { inNewTenant, inTenant } from '../src/server/transact.ts';
import { testKeys } from '../test/keys/test-keys.ts';
import { idOf, madeManagedDevice } from '../test/devices/made-records.ts';

const DEVICES = 100_000;
const ROUNDS = 9;

export async function benchDeviceRecords(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-device-records-'));
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  if (!server.ok) throw new Error(server.error.detail);
  try {
    const owner = server.value.connection;
    const login = { ...owner, user: EMBEDDED_LOGIN };
    const opened = await connectDatabase({ owner, login, createLogin: true, log: () => {} });
    if (!opened.ok) throw new Error(opened.error.detail);
    const context: Context = { database: opened.value, keys: testKeys(), clock: Date.now, randomBytes };
    const tenantId = idOf('0', 1);
    const createdAt = new Date().toISOString();
    await inNewTenant(
      context,
      tenantId,
      async (tx) => ok(await addTenant(tx, { tenantId, displayName: 'Contoso', createdAt })),
      async () => ok(undefined),
    );
    await measureImport(context, tenantId, folder);
    await analyze(owner);
    for (const [name, query] of Object.entries(QUERIES)) await measurePage(context, tenantId, name, query);
    await measureAnchor(context, tenantId);
    await opened.value.close();
  } finally {
    await server.value.stop();
    rmSync(folder, { recursive: true });
  }
}

const DEEP = { id: idOf('a', 90_000), name: 'PC-090000' };

const QUERIES: Readonly<Record<string, Record<string, string>>> = {
  'first page': {},
  'page 900': { $skiptoken: token([DEEP.id]) },
  'first page by name': { $orderby: 'deviceName' },
  'page 900 by name': { $orderby: 'deviceName', $skiptoken: token([DEEP.name, DEEP.id]) },
  'by a name': { $filter: "deviceName eq 'pc-050000'" },
  'by a serial number': { $filter: "serialNumber eq 'SN-50000'" },
  'by a person': { $filter: "userPrincipalName eq 'person50000@contoso.example'" },
  'by the id of the directory': { $filter: `azureADDeviceId eq '${idOf('d', 50_000)}'` },
  'a third of them': { $filter: "complianceState eq 'noncompliant'" },
  'counted, a third of them': { $filter: "complianceState eq 'noncompliant'", $count: 'true' },
};

function token(cursor: readonly string[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

async function measureImport(context: Context, tenantId: string, folder: string): Promise<void> {
  const path = join(folder, 'devices.jsonl');
  writeFileSync(
    path,
    Array.from({ length: DEVICES }, (_, nth) => JSON.stringify(madeManagedDevice(nth + 1))).join('\n'),
  );
  const source = await openFile(path);
  if (!source.ok) throw new Error(source.error.detail);
  const input = { tenantId, sources: [source.value], skipMalformed: false, isDryRun: false, enforce: false };
  for (const what of ['import', 'import of the same again']) {
    const began = performance.now();
    const outcome = await importSources(context, { ...input, onProgress: () => {} });
    if (!outcome.ok || outcome.value.written !== 'everything') throw new Error(JSON.stringify(outcome));
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(`${what}: ${DEVICES} devices in ${seconds.toFixed(1)} s\n`);
  }
}

/** As PostgreSQL does by itself within a minute of such an import. */
async function analyze(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

async function measurePage(
  context: Context,
  tenantId: string,
  name: string,
  raw: Record<string, string>,
): Promise<void> {
  const { rules, columns } = DEVICE_QUERIES.managedDevice;
  const query = parseODataQuery(raw, rules);
  if (!query.ok) throw new Error(query.error.detail);
  await measure(name, async () => {
    const page = await inTenant(context, tenantId, async (tx) =>
      ok(await findListedDevices(tx, 'managedDevice', { query: query.value, columns })),
    );
    if (!page.ok || page.value.entities.length === 0) throw new Error(`${name}: nothing was found`);
  });
}

function measureAnchor(context: Context, tenantId: string): Promise<void> {
  return measure('anchor: 101 rows by primary key', () =>
    context.database.inTenant(tenantId, (tx) =>
      tx.query(
        `SELECT body FROM device_record WHERE tenant_id = $1 AND kind = 'managedDevice' AND object_id > $2
          ORDER BY object_id LIMIT 101`,
        [tx.tenantId, DEEP.id],
      ),
    ),
  );
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - began);
  }
  const [low = 0, median = 0, high = 0] = [0, Math.floor(ROUNDS / 2), ROUNDS - 1].map(
    (it) => times.toSorted((a, b) => a - b)[it],
  );
  process.stdout.write(`${name}: ${low.toFixed(1)} ${median.toFixed(1)} ${high.toFixed(1)} ms (low, median, high)\n`);
}
