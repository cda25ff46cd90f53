// Files of an export on their way into an organization: what is in them is recognized, everything comes out of Graph's endpoints
// as it went in, what is damaged is named by where it stands, and importing again changes nothing.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../src/lib/canonical-json.ts';
import { importSources } from '../../src/server/import/import-sources.ts';
import { openFile } from '../../src/server/import/open-file.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from './made-records.ts';
import type { Page } from './records.ts';

onEachHouse('what goes in comes out, whatever form it came in', async (house) => {
  const devices = [1, 2, 3].map((nth) => madeManagedDevice(nth, { unheardOf: [nth] }));
  const forms: Readonly<Record<string, string>> = {
    'collection.json': JSON.stringify({ '@odata.context': `${GRAPH}deviceManagement/managedDevices`, value: devices }),
    'array.json': JSON.stringify(devices, null, 2),
    'one.json': JSON.stringify(devices[0]),
    'lines.jsonl': devices.map((it) => JSON.stringify(it)).join('\r\n'),
    'marked.json': `\uFEFF${JSON.stringify(devices)}`,
  };
  for (const [name, content] of Object.entries(forms)) {
    const outcome = await imported(house, { [name]: content });
    assert.deepEqual(Object.keys(outcome.files[0]?.counts ?? {}), ['managedDevice'], name);
    assert.deepEqual(outcome.files[0]?.leftOut, [], name);
  }
  const utf16 = Buffer.from(`\uFEFF${JSON.stringify(devices)}`, 'utf16le');
  assert.equal((await imported(house, { 'powershell.json': utf16 })).records.managedDevice?.unchanged, 3);
  const { send } = await administrator(house);
  const { body } = await send<Page>('GET', '/v1.0/deviceManagement/managedDevices');
  assert.deepEqual(body.value, devices);
  const events = await house.events('managedDevice.imported');
  assert.equal(events.length, 1, 'only the first changed anything');
  assert.deepEqual(
    events[0]?.resources.map(({ resourceId }) => resourceId),
    devices.map(({ id }) => id),
  );
});

onEachHouse('a CSV of the portal is read with its columns, and the others are kept', async (house) => {
  const csv = [
    '\uFEFFDevice ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Serial number,Model,"Primary user UPN",Managed by,Ownership,Compliance,JoinType,SkuFamily,"Color, of the case"',
    `${idOf('a', 1)},PC-1,2026-01-15 10:30:00.0000000,03/04/2026,${idOf('d', 1)},10.0.26100.4946,SN-1,"Notebook ""14""",anna@contoso.example,Co-managed,Corporate,In grace period,Hybrid Azure AD joined,Pro,red`,
    `${idOf('a', 2)},"PC-2",15.01.2026 10:30,01/15/2026 3:04:05 PM,00000000-0000-0000-0000-000000000000,10.0.22631.4169,SN-2,Notebook,,Intune,Personal,Not Evaluated,Azure AD joined,,`,
  ].join('\r\n');
  const outcome = await imported(house, { 'DevicesWithInventory.csv': csv });
  assert.deepEqual(outcome.records.managedDevice, { added: 2, changed: 0, unchanged: 0 });
  const { send } = await administrator(house);
  const { body } = await send<Page>('GET', '/v1.0/deviceManagement/managedDevices');
  assert.deepEqual(body.value[0], {
    id: idOf('a', 1),
    deviceName: 'PC-1',
    enrolledDateTime: '2026-01-15T10:30:00Z',
    azureADDeviceId: idOf('d', 1),
    osVersion: '10.0.26100.4946',
    serialNumber: 'SN-1',
    model: 'Notebook "14"',
    userPrincipalName: 'anna@contoso.example',
    managementAgent: 'configurationManagerClientMdm',
    managedDeviceOwnerType: 'company',
    complianceState: 'inGracePeriod',
    joinType: 'hybridAzureADJoined',
    skuFamily: 'Pro',
    // A date that may be in March or in April is nobody's; a column that Graph does not have stays.
    additionalColumns: { 'Last check-in': '03/04/2026', 'Color, of the case': 'red' },
  });
  const second = body.value[1] ?? {};
  assert.equal(second['lastSyncDateTime'], '2026-01-15T15:04:05Z');
  assert.equal(second['enrolledDateTime'], '2026-01-15T10:30:00Z');
  assert.equal(second['azureADDeviceId'], undefined);
});

onEachHouse('what is damaged is named by its place; it stops everything, or itself alone', async (house) => {
  const files = {
    'devices.csv': `Device ID;Device name;Serial number\n${idOf('a', 1)};PC-1;1\n${idOf('a', 2)};PC-2\n${idOf('a', 3)};PC-3;3\n;;\n`,
    'devices.jsonl': `${JSON.stringify(madeManagedDevice(7))}\n{"id": \n${JSON.stringify(madeManagedDevice(8, { lastSyncDateTime: 'yesterday' }))}\n`,
    'odd.json': JSON.stringify([madeDirectoryDevice(9), { hello: 1 }, { error: { code: 'NotFound' } }]),
  };
  const places = ['devices.csv:3', 'devices.csv:5', 'devices.jsonl:2', 'devices.jsonl:3'];
  const refused = await imported(house, files);
  assert.equal(refused.written, 'refused');
  assert.deepEqual(
    refused.files.flatMap(({ malformed }) => malformed.map(({ origin }) => origin)),
    places,
  );
  assert.equal(await kept(house), 0);

  const looked = await imported(house, files, { skipMalformed: true, isDryRun: true });
  assert.equal(looked.written, 'nothing');
  assert.equal(await kept(house), 0);

  const taken = await imported(house, files, { skipMalformed: true });
  assert.deepEqual(taken.records.managedDevice, { added: 3, changed: 0, unchanged: 0 });
  assert.deepEqual(
    taken.files[2]?.leftOut.map(({ origin }) => origin),
    ['odd.json#1', 'odd.json#2'],
  );
  assert.equal(await kept(house), 4);
});

onEachHouse('groups are known with their members, from either side', async (house) => {
  const [group, other, person] = [idOf('c', 1), idOf('c', 2), idOf('e', 1)];
  const files = {
    'groups.json': JSON.stringify({
      '@odata.context': `${GRAPH}groups`,
      value: [
        { id: group, displayName: 'Pilot', securityEnabled: true, members: [{ id: idOf('b', 1) }, { id: other }] },
      ],
    }),
    'members.json': JSON.stringify({
      '@odata.context': `${GRAPH}groups('${other}')/members`,
      value: [{ id: idOf('b', 2) }],
    }),
    'users.json': JSON.stringify({
      '@odata.context': `${GRAPH}users`,
      value: [{ id: person, userPrincipalName: 'a@b.c', memberOf: [{ id: group, displayName: 'Pilot' }] }],
    }),
  };
  const outcome = await imported(house, files);
  assert.equal(outcome.written, 'everything');
  const rows = await house.service.sql('SELECT group_id, member_id FROM group_record_member ORDER BY 1, 2');
  assert.deepEqual(
    rows.map((row) => [row['group_id'], row['member_id']]),
    [
      [group, idOf('b', 1)],
      [group, other],
      [group, person],
      [other, idOf('b', 2)],
    ],
  );
});

onEachHouse('policies, profiles and Conditional Access go where they belong', async (house) => {
  const outcome = await imported(house, { 'tenant.json': JSON.stringify(MANAGEMENT) });
  assert.deepEqual(outcome.objects.map(({ collection }) => collection).toSorted(), [
    'assignmentFilters',
    'configurationPolicies',
    'deviceEnrollmentConfigurations',
    'policies',
    'windowsAutopilotDeploymentProfiles',
  ]);
  const again = await imported(house, { 'tenant.json': JSON.stringify(MANAGEMENT) });
  assert.ok(again.objects.every((it) => it.outcome === 'unchanged'));
});

const GRAPH = 'https://graph.microsoft.com/beta/$metadata#';

const MANAGEMENT: Json = [
  {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
    name: 'Back up',
    platforms: 'windows10',
    technologies: 'mdm',
    settings: [
      {
        settingInstance: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
          settingDefinitionId: 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup',
          choiceSettingValue: {
            value: 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup_1',
            children: [],
          },
        },
      },
    ],
  },
  {
    '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
    id: `${idOf('f', 1)}_Windows10EnrollmentCompletionPageConfiguration`,
    displayName: 'Updates first',
    priority: 1,
    installQualityUpdates: true,
  },
  {
    '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
    id: idOf('f', 2),
    displayName: 'People',
    deviceType: 'windowsPc',
    preprovisioningAllowed: false,
    outOfBoxExperienceSetting: { deviceUsageType: 'singleUser' },
  },
  {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentFilter',
    id: idOf('f', 3),
    displayName: 'Company devices',
    platform: 'windows10AndLater',
    rule: '(device.deviceOwnership -eq "Corporate")',
  },
  {
    displayName: 'MFA for all',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  },
];

type Choices = { readonly skipMalformed?: boolean; readonly isDryRun?: boolean };

async function imported(house: House, files: Readonly<Record<string, string | Buffer>>, choices: Choices = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-import-'));
  try {
    const sources = [];
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
      sources.push(expectOk(await openFile(join(folder, name))));
    }
    const { tenantId, service } = house;
    const input = { tenantId, sources, skipMalformed: false, isDryRun: false, enforce: false, ...choices };
    return expectOk(await importSources(service.context, { ...input, onProgress: () => {} }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function administrator(house: House) {
  return house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
}

async function kept({ service }: House): Promise<number> {
  const [row] = await service.sql('SELECT count(*) AS count FROM device_record');
  return Number(row?.['count']);
}
