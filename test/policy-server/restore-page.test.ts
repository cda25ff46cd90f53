// The restore toggle as administrators' tools move it: found by a filter, changed by two members, read again; then restore pages
// for groups, in their order.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type GraphHouse, type GraphJson, type GraphPage, onEachGraphHouse, refusalOf, textOf } from './graph-house.ts';

const TYPE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
const PATH = '/deviceManagement/deviceEnrollmentConfigurations';

/** What the portal sends, in its order: it looks for the configuration, then moves the toggle. */
const AS_THE_PORTAL = [
  { method: 'GET', query: '?$filter=deviceEnrollmentConfigurationType%20eq%20%27WindowsRestore%27' },
  { method: 'PATCH', body: { '@odata.type': TYPE, state: 'enabled' } },
  { method: 'GET', query: '?$filter=deviceEnrollmentConfigurationType%20eq%20%27WindowsRestore%27' },
  { method: 'PATCH', body: { '@odata.type': TYPE, state: 'disabled' } },
  { method: 'GET', query: '?$filter=deviceEnrollmentConfigurationType%20eq%20%27WindowsRestore%27' },
  { method: 'PATCH', body: { '@odata.type': TYPE, state: 'notConfigured' } },
] as const satisfies readonly Step[];

type Step = { readonly method: 'GET'; readonly query: string } | { readonly method: 'PATCH'; readonly body: GraphJson };

onEachGraphHouse('the toggle is found by a filter and moved by two members', async (house) => {
  await play(house, AS_THE_PORTAL);
  const changes = await house.events('restorePage.set');
  assert.deepEqual(
    changes.map(({ resources: [resource] }) => resource?.modifiedProperties),
    [
      ['notConfigured', 'enabled'],
      ['enabled', 'disabled'],
      ['disabled', 'notConfigured'],
    ].map(([oldValue, newValue]) => [{ displayName: 'state', oldValue, newValue }]),
  );
});

const TRACE = join(import.meta.dirname, '../../../shared/data/intune/enrollment/graph-windowsRestore-trace.md');
if (existsSync(TRACE)) {
  onEachGraphHouse('a recorded session of the portal has the same answers here', async (house) => {
    const steps = stepsIn(readFileSync(TRACE, 'utf8'));
    assert.ok(steps.length >= 4);
    const members = await play(house, steps);
    const [recorded = ''] = /\{\s*"@odata\.type"[^}]*"displayName"[^}]*\}/.exec(readFileSync(TRACE, 'utf8')) ?? [];
    const answer = JSON.parse(recorded) as GraphJson;
    for (const service of ['id', 'lastModifiedDateTime', 'state']) delete (answer as Record<string, unknown>)[service];
    assert.deepEqual({ ...members, ...answer }, members);
    assert.deepEqual(
      Object.keys(members).filter((it) => !(it in answer) && !['id', 'lastModifiedDateTime', 'state'].includes(it)),
      ['@odata.etag'],
    );
  });
} else
  test('a recorded session of the portal has the same answers here', { skip: 'the collected trace is not present' });

/** Answers what the configuration was when it was last read. */
async function play({ graph, tenantId, service }: GraphHouse, steps: readonly Step[]): Promise<GraphJson> {
  let state = 'notConfigured';
  let seen: GraphJson = {};
  for (const step of steps) {
    service.advance(60_000);
    if (step.method === 'PATCH') {
      const changed = (await graph('beta').api(`${PATH}/${tenantId}_WindowsRestore`).patch(step.body)) as GraphJson;
      state = textOf(step.body['state']);
      assert.equal(changed['state'], state);
      continue;
    }
    const page = (await graph('beta').api(`${PATH}${step.query}`).get()) as GraphPage;
    assert.match(
      textOf(page['@odata.context']),
      /\/beta\/\$metadata#deviceManagement\/deviceEnrollmentConfigurations$/,
    );
    assert.deepEqual(
      page.value.map((it) => [it['id'], it['state']]),
      [[`${tenantId}_WindowsRestore`, state]],
    );
    seen = page.value[0] ?? {};
  }
  return seen;
}

function stepsIn(trace: string): readonly Step[] {
  const bodies = [...trace.matchAll(/^\{"@odata\.type".*\}$/gm)].map(([json]) => JSON.parse(json) as GraphJson);
  const queries = [...trace.matchAll(/^https:\S*deviceEnrollmentConfigurations(\?\S+)$/gm)].map(
    ([, query = '']) => query,
  );
  const read = { method: 'GET', query: queries[0] ?? '' } as const;
  return bodies.flatMap((body) => [read, { method: 'PATCH', body } as const, read]);
}

onEachGraphHouse('the default is everybody’s, comes last and stays', async ({ graph, tenantId, events }) => {
  const id = `${tenantId}_WindowsRestore`;
  const one = `${PATH}/${id}`;
  const untouched = (await graph().api(one).get()) as GraphJson;
  const { '@odata.context': _, '@odata.etag': etag, ...members } = untouched;
  assert.deepEqual(members, {
    '@odata.type': TYPE,
    id,
    displayName: 'All users and all devices',
    description:
      'This is the default Windows Restore configuration applied with the lowest priority to all users and all devices regardless of group membership.',
    priority: 0,
    createdDateTime: '0001-01-01T00:00:00Z',
    lastModifiedDateTime: '0001-01-01T00:00:00Z',
    version: 0,
    roleScopeTagIds: [],
    deviceEnrollmentConfigurationType: 'windowsRestore',
    state: 'notConfigured',
  });
  const group = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };
  const other = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration';
  const assignment = { enrollmentConfigurationAssignments: [group] };
  for (const [refused, words] of [
    [() => graph().api(one).delete(), /stays/],
    [() => graph().api(`${one}/assign`).post(assignment), /for all users/],
    [() => graph().api(`${one}/setPriority`).post({ priority: 1 }), /after all others/],
    [() => graph().api(one).patch({ displayName: 'Ours' }), /\$\.displayName/],
    [() => graph().api(one).patch({ state: 'on' }), /\$\.state/],
    [() => graph().api(one).patch({ '@odata.type': other }), /@odata\.type/],
  ] as const) {
    const { status, message } = await refusalOf(refused());
    assert.equal(status, 400, message);
    assert.match(message, words);
  }
  await graph().api(one).patch({ state: 'notConfigured' });
  assert.equal((await events('restorePage.set')).length, 0, 'what is so already is not changed');

  await graph().api(one).header('If-Match', textOf(etag)).patch({ state: 'enabled' });
  assert.equal(
    (await refusalOf(graph().api(one).header('If-Match', textOf(etag)).patch({ state: 'disabled' }))).status,
    412,
  );
  const moved = (await graph().api(one).get()) as GraphJson;
  assert.deepEqual(
    [moved['state'], moved['version'], moved['createdDateTime']],
    ['enabled', 0, '0001-01-01T00:00:00Z'],
  );
});

onEachGraphHouse('restore pages for groups have an order of their own', async ({ graph }) => {
  const add = async (displayName: string) => {
    const made = (await graph().api(PATH).post({ '@odata.type': TYPE, displayName, state: 'enabled' })) as GraphJson;
    return textOf(made['id']);
  };
  const [a, b, c] = [await add('a'), await add('b'), await add('c')];
  assert.match(a, /^[0-9a-f-]{36}_WindowsRestore$/);
  const page = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration';
  await graph().api(PATH).post({ '@odata.type': page, displayName: 'updates', installQualityUpdates: true });
  const order = async () => {
    const pages = graph().api(PATH).filter("deviceEnrollmentConfigurationType eq 'windowsRestore'").orderby('priority');
    const { value } = (await pages.get()) as GraphPage;
    return value.slice(1).map((it) => [it['displayName'], it['priority']]);
  };
  const named = (...names: string[]) => names.map((name, index) => [name, index + 1]);
  assert.deepEqual(await order(), named('a', 'b', 'c'));
  await graph().api(`${PATH}/${c}/setPriority`).post({ priority: 1 });
  assert.deepEqual(await order(), named('c', 'a', 'b'));
  assert.equal((await refusalOf(graph().api(`${PATH}/${b}/setPriority`).post({ priority: 4 }))).status, 400);
  await graph().api(`${PATH}/${a}`).delete();
  assert.deepEqual(await order(), named('c', 'b'));

  const byType = graph()
    .api(PATH)
    .filter(`isof('${page.slice(1)}')`);
  assert.deepEqual(
    ((await byType.get()) as GraphPage).value.map((it) => it['displayName']),
    ['updates'],
  );

  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'pilot' };
  await graph()
    .api(`${PATH}/${b}/assign`)
    .post({ enrollmentConfigurationAssignments: [{ target }] });
  const found = graph().api(PATH).filter("startswith(displayName, 'b')").expand('assignments');
  assert.deepEqual(((await found.get()) as GraphPage).value[0]?.['assignments'], [{ id: `${b}_pilot`, target }]);
});
