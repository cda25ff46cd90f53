// The whole life of policies, driven by Microsoft's own client for Graph.

import assert from 'node:assert/strict';
import { type GraphJson, type GraphPage, onEachGraphHouse, refusalOf, textOf } from './graph-house.ts';

onEachGraphHouse('a policy from its definitions to its end', async ({ graph, service, events }) => {
  const definitions = (await graph('beta')
    .api('/deviceManagement/configurationSettings')
    .filter("contains(displayName, 'Enable Windows Backup')")
    .get()) as GraphPage;
  const definition = definitions.value[0];
  assert.equal(definition?.['id'], ENABLE_BACKUP);
  const [place] = (definition?.['@keepsake.places'] ?? []) as readonly GraphJson[];
  assert.equal(definition?.['categoryId'], 'backup');
  assert.equal(place?.['location'], ENABLE_BACKUP_LOCATION);
  const options = definition?.['options'] as readonly GraphJson[];
  const enabled = options.find((it) => it['displayName'] === 'Enabled');
  assert.equal(enabled?.['itemId'], `${ENABLE_BACKUP}_1`);

  const given = policy([choice(ENABLE_BACKUP, textOf(enabled?.['itemId']))]);
  const made = (await graph().api(POLICIES).post(given)) as GraphJson;
  assert.deepEqual([made['settingCount'], made['isAssigned'], made['settings']], [1, false, undefined]);
  const one = `${POLICIES}/${textOf(made['id'])}`;

  const quoted = `${POLICIES}('${textOf(made['id'])}')`;
  const assigned = (await graph().api(`${quoted}/microsoft.graph.assign`).post({ assignments: TARGETS })) as GraphPage;
  assert.deepEqual(
    assigned.value.map(({ target }) => target),
    TARGETS.map(({ target }) => target),
  );
  const whole = (await graph().api(one).expand('settings,assignments').get()) as GraphJson;
  assert.deepEqual(whole['settings'], [{ id: '0', ...given.settings[0] }]);
  assert.deepEqual(whole['assignments'], assigned.value);
  assert.equal(whole['isAssigned'], true);
  assert.deepEqual(((await graph().api(`${quoted}/settings`).get()) as GraphPage).value, whole['settings']);

  service.advance(1000);
  const etag = textOf(whole['@odata.etag']);
  const changed = (await graph()
    .api(one)
    .header('If-Match', etag)
    .patch({ description: 'For the pilot' })) as GraphJson;
  assert.equal(changed['description'], 'For the pilot');
  assert.equal(changed['name'], given.name);
  assert.ok(textOf(changed['lastModifiedDateTime']) > textOf(changed['createdDateTime']));
  const stale = await refusalOf(graph().api(one).header('If-Match', etag).patch({ description: 'Other' }));
  assert.equal(stale.status, 412);
  assert.equal((await refusalOf(graph().api(one).header('If-Match', etag).delete())).status, 412);

  const replaced = (await graph().api(one).put({ name: 'Plain', settings: [] })) as GraphJson;
  assert.deepEqual([replaced['description'], replaced['settingCount'], replaced['isAssigned']], [undefined, 0, true]);
  await graph().api(one).delete();
  assert.equal((await refusalOf(graph().api(one).get())).status, 404);
  for (const [activity, count] of [
    ['policy.created', 1],
    ['policy.assigned', 1],
    ['policy.changed', 2],
    ['policy.deleted', 1],
  ] as const) {
    assert.equal((await events(activity)).length, count, activity);
  }
});

const POLICIES = '/deviceManagement/configurationPolicies';
const ENABLE_BACKUP = 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup';
const ENABLE_BACKUP_LOCATION = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\SettingSync : EnableWindowsBackup`;
const TARGETS = [
  {
    target: {
      '@odata.type': '#microsoft.graph.groupAssignmentTarget',
      groupId: '01900000-0000-7000-8000-00000000aaaa',
    },
  },
  {
    target: {
      '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
      groupId: '01900000-0000-7000-8000-00000000bbbb',
    },
  },
  { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }, source: 'direct' },
];

function policy(settings: readonly GraphJson[]) {
  return { name: 'Backup', platforms: 'windows10', technologies: 'mdm', roleScopeTagIds: ['0'], settings };
}

function choice(settingDefinitionId: string, value: string): GraphJson {
  return {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
      settingDefinitionId,
      choiceSettingValue: { value, children: [] },
    },
  };
}
