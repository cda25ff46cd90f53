// What an organization chooses about eligibility, and what follows for somebody on a device.

import assert from 'node:assert/strict';
import { DEFAULT_BUILD_TABLE } from '../../src/domain/eligibility/default-build-table.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { ok } from '../../src/lib/result.ts';
import type { EffectivePolicy, TenantChoices } from '../../src/protocol/operations/policy.ts';
import { loadTenantChoices } from '../../src/server/policy/load-policy.ts';
import { inTenant } from '../../src/server/transact.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';

const CHOICES = '/v1/eligibility/choices';
const POLICIES = '/v1.0/deviceManagement/configurationPolicies';
const ENROLLMENT = '/v1.0/deviceManagement/deviceEnrollmentConfigurations';
const PILOT = '01900000-0000-7000-8000-00000000aaaa';
const ENABLE_BACKUP = 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup';

onEachHouse('choices have defaults, change by what is given, and are events with old and new', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const before = (await administrator.send<TenantChoices>('GET', CHOICES)).body;
  assert.deepEqual([before.liftedLimits, before.isBackupOnByDefault, before.isBuildTableOwn], [[], false, false]);
  assert.deepEqual(before.buildTable, DEFAULT_BUILD_TABLE);
  const [service, technical] = (['service', 'technical'] as const).map((it) => RULES.find(({ limit }) => limit === it));
  assert.ok(before.liftable.some(({ ruleId }) => ruleId === service?.id));

  const buildTable = { version: 'ours', releases: [{ name: 'Windows 11 24H2', build: 26100, minimum: {} }] };
  const wanted = { liftedLimits: [service?.id, service?.id], buildTable };
  const after = (await administrator.send<TenantChoices>('PATCH', CHOICES, wanted)).body;
  assert.deepEqual(after.liftedLimits, [service?.id]);
  assert.deepEqual([after.buildTable, after.isBuildTableOwn, after.isBackupOnByDefault], [buildTable, true, false]);
  assert.deepEqual(await stored(house), { liftedLimits: [service?.id], isBackupOnByDefault: false, buildTable });
  await administrator.send('PATCH', CHOICES, { liftedLimits: [service?.id] });
  const own = (await administrator.send<TenantChoices>('PATCH', CHOICES, { buildTable: null })).body;
  assert.deepEqual([own.isBuildTableOwn, own.liftedLimits], [false, [service?.id]]);

  const events = await house.events('tenantChoices.set');
  assert.deepEqual(
    events.map(({ resources: [resource] }) => resource?.modifiedProperties.map((it) => it.displayName)),
    [['liftedLimits', 'buildTable'], ['buildTable']],
    'what is so already is not changed',
  );
  for (const [refused, words] of [
    [{ liftedLimits: [technical?.id] }, /no limit of a service/],
    [{ liftedLimits: ['no-such'] }, /There is no such rule.*These can/],
    [
      { buildTable: { version: 'x', releases: [{ name: 'x', build: '26100', minimum: {} }] } },
      /\$\.releases\[0\]\.build/,
    ],
    [{}, /body/],
  ] as const) {
    const { status, body } = await administrator.send('PATCH', CHOICES, refused);
    assert.deepEqual([status, body.code], [400, 'bad-request']);
    assert.match(body.detail, words);
  }
});

onEachHouse('the effective policy names what holds, through which assignment, and what is not known', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const { userId, deviceId } = (await house.device('anna')).enrolled;
  const send = async (path: string, body: unknown) => {
    const { status, body: made } = await administrator.send<{ id: string }>('POST', path, body);
    assert.ok(status < 300, JSON.stringify(made));
    return made.id;
  };
  const toPilot = [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: PILOT } }];
  const settings = [
    {
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: ENABLE_BACKUP,
        choiceSettingValue: { value: `${ENABLE_BACKUP}_1`, children: [] },
      },
    },
  ];
  const policyId = await send(POLICIES, { name: 'Backup', settings, assignments: toPilot });
  await send(POLICIES, {
    name: 'For nobody',
    settings: [
      { settingInstance: { ...settings[0]?.settingInstance, choiceSettingValue: { value: `${ENABLE_BACKUP}_0` } } },
    ],
  });
  const page = { '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration', state: 'enabled' };
  const pageId = await send(ENROLLMENT, { ...page, displayName: 'Pilot', assignments: toPilot });
  const updates = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration';
  await send(ENROLLMENT, {
    '@odata.type': updates,
    displayName: 'ESP',
    installQualityUpdates: true,
    assignments: toPilot,
  });

  const ask = async () => {
    const path = `/v1/users/${userId}/devices/${deviceId}/effective-policy`;
    const { status, body } = await administrator.send<EffectivePolicy>('GET', path);
    assert.equal(status, 200);
    return { ...body, backup: body.values.find(({ policy }) => policy === 'EnableWindowsBackup') };
  };
  const unknown = await ask();
  assert.deepEqual([unknown.backup?.state, unknown.restorePage.state], ['unknown', 'unknown']);
  assert.ok(unknown.backup?.missing?.includes('person.groupIds'));
  assert.equal(unknown.installsQualityUpdates, null);

  await house.intoGroup(PILOT, userId);
  const known = await ask();
  const through = { kind: 'group', groupId: PILOT, groupName: PILOT };
  assert.equal(known.backup?.state, 'enabled');
  assert.deepEqual(known.backup?.origins, [{ by: 'tenant', policyId, policyName: 'Backup', through }]);
  assert.deepEqual(known.restorePage, {
    state: 'enabled',
    origin: { by: 'tenant', policyId: pageId, policyName: 'Pilot', through },
  });
  assert.equal(known.installsQualityUpdates, true);
  assert.deepEqual([known.userPrincipalName, known.deviceName], ['anna@contoso.example', 'PC-anna']);

  const nobody = '01900000-0000-7000-8000-00000000ffff';
  for (const path of [`/v1/users/${nobody}/devices/${deviceId}`, `/v1/users/${userId}/devices/${nobody}`]) {
    assert.equal((await administrator.send('GET', `${path}/effective-policy`)).status, 404);
  }
});

function stored({ service, tenantId }: House) {
  return inTenant(service.context, tenantId, async (tx) => ok(await loadTenantChoices(tx))).then(expectOk);
}
