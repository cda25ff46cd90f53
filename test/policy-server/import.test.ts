// Taking exported objects in: all of it or nothing, unless what can not be read is to be left out; under the ids they had,
// filters before what they narrow, and the defaults of the organization they came from as this one's own.

import assert from 'node:assert/strict';
import type { GraphError } from '../../src/protocol/graph-error.ts';
import { importManagementObjects } from '../../src/server/policy/import-objects.ts';
import type { ExportedObject } from '../../src/server/policy/place-import.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';

const THEIRS = 'f0000000-0000-4000-8000-00000000000a';
const FILTER = 'F0000000-0000-4000-8000-00000000000B';
const POLICY = 'f0000000-0000-4000-8000-00000000000c';

const DEFAULT_PAGE: ExportedObject = {
  collection: 'deviceEnrollmentConfigurations',
  origin: 'page.json',
  body: {
    '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration',
    id: `${THEIRS}_WindowsRestore`,
    displayName: 'All users and all devices',
    priority: 0,
    state: 'enabled',
  },
};
const NARROWED: ExportedObject = {
  collection: 'configurationPolicies',
  origin: 'policy.json',
  body: {
    id: POLICY,
    name: 'Narrowed',
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies/$entity',
    settings: [],
    assignments: [
      {
        id: 'theirs',
        target: {
          '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
          deviceAndAppManagementAssignmentFilterId: FILTER,
          deviceAndAppManagementAssignmentFilterType: 'include',
        },
      },
    ],
  },
};
const NARROWING: ExportedObject = {
  collection: 'assignmentFilters',
  origin: 'filter.json',
  body: { id: FILTER, displayName: 'Surfaces', platform: 'windows10AndLater', rule: '(device.model -eq "Surface")' },
};
const BROKEN: ExportedObject = { collection: 'configurationPolicies', origin: 'broken.json', body: { name: 'a\0b' } };

onEachHouse('an export comes in whole, under its ids, once, and its default is this organization’s', async (house) => {
  const run = () => imported(house, [NARROWED, DEFAULT_PAGE, NARROWING]);
  const outcomes = (await run()).imported.map(({ id, outcome }) => [id, outcome]);
  const ownPage = `${house.tenantId}_WindowsRestore`;
  assert.deepEqual(outcomes, [
    [FILTER.toLowerCase(), 'added'],
    [POLICY, 'added'],
    [ownPage, 'added'],
  ]);
  assert.ok((await run()).imported.every(({ outcome }) => outcome === 'unchanged'));
  assert.equal((await house.events('policy.created')).length, 2);
  assert.equal((await house.events('restorePage.set')).length, 1);

  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const one = `/v1.0/deviceManagement/configurationPolicies/${POLICY}?$expand=assignments`;
  const { body } = await administrator.send<Record<string, unknown>>('GET', one);
  assert.match(body['@odata.context'] as string, /127\.0\.0\.1/);
  const [assignment] = body['assignments'] as readonly { readonly target: unknown }[];
  const [exported] = NARROWED.body['assignments'] as readonly { readonly target: unknown }[];
  assert.deepEqual(assignment?.target, exported?.target);
});

onEachHouse(
  'what can not be read is named by its file; nothing is imported unless it is to be left out',
  async (house) => {
    const input = { tenantId: house.tenantId, objects: [NARROWING, BROKEN], skipMalformed: false };
    const refused = await importManagementObjects(house.service.context, input);
    assert.ok(!refused.ok && refused.error.detail.startsWith('broken.json: $.name: The text has a character'));
    const alone = { ...input, objects: [NARROWED] };
    const without = await importManagementObjects(house.service.context, alone);
    assert.ok(!without.ok && without.error.detail.includes('no such filter'));
    const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
    const list = '/v1.0/deviceManagement/assignmentFilters';
    const { body } = await administrator.send<GraphError & { readonly value: readonly unknown[] }>('GET', list);
    assert.deepEqual(body.value, []);

    const report = await imported(house, [NARROWING, BROKEN], true);
    assert.deepEqual(
      [report.imported.map(({ origin }) => origin), report.leftOut.map(({ origin }) => origin)],
      [['filter.json'], ['broken.json']],
    );
  },
);

async function imported({ service, tenantId }: House, objects: readonly ExportedObject[], skipMalformed = false) {
  return expectOk(await importManagementObjects(service.context, { tenantId, objects, skipMalformed }));
}
