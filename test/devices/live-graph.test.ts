// Reading an organization live, against this service's own Graph endpoints over HTTPS, signed in at its own identity provider,
// through a proxy that throttles, fails and breaks connections: what arrives in another organization is what was there.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { KEEPSAKE_API } from '../../src/domain/directory/built-in-applications.ts';
import type { RecordBody } from '../../src/domain/enrollment/record.ts';
import type { Context } from '../../src/server/context.ts';
import { addApplication } from '../../src/server/directory/applications.ts';
import { type GraphAccess, openGraphClient, type Waiting } from '../../src/server/import/graph-client.ts';
import type { ImportItem, ImportSource } from '../../src/server/import/import-item.ts';
import { importSources } from '../../src/server/import/import-sources.ts';
import { readGraph } from '../../src/server/import/read-graph.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, makeTestFolder, withTestDatabase } from '../database.ts';
import { makeCertificate, withoutOpenssl } from '../identity-provider/certificate.ts';
import { testKeys } from '../keys/test-keys.ts';
import { madeDirectoryDevice, madeManagedDevice } from './made-records.ts';

test('everything arrives, however the way is', { skip: withoutOpenssl }, () =>
  withGraph(async ({ context, access, proxy, tenants }) => {
    const managed = Array.from({ length: 1234 }, (_, nth) => madeManagedDevice(nth + 1));
    const directory = Array.from({ length: 7 }, (_, nth) => madeDirectoryDevice(nth + 1));
    await take(context, tenants.from, [...managed, ...directory, ...PROVISIONING]);
    const waits: string[] = [];
    const waiting: Waiting = { wait: async () => {}, onWait: (why) => waits.push(why) };
    const client = expectOk(await openGraphClient({ ...access, graphUrl: proxy.url }, waiting));
    const reading = expectOk(await readGraph(client, { graphUrl: proxy.url, onProgress: () => {} }));
    try {
      assert.ok(waits.some((why) => why.includes('429')));
      assert.ok(waits.some((why) => why.includes('broke')));
      // What this service does not have, as a tenant without a licence does not.
      assert.deepEqual(
        reading.leftOut.map(({ collection }) => collection),
        ['cloudPCs'],
      );
      const outcome = await takeFrom(context, tenants.to, reading.sources);
      assert.deepEqual(outcome.records.managedDevice, { added: 1234, changed: 0, unchanged: 0 });
      assert.deepEqual(outcome.records.device, { added: 7, changed: 0, unchanged: 0 });
      const repeated = await takeFrom(context, tenants.to, reading.sources);
      assert.deepEqual(repeated.records.managedDevice, { added: 0, changed: 0, unchanged: 1234 });
      assert.ok(repeated.objects.every((it) => it.outcome === 'unchanged'));
      const rows = await context.database.inTenant(tenants.to, (tx) =>
        tx.query<{ body: RecordBody }>(
          "SELECT body FROM device_record WHERE tenant_id = $1 AND kind = 'managedDevice' ORDER BY object_id",
          [tenants.to],
        ),
      );
      assert.deepEqual(
        rows.map(({ body }) => body),
        managed,
      );
    } finally {
      await reading.close();
    }
  }),
);

test(
  'it ends: with what is refused, a page that leads elsewhere, and a service that stays away',
  { skip: withoutOpenssl },
  () =>
    withGraph(async ({ access, proxy }) => {
      const waiting: Waiting = { wait: async () => {}, onWait: () => {} };
      const wrong = await openGraphClient({ ...access, clientSecret: 'wrong' }, waiting);
      assert.equal(wrong.ok, false);
      assert.match(wrong.ok ? '' : wrong.error.detail, /can not sign in/);
      const plain = await openGraphClient({ ...access, graphUrl: 'http://localhost' }, waiting);
      assert.equal(plain.ok, false);

      const client = expectOk(await openGraphClient({ ...access, graphUrl: proxy.url }, waiting));
      const elsewhere = await client.page('https://evil.example/v1.0/devices');
      assert.match(elsewhere.ok ? '' : elsewhere.error.detail, /evil\.example/);
      proxy.behave(() => 'throttle');
      const away = await client.page('/v1.0/devices');
      assert.match(away.ok ? '' : away.error.detail, /429.*after 8 tries/);
      const whole = await readGraph(client, { graphUrl: proxy.url, onProgress: () => {} });
      assert.equal(whole.ok ? '' : whole.error.code, 'unavailable');
    }),
);

type Behaviour = 'pass' | 'throttle' | 'fail' | 'break';

type Graph = {
  readonly context: Context;
  readonly access: GraphAccess;
  readonly tenants: { readonly from: string; readonly to: string };
  readonly proxy: { readonly url: string; readonly behave: (by: (nth: number) => Behaviour) => void };
};

async function withGraph(work: (graph: Graph) => Promise<void>): Promise<void> {
  const { folder, remove } = await makeTestFolder();
  try {
    await withTestDatabase(async ({ database }) => {
      const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
      const { cert, key, caFile } = makeCertificate(folder);
      setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
      const service = await startService({ ...context, host: '127.0.0.1', port: 0, tls: { cert, key }, log: () => {} });
      const proxy = await startProxy(service.url, { cert, key });
      try {
        const [from, to] = [await newTenant(context, 'Contoso'), await newTenant(context, 'Fabrikam')];
        const { applicationId, secret = '' } = expectOk(
          await addApplication(context, {
            tenantId: from,
            displayName: 'Reader',
            kind: 'daemon',
            redirectUris: [],
            appRoles: ['device.read', 'policy.read', 'conditionalAccess.read'],
          }),
        );
        const access: GraphAccess = {
          graphUrl: service.url,
          issuer: `${service.url}/${from}/v2.0`,
          clientId: applicationId,
          clientSecret: secret,
          scope: `${KEEPSAKE_API.identifierUri}/.default`,
        };
        await work({ context, access, proxy, tenants: { from, to } });
      } finally {
        proxy.stop();
        await service.stop();
      }
    });
  } finally {
    await remove();
  }
}

/** Every third request does not get through: throttled, failed, or broken off in the middle of the answer. */
async function startProxy(target: string, tls: { readonly cert: string; readonly key: string }) {
  let nth = 0;
  let behave = (count: number): Behaviour =>
    (['pass', 'pass', 'throttle', 'pass', 'pass', 'break', 'pass', 'pass', 'fail'] as const)[count % 9] ?? 'pass';
  const server = createServer(tls, (asked, answer) => {
    const how = behave((nth += 1));
    if (how === 'throttle')
      return void answer.writeHead(429, { 'retry-after': '1' }).end('{"error":{"message":"slow"}}');
    if (how === 'fail') return void answer.writeHead(503).end('not today');
    const url = new URL(asked.url ?? '/', target);
    // The host stays that of the proxy, so that links to the next page lead through it.
    forward(url, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      if (how === 'pass') return void got.pipe(answer);
      got.once('data', (chunk: Buffer) => {
        answer.write(chunk.subarray(0, 10), () => asked.socket.destroy());
      });
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    behave: (by: (count: number) => Behaviour) => void (behave = by),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function newTenant(context: Context, displayName: string): Promise<string> {
  return expectOk(await createTenant(context, { displayName })).tenantId;
}

function take(context: Context, tenantId: string, objects: readonly RecordBody[]) {
  async function* items(): AsyncGenerator<ImportItem> {
    yield { origin: 'made', content: { json: [...objects] } };
  }
  return takeFrom(context, tenantId, [{ name: 'made', source: 'made', sizeBytes: 0, items }]);
}

async function takeFrom(context: Context, tenantId: string, sources: readonly ImportSource[]) {
  const choices = { skipMalformed: false, isDryRun: false, enforce: false, onProgress: () => {} };
  const outcome = expectOk(await importSources(context, { tenantId, sources, ...choices }));
  assert.equal(outcome.written, 'everything', JSON.stringify(outcome.files.flatMap(({ malformed }) => malformed)));
  return outcome;
}

const PROVISIONING: readonly RecordBody[] = [
  {
    '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
    displayName: 'People',
    preprovisioningAllowed: false,
    outOfBoxExperienceSetting: { deviceUsageType: 'singleUser' },
  },
  { id: '01900000-0000-4000-8000-000000000001', serialNumber: 'SN-1', groupTag: 'people', enrollmentState: 'enrolled' },
  {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentFilter',
    displayName: 'Company devices',
    platform: 'windows10AndLater',
    rule: '(device.deviceOwnership -eq "Corporate")',
  },
];
