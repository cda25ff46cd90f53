// Devices as Graph lists them: imported records come back as they were, Keepsake's own devices stand beside them in the same
// shape, queries are answered by the database as memory would answer them, and what is not supported is refused.

import assert from 'node:assert/strict';
import { ok } from '../../src/lib/result.ts';
import { recordDeviceReport } from '../../src/server/devices/load-device-facts.ts';
import { inTenant } from '../../src/server/transact.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { asFixture } from '../audit/demand-events.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from './made-records.ts';
import { keepRecords, type Page } from './records.ts';

const MANAGED = '/v1.0/deviceManagement/managedDevices';

onEachHouse('records come back as they were given, at v1.0 and beta', async (house) => {
  const { send } = await administrator(house);
  const record = madeManagedDevice(1, { unheardOf: { deep: [1, null] }, notes: 'ä "quoted"' });
  await keepRecords(house.service, house.tenantId, 'managedDevice', [record]);
  await keepRecords(house.service, house.tenantId, 'device', [madeDirectoryDevice(1)]);
  const listed = await send<Page>('GET', '/beta/deviceManagement/managedDevices');
  assert.deepEqual(listed.body.value, [record]);
  const { body, headers } = await send<Record<string, unknown>>('GET', `${MANAGED}/${idOf('a', 1)}`);
  const { '@odata.context': context, '@odata.etag': etag, ...members } = body;
  assert.match(String(context), /\$metadata#deviceManagement\/managedDevices\/\$entity$/);
  assert.equal(headers.get('etag'), etag);
  assert.deepEqual(members, record);
  const directory = await send<Page>('GET', `/v1.0/devices?$filter=deviceId eq '${idOf('d', 1)}'`);
  assert.deepEqual(directory.body.value, [madeDirectoryDevice(1)]);
});

onEachHouse('every page of a filtered and ordered list, once each', async (house) => {
  const { send } = await administrator(house);
  const records = Array.from({ length: 57 }, (_, nth) => madeManagedDevice(nth + 1));
  await keepRecords(house.service, house.tenantId, 'managedDevice', records);
  await house.device('anna');
  for (const [filter, expected] of QUERIES) {
    for (const order of ['id', 'deviceName desc', 'complianceState,enrolledDateTime desc', 'skuNumber']) {
      const query = new URLSearchParams({ $orderby: order, $top: '10', $count: 'true', $select: 'id,deviceName' });
      if (filter !== '') query.set('$filter', filter);
      const names = await allNames(house, `${MANAGED}?${query.toString()}`);
      assert.equal(names.length, expected, `${filter} by ${order}`);
      assert.equal(new Set(names).size, expected);
    }
  }
  for (const [query, word] of REFUSED) {
    const { status, body } = await send('GET', `${MANAGED}?${query}`);
    assert.equal(status, 400, query);
    assert.match(JSON.stringify(body), word);
  }
});

onEachHouse('a device that joined stands in the same shape, once', async (house) => {
  const { service, tenantId } = house;
  const { send } = await administrator(house);
  const device = await house.device('anna');
  const { deviceId } = device.enrolled;
  const reported = {
    facts: { windowsBuild: 26100, updateRevision: 4946, sku: 4, isCompliant: true, ownership: 'company' },
    enrollment: { path: 'oobeJoin' },
    localPolicies: [],
    enrollmentId: 'e1',
    reportedAt: new Date(service.context.clock()),
  } as const;
  await inTenant(service.context, tenantId, async (tx) => {
    await asFixture(tx);
    return ok(await recordDeviceReport(tx, deviceId, reported));
  });
  const managed = await send<Record<string, unknown>>('GET', `${MANAGED}/${deviceId}`);
  assert.equal(managed.body['deviceName'], 'PC-anna');
  assert.equal(managed.body['osVersion'], '10.0.26100.4946');
  assert.equal(managed.body['complianceState'], 'compliant');
  assert.equal(managed.body['deviceEnrollmentType'], 'windowsAzureADJoin');
  const directory = await send<Record<string, unknown>>('GET', `/v1.0/devices/${deviceId}`);
  assert.equal(directory.body['isCompliant'], true);
  assert.equal(directory.body['deviceOwnership'], 'Company');

  await service.sql(`UPDATE device SET directory_device_id = '${idOf('d', 7)}' WHERE device_id = '${deviceId}'`);
  await keepRecords(service, tenantId, 'managedDevice', [madeManagedDevice(7)]);
  const both = await send<Page>('GET', MANAGED);
  assert.deepEqual(
    both.body.value.map(({ id }) => id),
    [idOf('a', 7)],
  );
});

onEachHouse('a record is forgotten by whoever may, and only a record', async (house) => {
  const { send } = await administrator(house);
  await keepRecords(house.service, house.tenantId, 'managedDevice', [madeManagedDevice(1)]);
  const device = await house.device('anna');
  assert.equal((await send('DELETE', `${MANAGED}/${idOf('a', 1)}`)).status, 204);
  assert.equal((await send('DELETE', `${MANAGED}/${idOf('a', 1)}`)).status, 404);
  const own = await send('DELETE', `${MANAGED}/${device.enrolled.deviceId}`);
  assert.equal(own.status, 400);
  assert.match(JSON.stringify(own.body), /DELETE \/v1\/devices/);
  const [event, ...others] = await house.events('managedDevice.deleted');
  assert.equal(others.length, 0);
  assert.equal(event?.resources[0]?.resourceId, idOf('a', 1));
});

const QUERIES: readonly (readonly [filter: string, expected: number])[] = [
  ['', 58],
  ["complianceState eq 'compliant'", 38],
  ["deviceName eq 'pc-000007'", 1],
  ["startswith(deviceName,'PC-00000') or serialNumber eq 'SN-57'", 10],
  [`azureADDeviceId eq '${idOf('d', 9)}'`, 1],
  ["userPrincipalName eq 'Person12@contoso.example' and isEncrypted eq true", 1],
  ['enrolledDateTime ge 2024-01-01T00:50:00Z', 8],
  ["skuNumber eq 4 and not (managedDeviceOwnerType eq 'personal')", 46],
  ['skuNumber eq null', 1],
];

const REFUSED: readonly (readonly [query: string, words: RegExp])[] = [
  ['$filter=hardwareInformation eq 1', /hardwareInformation/],
  ['$filter=colour eq 1', /colour/],
  ['$expand=users', /expand/],
  ['$search=x', /search/],
  ['$top=0', /top/],
];

async function allNames(house: House, first: string): Promise<readonly unknown[]> {
  const { send } = await administrator(house);
  const names: unknown[] = [];
  for (let next: string | undefined = first, total: number | undefined; next !== undefined; ) {
    const { body, status }: { status: number; body: Page } = await send<Page>('GET', next);
    assert.equal(status, 200, JSON.stringify(body));
    total ??= body['@odata.count'];
    assert.equal(body['@odata.count'], total);
    names.push(...body.value.map(({ deviceName }) => deviceName));
    next = body['@odata.nextLink']?.replace(house.service.url, '');
  }
  return names;
}

function administrator(house: House) {
  return house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
}
