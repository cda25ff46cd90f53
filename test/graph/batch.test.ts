// Batches: each request is answered, authorized and audited as if it came alone, in the order that it depends on; a batch
// opens nothing that its sender could not open without it.

import assert from 'node:assert/strict';
import { BatchRequestContent, BatchResponseContent } from '@microsoft/microsoft-graph-client';
import type { Json } from '../../src/lib/canonical-json.ts';
import { BATCH_REQUESTS_MAX } from '../../src/protocol/limits.ts';
import type { BatchedAnswer } from '../../src/protocol/operations/graph-batch.ts';
import { ROLE_IDS, type SignedIn } from '../access/signed-in.ts';
import { onEachGraphHouse, refusalOf } from '../policy-server/graph-house.ts';

const ROOT = '/identity/conditionalAccess';

onEachGraphHouse("Microsoft's own client makes something, and with it something else, in one batch", async (house) => {
  const at = (path: string) => `${house.url}/v1.0${path}`;
  const content = new BatchRequestContent();
  const headers = { 'Content-Type': 'application/json' };
  const first = new Request(at(`${ROOT}/namedLocations`), { method: 'POST', headers, body: JSON.stringify(OFFICE) });
  content.addRequest({ id: 'location', request: first });
  const second = new Request(at(`${ROOT}/namedLocations?$select=displayName`));
  content.addRequest({ id: 'list', request: second, dependsOn: ['location'] });
  const third = new Request(at('/groups/01900000-0000-7000-8000-00000000aaaa'));
  content.addRequest({ id: 'none', request: third, dependsOn: ['list'] });

  const answered = (await house
    .graph()
    .api('/$batch')
    .post(await content.getContent())) as { responses: never[] };
  const answers = new BatchResponseContent(answered);
  assert.equal(answers.getResponseById('location').status, 201);
  const { value } = (await answers.getResponseById('list').json()) as { value: Json };
  assert.deepEqual(value, [{ '@odata.type': '#microsoft.graph.ipNamedLocation', displayName: 'Office' }]);
  const missing = answers.getResponseById('none');
  assert.equal(missing.status, 404);
  const { error } = (await missing.json()) as { error: { code: string; innerError: object } };
  assert.equal(error.code, 'ResourceNotFound');
  assert.ok('request-id' in error.innerError);
});

onEachGraphHouse('what depends on a failure is not done, whatever the order they are listed in', async (house) => {
  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const post = (id: string, body: Json, dependsOn: readonly string[] = []) => ({
    id,
    method: 'POST',
    url: `${ROOT}/namedLocations`,
    dependsOn,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const answers = await sendBatch(olga, [
    post('third', OFFICE, ['second']),
    post('second', OFFICE, ['first']),
    post('first', { ...OFFICE, ipRanges: 7 }),
    post('alone', OFFICE),
  ]);
  assert.deepEqual(
    answers.map(({ id, status }) => [id, status]),
    [
      ['third', 424],
      ['second', 424],
      ['first', 400],
      ['alone', 201],
    ],
  );
  assert.equal(errorOf(answers[0]), 'FailedDependency');
  const events = await house.events('conditionalAccess.created');
  assert.equal(events.length, 1, 'audited as what was done alone');
  assert.equal(events[0]?.actor.userPrincipalName, 'olga@contoso.example');
});

onEachGraphHouse('each request may do what its sender may do alone, and nothing else', async (house) => {
  const requests = [
    { id: 'users', method: 'GET', url: '/users' },
    { id: 'policies', method: 'GET', url: `${ROOT}/policies` },
    { id: 'make', method: 'POST', url: `${ROOT}/policies`, headers: { 'Content-Type': 'application/json' }, body: {} },
    { id: 'audit', method: 'GET', url: 'deviceManagement/auditEvents' },
    { id: 'me', method: 'GET', url: '/me/settings/windows' },
  ];
  for (const who of [
    await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] }),
    await house.person('hugo', { wids: [ROLE_IDS.helpdesk] }),
    await house.person('rita', { wids: [ROLE_IDS.globalAdministrator], scp: 'Policy.Read.All' }),
    await house.person('nora'),
    await house.application('daemon', { roles: ['audit.read'] }),
  ]) {
    const batched = await sendBatch(who, requests);
    for (const [index, { method, url, body }] of requests.entries()) {
      const alone = await who.send(method, `/v1.0/${url.replace(/^\//, '')}`, body);
      assert.equal(batched[index]?.status, alone.status, `${who.oid} ${url}`);
    }
  }
  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const nora = await house.person('nora');
  const headers = { Authorization: `Bearer ${olga.token}` };
  const [borrowed] = await sendBatch(nora, [{ id: '1', method: 'GET', url: '/users', headers }]);
  assert.equal(borrowed?.status, 403, 'the credential is the one of the batch');
  const nobody: SignedIn = {
    ...nora,
    send: (method, path, body) => nora.send(method, path, body, { authorization: '' }),
  };
  assert.deepEqual(
    (await sendBatch(nobody, requests)).map(({ status }) => status),
    [401, 401, 401, 401, 401],
  );
});

onEachGraphHouse('a batch leads nowhere but below its version', async (house) => {
  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const tried = [
    '/../v1/roles',
    '/%2e%2e/v1/roles',
    '\\..\\v1\\roles',
    '/beta/../v1/roles',
    '/$batch',
    '/%24batch',
    '//evil.example/x',
    'https://evil.example/x',
    '/nothing',
    '',
  ];
  const body = { requests: [{ id: '1', method: 'GET', url: '/users' }] };
  for (const url of tried) {
    const headers = { 'content-type': 'application/json' };
    const [answer] = await sendBatch(olga, [{ id: '1', method: 'POST', url, headers, body }]);
    const error = errorOf(answer);
    assert.ok([400, 404].includes(answer?.status ?? 0), `${url}: ${answer?.status}`);
    assert.ok(['BadRequest', 'ResourceNotFound'].includes(error ?? ''), url);
  }
  const beta = await olga.send<{ responses: BatchedAnswer[] }>('POST', '/beta/$batch', body);
  const context = (beta.body.responses[0]?.body as { '@odata.context': string } | undefined)?.['@odata.context'];
  assert.equal(context, `${house.service.url}/beta/$metadata#users`);
});

onEachGraphHouse('a batch that is none is refused as a whole', async (house) => {
  const users = { method: 'GET', url: '/users' };
  const refused = [
    { requests: [] },
    { requests: Array.from({ length: BATCH_REQUESTS_MAX + 1 }, (_, nth) => ({ id: String(nth), ...users })) },
    {
      requests: [
        { id: '1', ...users },
        { id: '1', ...users },
      ],
    },
    { requests: [{ id: '1', ...users, dependsOn: ['2'] }] },
    { requests: [{ id: '1', ...users, dependsOn: ['1'] }] },
    {
      requests: [
        { id: '1', ...users, dependsOn: ['2'] },
        { id: '2', ...users, dependsOn: ['1'] },
      ],
    },
    { requests: [{ id: '1', method: 'TRACE', url: '/users' }] },
    { requests: [{ ...users }] },
  ];
  for (const body of refused) {
    const { status, message } = await refusalOf(house.graph().api('/$batch').post(body));
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(message, /body is not as described|Two requests|dependsOn|depends on itself/);
  }
});

function errorOf(answer: BatchedAnswer | undefined): string | undefined {
  return (answer?.body as { error: { code: string } } | undefined)?.error.code;
}

async function sendBatch(who: SignedIn, requests: readonly object[]): Promise<readonly BatchedAnswer[]> {
  const answer = await who.send<{ responses: BatchedAnswer[] }>('POST', '/v1.0/$batch', { requests });
  assert.equal(answer.status, 200);
  return answer.body.responses;
}

const OFFICE = {
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  displayName: 'Office',
  ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
};
