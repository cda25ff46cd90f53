// Backups as Graph's Windows settings: what may be seen without looking into a backup, what content takes, and deleting it all.

import assert from 'node:assert/strict';
import { ROLE_IDS, type SignedIn } from '../access/signed-in.ts';
import { type GraphHouse, type GraphPage, onEachGraphHouse, refusalOf } from '../policy-server/graph-house.ts';
import { capture } from '../server/service-fixture.ts';

type Instance = { readonly id: string; readonly payload: string | null };
type Setting = {
  readonly id: string;
  readonly payloadType: string;
  readonly windowsDeviceId: string;
  readonly instances: readonly Instance[];
};

const READ_ALL = 'UserWindowsSettings.Read.All';
const DELETE_ALL = 'UserWindowsSettings.ReadWrite.All';
const REASON = 'The laptop was lost: ticket 4711';

onEachGraphHouse('a backup is two settings, found by device and kind; what is in it takes a reason', async (house) => {
  const anna = await house.device('anna');
  await anna.backUp(capture());
  const { userId } = anna.enrolled;
  const path = `/users/${userId}@${house.tenantId}/settings/windows`;
  const graph = house.graphAs(await backupAdministrator(house, READ_ALL), 'beta');

  const listed = ((await graph.api(path).get()) as { readonly value: readonly Setting[] }).value;
  const [profile, store] = listed;
  assert.ok(profile !== undefined && store !== undefined && listed.length === 2);
  assert.deepEqual(
    listed.map(({ payloadType }) => payloadType.split('.').at(-1)),
    ['deviceprofile', 'backupunitstore'],
  );
  const facts = JSON.parse(Buffer.from(profile.instances[0]?.payload ?? '', 'base64').toString()) as object;
  assert.deepEqual(Object.entries(facts).slice(0, 4), [
    ['profileId', `{${profile.windowsDeviceId}}`],
    ['deviceDisplayName', 'PC-anna'],
    ['createdBy', 'keepsake'],
    ['sourceProfileId', ''],
  ]);
  assert.equal(store.instances[0]?.payload, null, 'nobody looks into a backup by listing it');

  const filter = `settingType eq microsoft.graph.windowsSettingType'backup' and windowsDeviceId eq '${profile.windowsDeviceId}'`;
  assert.equal(((await graph.api(path).filter(filter).get()) as GraphPage).value.length, 2);
  assert.equal(((await graph.api(path).filter("settingType eq 'roaming'").get()) as GraphPage).value.length, 0);
  assert.equal((await refusalOf(graph.api(path).header('Prefer', 'odata.maxpagesize=201').get())).status, 400);
  const small = (await graph.api(path).header('Prefer', 'odata.maxpagesize=1').get()) as GraphPage;
  assert.equal(small.value.length, 1);
  assert.ok(small['@odata.nextLink']);

  const instance = graph.api(`${path}/${store.id}/instances/${store.instances[0].id}`);
  const without = await refusalOf(instance.get());
  assert.equal(without.status, 400);
  assert.match(without.message, /Keepsake-Reason is not there/);
  assert.equal((await house.events('backupContent.read')).length, 0);
  const read = (await instance.header('Keepsake-Reason', encodeURIComponent(`${REASON} – für Anna`)).get()) as Instance;
  assert.match(Buffer.from(read.payload ?? '', 'base64').toString(), /"made\.up\.theme"/);
  const [event] = await house.events('backupContent.read');
  assert.equal(event?.resources[0]?.modifiedProperties[0]?.newValue, `${REASON} – für Anna`);
});

onEachGraphHouse('who may see that there is a backup does not see what is in it', async (house) => {
  const anna = await house.device('anna');
  await anna.backUp(capture());
  const path = `/users/${anna.enrolled.userId}@${house.tenantId}/settings/windows`;
  const helpdesk = await house.person('hugo', { scp: READ_ALL, wids: [ROLE_IDS.helpdesk] });
  const graph = house.graphAs(helpdesk);
  const { value } = (await graph.api(path).get()) as { readonly value: readonly Setting[] };
  const store = value[1];
  const content = graph.api(`${path}/${store?.id}/instances/${store?.instances[0]?.id}`);
  assert.equal((await refusalOf(content.header('Keepsake-Reason', REASON).get())).status, 403);
  assert.equal((await house.events('access.denied')).length, 1);
  assert.equal((await refusalOf(graph.api(path).delete())).status, 403);

  const stranger = house.graphAs(await house.person('stefan', { scp: 'UserWindowsSettings.Read' }));
  assert.equal((await refusalOf(stranger.api(path).get())).status, 403);
  const elsewhere = path.replace(house.tenantId, anna.enrolled.userId);
  assert.equal((await refusalOf(graph.api(elsewhere).get())).status, 404);
});

onEachGraphHouse('all of a person’s backups are deleted at once, and they see it', async (house) => {
  const [anna, laptop] = [
    await house.device('anna'),
    await house.service.newDevice(house.tenantId, 'anna@contoso.example', 'L-1'),
  ];
  await anna.backUp(capture());
  await laptop.backUp(capture());
  const path = `/users/${anna.enrolled.userId}@${house.tenantId}/settings/windows`;
  const reader = house.graphAs(await backupAdministrator(house, READ_ALL), 'beta');
  assert.equal((await refusalOf(reader.api(path).delete())).status, 403, 'reading is not deleting');
  const graph = house.graphAs(await backupAdministrator(house, DELETE_ALL), 'beta');
  assert.equal(((await graph.api(path).get()) as GraphPage).value.length, 4);
  await graph.api(path).delete();
  assert.deepEqual(((await graph.api(path).get()) as GraphPage).value, []);
  assert.deepEqual(
    await house.service.counts().then(({ backup_profile, snapshot, blob }) => [backup_profile, snapshot, blob]),
    [0, 0, 0],
  );
  assert.equal((await house.events('backupProfile.deleted')).length, 2);
  await graph.api(path).delete();
  assert.equal((await house.events('backupProfile.deleted')).length, 2, 'once more is nothing');
  const { accesses } = (await anna.send<{ accesses: object[] }>('GET', '/v1/me/accesses')).body;
  assert.equal(accesses.length, 2);

  await anna.backUp(capture());
  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const hold = await olga.send('POST', `/v1/users/${anna.enrolled.userId}/legal-holds`, { reason: REASON });
  assert.equal(hold.status, 200);
  assert.equal((await refusalOf(graph.api(path).delete())).status, 409);
  assert.equal(((await graph.api(path).get()) as GraphPage).value.length, 2);
});

onEachGraphHouse('a person sees their own; what is in them, on a device of theirs', async (house) => {
  const device = await house.device('anna');
  await device.backUp(capture());
  const anna = await house.person('anna', { scp: 'UserWindowsSettings.Read' });
  const graph = house.graphAs(anna);
  const { value } = (await graph.api('/me/settings/windows').get()) as { readonly value: readonly Setting[] };
  assert.equal(value.length, 2);
  const [profile, store] = value;
  assert.ok(((await graph.api(`/me/settings/windows/${profile?.id}`).get()) as Setting).instances[0]?.payload);
  const content = `/me/settings/windows/${store?.id}/instances/${store?.instances[0]?.id}`;
  assert.equal((await refusalOf(graph.api(content).get())).status, 401);
  const onDevice = await device.send<Instance>('GET', `/v1.0${content}`);
  assert.equal(onDevice.status, 200);
  assert.match(Buffer.from(onDevice.body.payload ?? '', 'base64').toString(), /"made\.up\.theme"/);

  const bob = await house.person('bob', { scp: 'UserWindowsSettings.Read' });
  assert.deepEqual(((await house.graphAs(bob).api('/me/settings/windows').get()) as GraphPage).value, []);
  const other = await house.person('anna', { scp: 'Policy.Read.All' });
  const refused = await refusalOf(house.graphAs(other).api('/me/settings/windows').get());
  assert.deepEqual([refused.status, /scope UserWindowsSettings\.Read\./.test(refused.message)], [403, true]);
});

function backupAdministrator(house: GraphHouse, scp: string): Promise<SignedIn> {
  return house.person('berta', { scp, wids: [ROLE_IDS.backupAdministrator] });
}
