// HTTP as it is in the wild: whatever arrives, the answer is a problem in one shape, and stopping loses nothing.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { OPERATIONS } from '../../src/protocol/api.ts';
import { REQUEST_BYTES_MAX } from '../../src/protocol/limits.ts';
import { PROBLEMS, type ProblemCode } from '../../src/protocol/problem.ts';
import { startService } from '../../src/server/service.ts';
import { capture, request, type TestService, withService } from './service-fixture.ts';

type Case = {
  readonly code: ProblemCode;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

const CASES: readonly Case[] = [
  { code: 'not-found', path: '/' },
  { code: 'not-found', path: '/v1/snapshots/a/b' },
  { code: 'bad-request', path: '/v1/snapshots/%zz' },
  { code: 'bad-request', path: '/v1/snapshots/not-an-id' },
  { code: 'bad-request', path: `/v1/snapshots/${'a'.repeat(200)}` },
  { code: 'not-found', path: '/v1/snapshots/0190a000-0000-7000-8000-00000000000a' },
  { code: 'method-not-allowed', path: '/v1/snapshots', method: 'DELETE' },
  { code: 'method-not-allowed', path: '/v1/snapshots/proposals', method: 'PUT' },
  { code: 'method-not-allowed', path: '/healthz', method: 'POST', body: '{}' },
  { code: 'bad-request', path: '/v1/snapshots', method: 'POST', body: '{"manifest":' },
  { code: 'bad-request', path: '/v1/snapshots', method: 'POST', body: '' },
  { code: 'bad-request', path: '/v1/snapshots', method: 'POST', body: '{"__proto__": {}}' },
  { code: 'bad-request', path: '/v1/snapshots', method: 'POST', body: Uint8Array.of(0x22, 0xff, 0x22) },
  {
    code: 'damaged-request',
    path: '/v1/snapshots',
    method: 'POST',
    body: '{}',
    headers: { 'content-digest': 'sha-256=:AA==:' },
  },
  {
    code: 'wrong-media-type',
    path: '/v1/snapshots',
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'text/plain' },
  },
  { code: 'too-large', path: '/v1/snapshots', method: 'POST', body: ' '.repeat(REQUEST_BYTES_MAX + 1) },
];

test('every failure is a problem in one shape, and no answer may be cached or framed', () =>
  withService(async ({ url, newTenant, newDevice }) => {
    const { enrolled } = await newDevice(await newTenant());
    for (const { code, path, method = 'GET', headers = {}, body } of CASES) {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${enrolled.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      const problem = (await response.json()) as Record<string, unknown>;
      const what = `${method} ${path.slice(0, 60)}`;
      assert.deepEqual([problem['code'], problem['status']], [code, response.status], what);
      assert.equal(response.status, PROBLEMS[code].status, what);
      assert.equal(response.headers.get('content-type'), 'application/problem+json', what);
      assert.equal(response.headers.get('x-request-id'), problem['requestId'], what);
      assert.equal(response.headers.get('cache-control'), 'no-store', what);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', what);
      assert.equal(response.headers.has('allow'), response.status === 405, what);
    }
    assert.match(await raw(url, 'NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 .*problem\+json.*bad-request/s);
    assert.match(await raw(url, `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 413 .*too-large/s);
  }));

test('what nobody expected is an opaque 500, whose cause is in the log alone', () =>
  withService(async ({ url, newTenant, newDevice, sql, logged }) => {
    const device = await newDevice(await newTenant());
    await sql('ALTER TABLE snapshot RENAME COLUMN manifest TO something_else');
    const answer = await device.backUp(capture());
    assert.deepEqual([answer.status, answer.body.code], [500, 'internal-error']);
    assert.doesNotMatch(JSON.stringify(answer.body), /manifest|column|relation/);
    const line = logged.find((it) => it.startsWith(`${answer.body.requestId} failed:`));
    assert.match(line ?? '', /column "manifest"/);
    assert.doesNotMatch(logged.join('\n'), /made\.up/);
    assert.equal((await request(url, undefined, 'GET', '/healthz')).status, 200);
  }));

const DAMAGES = {
  'one bit': 'body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1)',
  'the contents of another document': 'body = (SELECT body FROM blob o WHERE o.blob_name <> blob.blob_name LIMIT 1)',
  'bytes that nobody sealed': "body = repeat('x', 200)::bytea",
};

test('damage on the disk is told and never handed out as settings', async () => {
  for (const [what, damage] of Object.entries(DAMAGES)) {
    await withService(async ({ newTenant, newDevice, sql }) => {
      const device = await newDevice(await newTenant());
      const { snapshotId } = (await device.backUp(capture())).body.snapshot;
      await sql(`UPDATE blob SET ${damage}`);
      assert.equal((await device.get(snapshotId)).body.code, 'damaged-snapshot', what);
      const other = capture({ personalization: { 'made.up.theme': 'x' }, accessibility: { 'made.up.pointer': 'y' } });
      assert.equal((await device.backUp(other)).status, 200, 'a backup that needs none of it still works');
    });
  }
});

test('the OpenAPI document has every operation, a problem for every refusal, and no reference into nothing', () =>
  withService(async ({ url }) => {
    type Op = { operationId: string; summary: string; responses: Record<string, object>; requestBody?: object };
    const { body } = await request<{
      openapi: string;
      paths: Record<string, Record<string, Op>>;
      components: { schemas: Record<string, object>; securitySchemes: object };
    }>(url, undefined, 'GET', '/openapi.json');
    assert.equal(body.openapi, '3.1.0');
    const operations = Object.values(body.paths).flatMap((it) => Object.values(it));
    assert.deepEqual(operations.map((it) => it.operationId).toSorted(), Object.keys(OPERATIONS).toSorted());
    for (const [name, { path, method, ...operation }] of Object.entries(OPERATIONS)) {
      const documented = body.paths[path.replace(/:(\w+)/g, '{$1}').replace('*', '{*}')]?.[method.toLowerCase()];
      assert.equal(documented?.summary, operation.summary);
      assert.equal(documented?.requestBody !== undefined, 'body' in operation, name);
      for (const code of operation.problems) assert.ok(documented?.responses[PROBLEMS[code].status], `${name} ${code}`);
    }
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      (it) => it[1],
    );
    assert.deepEqual(
      [...new Set(references)].filter((name) => !Object.hasOwn(body.components.schemas, name ?? '')),
      [],
    );
    assert.ok(references.includes('Manifest') && references.includes('Problem'));
  }));

test('stopping finishes the requests that were begun, and no more are taken', () =>
  withService(async ({ context, newTenant, newDevice, sql }) => {
    const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
    const { enrolled } = await newDevice(await newTenant());
    const slow = holdUp(sql);
    await slow.held;
    const { manifest, documents } = capture();
    const begun = request(service.url, enrolled.token, 'POST', '/v1/snapshots', {
      manifest,
      expectedHead: null,
      documents: documents.map((it) => JSON.stringify(it)),
    });
    await pause(200);
    const stopped = service.stop();
    await pause(100);
    await assert.rejects(fetch(`${service.url}/healthz`));
    await slow.done;
    assert.equal((await begun).status, 422);
    await stopped;
  }));

/** Nobody can write a backup profile for a while. */
function holdUp(sql: TestService['sql']): { held: Promise<void>; done: Promise<unknown> } {
  const done = sql('BEGIN; LOCK TABLE backup_profile; SELECT pg_sleep(1); COMMIT');
  return { held: pause(200), done };
}

function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes: Buffer) => void (answer += bytes.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
