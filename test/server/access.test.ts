// Who may see what: nobody without a valid credential, and nobody anything of somebody else.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { ProfileList } from '../../src/protocol/operations/backup.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { listEnrollments } from '../../src/server/devices/list-enrollments.ts';
import { revokeCredential } from '../../src/server/devices/revoke-credential.ts';
import { formatToken, parseToken } from '../../src/server/identity/token.ts';
import { expectOk } from '../database.ts';
import { capture, request, type TestService, onEachServer } from './service-fixture.ts';

type Documented = { paths: Record<string, Record<string, { security: object[] }>> };

onEachServer(
  'every route that the OpenAPI document does not call open refuses every credential but a valid one, alike',
  async (service) => {
    const documented = (await request<Documented>(service.url, undefined, 'GET', '/openapi.json')).body;
    const routes = Object.entries(documented.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { security }]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000'),
        closed: security.length > 0,
      })),
    );
    assert.deepEqual(
      routes.filter((it) => !it.closed).map((it) => it.path),
      [
        '/healthz',
        '/openapi.json',
        '/.well-known/oauth-protected-resource/01900000-0000-7000-8000-000000000000',
        // Gives nothing itself: each request in a batch shows its own credential's worth (test/graph/batch.test.ts).
        '/v1.0/$batch',
      ],
    );
    const { valid, refused } = await tokens(service);
    for (const { method, path, closed } of routes) {
      const body = method === 'POST' ? {} : undefined;
      const withValid = await request(service.url, valid, method, path, body);
      assert.notEqual(withValid.status, 401, path);
      for (const [what, token] of Object.entries(refused)) {
        const answer = await request(service.url, token, method, path, body);
        assert.equal(answer.status === 401, closed, `${method} ${path} with ${what}: ${answer.status}`);
        if (!closed) continue;
        assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer, DPoP algs="/);
        const same = withoutRequestId(answer.body);
        assert.deepEqual(same, await refusal(service, method, path), `${what} is answered otherwise`);
      }
    }
  },
);

onEachServer('a credential opens nothing from the moment it expires', async ({ context, newTenant, advance, url }) => {
  const input = { tenantId: await newTenant(), userPrincipalName: 'a@b.example', deviceName: 'PC', lifetimeHours: 1 };
  const { token } = expectOk(await enroll(context, input));
  advance(3_600_000 - 1);
  assert.equal((await request(url, token, 'GET', '/v1/snapshots')).status, 200);
  advance(1);
  assert.equal((await request(url, token, 'GET', '/v1/snapshots')).status, 401);
});

onEachServer(
  'one person sees nothing of another, in the same tenant or in another one, not even that it exists',
  async (service) => {
    const [one, two] = [await service.newTenant('One'), await service.newTenant('Two')];
    const anna = await service.newDevice(one);
    const stored = (await anna.backUp(capture())).body.snapshot;
    const strangers = [
      await service.newDevice(one, 'ben@contoso.example', 'PC-2'),
      await service.newDevice(one, 'ben@contoso.example', 'PC-1'),
      await service.newDevice(two),
    ];
    for (const stranger of strangers) {
      const { body } = await stranger.send<ProfileList>('GET', '/v1/backup-profiles');
      assert.deepEqual(body.profiles, []);
      assert.deepEqual((await stranger.list()).body, { snapshots: [], next: null });
      assert.deepEqual((await stranger.list(`?profileId=${stored.profileId}`)).body.snapshots, []);
      assert.equal((await stranger.get(stored.snapshotId)).status, 404);
      const proposal = (await stranger.propose(capture())).body;
      assert.ok(proposal.outcome === 'wanted' && proposal.missing.length === capture().documents.length);
      const unsent = await stranger.create(capture(), { documents: [] });
      assert.equal(unsent.body.code, 'missing-documents');
    }
    for (const stranger of strangers) assert.equal((await stranger.backUp(capture())).status, 200);
    const names = await service.sql("SELECT encode(blob_name, 'hex') AS name FROM snapshot_blob");
    assert.equal(names.length, 8, 'two of the four snapshots are of one person');
    assert.equal(new Set(names.map((row) => row['name'])).size, 6, 'three people have nothing in common');
    assert.equal((await service.counts())['blob'], 6, 'the same two documents, once for each person');
  },
);

onEachServer(
  'enrolling finds the person and the device again, also when many enroll at once',
  async ({ context, newTenant }) => {
    const tenantId = await newTenant();
    const all = await Promise.all(
      ['anna@contoso.example', 'ANNA@contoso.example', 'ben@contoso.example', 'anna@contoso.example'].map((user, i) =>
        enroll(context, { tenantId, userPrincipalName: user, deviceName: i % 2 === 0 ? 'PC' : ' pc ' }),
      ),
    );
    const enrolled = all.map(expectOk);
    assert.equal(new Set(enrolled.map((it) => it.userId)).size, 2);
    assert.equal(new Set(enrolled.map((it) => it.deviceId)).size, 1);
    assert.equal(new Set(enrolled.map((it) => it.credentialId)).size, 4);
    const [first] = enrolled;
    const revocation = { tenantId, credentialId: first?.credentialId ?? '' };
    const revoked = expectOk(await revokeCredential(context, revocation));
    assert.deepEqual(expectOk(await revokeCredential(context, revocation)), revoked);
    const states = expectOk(await listEnrollments(context, { tenantId })).map((it) => it.state);
    assert.deepEqual(states.toSorted(), ['revoked', 'valid', 'valid', 'valid']);
    for (const input of [
      { tenantId, userPrincipalName: 'anna', deviceName: 'PC' },
      { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'P\u0000C' },
      { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC', lifetimeHours: 2161 },
      { tenantId: '0190a000-0000-7000-8000-00000000000a', userPrincipalName: 'a@b.example', deviceName: 'PC' },
      { tenantId: 'contoso', userPrincipalName: 'a@b.example', deviceName: 'PC' },
    ]) {
      assert.equal((await enroll(context, input)).ok, false);
    }
  },
);

async function tokens({ context, newTenant, newDevice, advance }: TestService) {
  const tenantId = await newTenant();
  const short = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC-1', lifetimeHours: 1 };
  const expired = expectOk(await enroll(context, short)).token;
  advance(3_600_000);
  const valid = (await newDevice(tenantId)).enrolled.token;
  const revoked = (await newDevice(tenantId)).enrolled;
  expectOk(await revokeCredential(context, revoked));
  const other = (await newDevice(await newTenant())).enrolled.token;
  const [mine, theirs] = [parseToken(valid), parseToken(other)];
  assert.ok(mine !== undefined && theirs !== undefined);
  const noId = '0190a000-0000-7000-8000-00000000000a';
  const refused = {
    nothing: undefined,
    'no token': 'abc',
    'a wrong secret': formatToken({ ...mine, secret: randomBytes(32) }),
    'the secret of another credential': formatToken({ ...mine, secret: theirs.secret }),
    'a credential of another tenant': formatToken({ ...mine, tenantId: theirs.tenantId }),
    'an unknown tenant': formatToken({ ...mine, tenantId: noId }),
    'an unknown credential': formatToken({ ...mine, credentialId: noId }),
    'a token with something after it': `${valid}.x`,
    'an expired one': expired,
    'a revoked one': revoked.token,
  };
  return { valid, refused };
}

/** Without any credential. */
async function refusal({ url }: TestService, method: string, path: string): Promise<unknown> {
  return withoutRequestId((await request(url, undefined, method, path)).body);
}

/** Which every refusal has, in a problem or, in Graph's words, inside its error; and without its time. */
function withoutRequestId(body: object): unknown {
  const text = JSON.stringify(body);
  const without = text
    .replace(/"(requestId|request-id|client-request-id)":"[0-9a-f-]{36}"/g, '"$1":""')
    .replace(/"date":"[^"]*"/, '"date":""');
  assert.notEqual(without, text);
  return JSON.parse(without);
}
