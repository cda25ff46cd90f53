// What can not be kept or acted on is refused by its path, in Graph's words, and nothing is stored; what nobody here knows is
// kept as it came.

import assert from 'node:assert/strict';
import type { Json } from '../../src/lib/canonical-json.ts';
import type { GraphError } from '../../src/protocol/graph-error.ts';
import {
  ASSIGNMENTS_MAX,
  MANAGEMENT_OBJECT_BYTES_MAX,
  MANAGEMENT_OBJECT_DEPTH_MAX,
  NAME_LENGTH_MAX,
} from '../../src/protocol/limits.ts';
import { onEachHouse, ROLE_IDS } from '../access/signed-in.ts';

const ROOT = '/v1.0/deviceManagement';
const RESTORE_PAGE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
const GROUP = '#microsoft.graph.groupAssignmentTarget';

type Refusal = {
  readonly what: string;
  readonly collection: string;
  readonly body: Json;
  readonly words: RegExp;
  readonly status?: number;
};

const assigned = (...assignments: readonly Json[]) => ({ name: 'x', assignments });
const toGroup = { target: { '@odata.type': GROUP, groupId: 'pilot' } };

const REFUSED: readonly Refusal[] = [
  {
    what: 'an endless name',
    collection: 'configurationPolicies',
    body: { name: 'ü'.repeat(NAME_LENGTH_MAX + 1) },
    words: /\$\.name/,
  },
  { what: 'no name', collection: 'configurationPolicies', body: { settings: [] }, words: /\$\.name/ },
  {
    what: 'settings that are none',
    collection: 'configurationPolicies',
    body: { name: 'x', settings: 7 },
    words: /\$\.settings/,
  },
  {
    what: 'a setting without a definition',
    collection: 'configurationPolicies',
    body: { name: 'x', settings: [{ settingInstance: {} }] },
    words: /\$\.settings\[0\]\.settingInstance\.settingDefinitionId/,
  },
  {
    what: 'half a character',
    collection: 'configurationPolicies',
    body: { name: 'x', a: ['\ud800'] },
    words: /half of a/,
  },
  {
    what: 'a text with U+0000',
    collection: 'configurationPolicies',
    body: { name: 'x', 'b\0': 1 },
    words: /half of a/,
  },
  {
    what: 'too deep',
    collection: 'configurationPolicies',
    body: { name: 'x', deep: nested(MANAGEMENT_OBJECT_DEPTH_MAX) },
    words: /\$\.deep/,
  },
  {
    what: 'too large',
    collection: 'configurationPolicies',
    body: { name: 'x', text: 'y'.repeat(MANAGEMENT_OBJECT_BYTES_MAX) },
    words: /bytes/,
    status: 413,
  },
  {
    what: 'another kind of enrollment',
    collection: 'deviceEnrollmentConfigurations',
    body: { '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration', displayName: 'x' },
    words: /@odata\.type.*windowsRestore/,
  },
  {
    what: 'no type',
    collection: 'deviceEnrollmentConfigurations',
    body: { displayName: 'x', state: 'enabled' },
    words: /@odata\.type/,
  },
  {
    what: 'a state that is none',
    collection: 'deviceEnrollmentConfigurations',
    body: { '@odata.type': RESTORE_PAGE, displayName: 'x', state: 'on' },
    words: /\$\.state/,
  },
  {
    what: 'a profile that is none',
    collection: 'windowsAutopilotDeploymentProfiles',
    body: { displayName: 'x' },
    words: /@odata\.type/,
  },
  {
    what: 'a rule that is none',
    collection: 'assignmentFilters',
    body: { displayName: 'x', platform: 'windows10AndLater', rule: '(device.model -eq' },
    words: /\$\.rule/,
  },
  {
    what: 'a filter for a group',
    collection: 'assignmentFilters',
    body: { displayName: 'x', platform: 'iOS', rule: 'x', assignments: [toGroup] },
    words: /\$\.assignments/,
  },
  {
    what: 'a target of another product',
    collection: 'configurationPolicies',
    body: assigned({
      target: { '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget', collectionId: 'x' },
    }),
    words: /\$\.assignments\[0\]\.target/,
  },
  {
    what: 'a group that is not named',
    collection: 'configurationPolicies',
    body: assigned({ target: { '@odata.type': GROUP } }),
    words: /groupId/,
  },
  {
    what: 'a group twice',
    collection: 'configurationPolicies',
    body: assigned(toGroup, {
      target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'PILOT' },
    }),
    words: /\$\.assignments\[1\]/,
  },
  {
    what: 'a filter that is not there',
    collection: 'configurationPolicies',
    body: assigned({
      target: {
        ...toGroup.target,
        deviceAndAppManagementAssignmentFilterId: 'none',
        deviceAndAppManagementAssignmentFilterType: 'include',
      },
    }),
    words: /no such filter/,
  },
  {
    what: 'too many assignments',
    collection: 'configurationPolicies',
    body: assigned(
      ...Array.from({ length: ASSIGNMENTS_MAX + 1 }, (_, nth) => ({
        target: { '@odata.type': GROUP, groupId: String(nth) },
      })),
    ),
    words: /\$\.assignments/,
  },
];

onEachHouse('what can not be kept is refused by its path, and nothing is stored', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  for (const { what, collection, body, words, status = 400 } of REFUSED) {
    const refused = await administrator.send<GraphError>('POST', `${ROOT}/${collection}`, body);
    assert.equal(refused.status, status, `${what}: ${JSON.stringify(refused.body)}`);
    assert.match(refused.body.error.message, words, what);
  }
  const rows = await house.service.sql('SELECT object_id FROM management_object');
  assert.deepEqual(rows, []);
  assert.equal((await house.events('policy.created')).length, 0);
});

onEachHouse('what nobody here knows is kept, through changes; what is needed by others stays', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const post = async (path: string, body: Json) =>
    (
      await administrator.send<{ readonly id: string; readonly [member: string]: Json }>(
        'POST',
        `${ROOT}/${path}`,
        body,
      )
    ).body;
  const given = {
    name: 'x',
    'invented@odata.type': '#x',
    invented: { deep: [1, null, 'ü', { more: 1.5 }] },
    templateReference: { templateId: '', later: true },
  };
  const made = await post('configurationPolicies', given);
  const one = `${ROOT}/configurationPolicies/${made.id}`;
  const change = {
    invented: { deep: [2] },
    templateReference: { templateFamily: 'none' },
    id: 'other',
    settingCount: 9,
  };
  const { body: changed } = await administrator.send<Record<string, Json>>('PATCH', one, change);
  assert.deepEqual(
    [changed['invented'], changed['templateReference'], changed['invented@odata.type'], changed['settingCount']],
    [{ deep: [2] }, { templateId: '', later: true, templateFamily: 'none' }, '#x', 0],
  );
  assert.equal((await administrator.send<GraphError>('PATCH', one, { assignments: [] })).status, 400);

  const filter = await post('assignmentFilters', {
    displayName: 'Surfaces',
    platform: 'windows10AndLater',
    rule: '(device.model -startsWith "Surface")',
  });
  const narrowed = {
    ...toGroup.target,
    deviceAndAppManagementAssignmentFilterId: filter.id,
    deviceAndAppManagementAssignmentFilterType: 'include',
  };
  await administrator.send('POST', `${one}/assign`, { assignments: [{ target: narrowed }] });
  const inUse = await administrator.send<GraphError>('DELETE', `${ROOT}/assignmentFilters/${filter.id}`);
  assert.deepEqual([inUse.status, inUse.body.error.innerError.code], [409, 'in-use']);
  await administrator.send('POST', `${one}/assign`, { assignments: [] });
  assert.equal((await administrator.send('DELETE', `${ROOT}/assignmentFilters/${filter.id}`)).status, 204);
});

onEachHouse('what is kept has room in the audit log, whatever is in it', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const assignments = Array.from({ length: ASSIGNMENTS_MAX }, (_, nth) => ({
    target: { '@odata.type': GROUP, groupId: `${nth}-${'\u4e00'.repeat(100)}` },
  }));
  for (const filling of ['"', '\u0001', '\u4e00', '\ud83d\ude00']) {
    const name = filling.repeat(NAME_LENGTH_MAX / 2 - 1);
    const text = filling.repeat(4000);
    const body = { name, text, assignments };
    const made = await administrator.send<{ readonly id: string }>('POST', `${ROOT}/configurationPolicies`, body);
    assert.equal(made.status, 201);
    const one = `${ROOT}/configurationPolicies/${made.body.id}`;
    assert.equal((await administrator.send('PATCH', one, { text: `${text}.`, name: `${name}.` })).status, 200);
  }
});

function nested(depth: number): Json {
  return depth === 0 ? 'x' : [nested(depth - 1)];
}
