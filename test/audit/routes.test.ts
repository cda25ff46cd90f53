// What the service answers about the log is enough for a client of tiled logs to copy and verify it, and nobody else's business.

import assert from 'node:assert/strict';
import { parseVerifierKey } from '../../src/domain/audit/signed-note.ts';
import { tilePath, tilesOf } from '../../src/domain/audit/tile.ts';
import { verifyCopy } from '../../src/domain/audit/verify-copy.ts';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { auditHandlers } from '../../src/server/audit/audit-routes.ts';
import type { ApplicationActor } from '../../src/server/identity/actor.ts';
import { expectOk } from '../database.ts';
import { onEachHouse } from '../access/signed-in.ts';
import { onEachServer, withService } from '../server/service-fixture.ts';
import { test } from 'node:test';
import { appendMany, copyOf } from './log-fixture.ts';

onEachHouse('a copy that an auditor makes of answers verifies', async ({ service, tenantId, person }) => {
  const { context, url } = service;
  await appendMany(context, tenantId, 300);
  const to = { user: 'olga@contoso.example' };
  expectOk(await giveRole(context, tenantId, { role: 'Auditor', to, overGroup: undefined }));
  const { token } = await person('olga');
  const get = (path: string) => fetch(`${url}/v1/audit/log/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = async (path: string) => {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    return { media: answer.headers.get('content-type'), body: await answer.bytes() };
  };
  const note = await bytes('checkpoint');
  assert.equal(note.media, 'text/plain; charset=utf-8');
  const size = Number(decode(note.body).split('\n')[1]);
  const files = new Map([['checkpoint', note.body]]);
  for (const tile of tilesOf(size)) {
    const { media, body } = await bytes(tilePath(tile));
    assert.equal(media, 'application/octet-stream');
    files.set(tilePath(tile), body);
  }
  const key = parseVerifierKey(decode((await bytes('key')).body).trim());
  assert.ok(key !== undefined);
  assert.equal(verifyCopy(copyOf(files), { key }).ok, true);
  for (const path of ['0/001.p/99', '0/002', '1/000.p/2', '2/000.p/1', 'entries/002', '0/1', 'nonsense']) {
    assert.equal((await get(`tile/${path}`)).status, 404, path);
  }
});

onEachServer('pages of events continue one another, as JSON and as lines', async ({ context, newTenant }) => {
  const tenantId = await newTenant();
  await appendMany(context, tenantId, 20);
  const handlers = auditHandlers(context);
  const call = { ...CALL, actor: actorOf(tenantId) };
  const seen: object[] = [];
  for (let after: number | undefined; ; after = seen.length - 1) {
    const query = { ...(after === undefined ? {} : { after }), limit: 8 };
    const { events } = expectOk(await handlers.listAuditEvents({ ...call, query }));
    const lines = decode(expectOk(await handlers.exportAuditEvents({ ...call, query })));
    assert.deepEqual(
      lines
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as object),
      events,
    );
    seen.push(...events);
    if (events.length < 8) break;
  }
  assert.deepEqual(
    seen.map((event) => 'leafIndex' in event && event.leafIndex),
    Array.from({ length: 21 }, (_, i) => i),
  );
});

test('a device has no business with the log', () =>
  withService(async ({ newTenant, newDevice }) => {
    const device = await newDevice(await newTenant());
    for (const path of ['events', 'events.ndjson', 'log/checkpoint', 'log/key', 'log/tile/0/000.p/1']) {
      assert.equal((await device.send('GET', `/v1/audit/${path}`)).status, 403, path);
    }
    assert.equal((await device.send('POST', '/v1/audit/log/tile/0/000')).status, 405);
  }));

const HTTP = {
  url: '',
  ifMatch: undefined,
  prefer: undefined,
  consistencyLevel: undefined,
  reason: undefined,
  relay: undefined,
};
const CALL = { requestId: 'made-up', params: undefined, query: undefined, body: undefined, http: HTTP };

function actorOf(tenantId: string): ApplicationActor {
  return { kind: 'application', tenantId, applicationId: 'made-up', claims: { roles: [], wids: [], groups: [] } };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
