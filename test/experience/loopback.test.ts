// Who may speak with the agent's pages: one browser with the secret, from the page itself, and nobody else on the machine or
// in the world.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startExperience } from '../../src/agent/experience/experience-server.ts';
import { sendJson } from '../../src/agent/experience/routes.ts';
import { rawRequest } from './experience-fixture.ts';

const FILES = new Map([['index.html', { type: 'text/html', bytes: Buffer.from('<p>hello') }]]);
const ROUTES = {
  'GET /api/about': ({ response }: { response: Parameters<typeof sendJson>[0] }) => sendJson(response, 200, 'about'),
  'POST /api/act': ({ response }: { response: Parameters<typeof sendJson>[0] }) => sendJson(response, 200, 'done'),
};

async function inside(): Promise<{ readonly origin: string; readonly entrance: string; readonly close: () => void }> {
  const { url, close } = await startExperience({ files: FILES, routes: ROUTES, isBusy: () => false });
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/enter\/[\w-]{43}$/);
  return { origin: new URL(url).origin, entrance: url, close };
}

test('the secret opens once, for a cookie that no script reads and no other site sends', async () => {
  const { origin, entrance, close } = await inside();
  for (const path of ['/', '/api/about', '/enter/', '/enter/wrong'])
    assert.equal((await rawRequest(`${origin}${path}`)).status, 403, path);
  const first = await rawRequest(entrance);
  assert.deepEqual([first.status, first.headers['location']], [303, '/']);
  const [set = ''] = first.headers['set-cookie'] ?? [];
  assert.match(set, /^keepsake-page=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  const cookie = set.split(';')[0] ?? '';
  assert.equal((await rawRequest(entrance)).status, 403, 'a secret that was used is worthless');
  assert.equal((await rawRequest(`${origin}/api/about`, { headers: { cookie } })).body, '"about"');
  const wrong = `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`;
  assert.equal((await rawRequest(`${origin}/api/about`, { headers: { cookie: wrong } })).status, 403);
  close();
});

test('what another page could send is refused: a foreign Host, Origin or site, an act without Origin or as a form', async () => {
  const { origin, entrance, close } = await inside();
  const [set = ''] = (await rawRequest(entrance)).headers['set-cookie'] ?? [];
  const cookie = set.split(';')[0] ?? '';
  const json = { 'content-type': 'application/json' };
  const act = async (headers: Record<string, string>): Promise<number> =>
    (await rawRequest(`${origin}/api/act`, { method: 'POST', headers: { cookie, ...headers }, body: '{}' })).status;
  assert.equal(await act({ ...json, origin }), 200);
  const port = new URL(origin).port;
  for (const headers of [
    json,
    { ...json, origin: 'https://evil.example' },
    { ...json, origin: `http://127.0.0.1:${Number(port) + 1}` },
    { ...json, origin: 'null' },
    { ...json, origin, host: `evil.example:${port}` },
    { ...json, origin, host: `localhost:${port}` },
    { ...json, origin, 'sec-fetch-site': 'cross-site' },
    { ...json, origin, 'sec-fetch-site': 'same-site' },
    { origin },
    { origin, 'content-type': 'text/plain' },
  ])
    assert.equal(await act(headers), 403, JSON.stringify(headers));
  const rebound = await rawRequest(`${origin}/`, { headers: { cookie, host: 'evil.example' } });
  assert.equal(rebound.status, 403);
  close();
});

test('every answer, a refusal too, carries a strict policy and allows no other origin anything', async () => {
  const { origin, entrance, close } = await inside();
  const entered = await rawRequest(entrance);
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
  const asked = { cookie, origin };
  for (const answer of [
    entered,
    await rawRequest(`${origin}/`, { headers: { cookie } }),
    await rawRequest(`${origin}/api/about`, { headers: asked }),
    await rawRequest(`${origin}/../../etc/passwd`, { headers: { cookie } }),
    await rawRequest(`${origin}/`),
    await rawRequest(`${origin}/`, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }),
  ]) {
    const policy = String(answer.headers['content-security-policy']);
    assert.match(policy, /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.deepEqual(
      Object.keys(answer.headers).filter((name) => name.startsWith('access-control')),
      [],
    );
  }
  close();
});

test('ends by itself when nobody looks any more, and not while something runs', async () => {
  let isBusy = true;
  const times = { goneAfterMilliseconds: 50, firstVisitMilliseconds: 50 };
  const { closed } = await startExperience({ files: FILES, routes: ROUTES, isBusy: () => isBusy, ...times });
  const isOpen = Symbol('open');
  assert.equal(await Promise.race([closed, sleep(300, isOpen)]), isOpen);
  isBusy = false;
  assert.notEqual(await Promise.race([closed, sleep(5000, isOpen)]), isOpen);
});
