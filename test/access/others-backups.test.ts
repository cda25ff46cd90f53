// Reading and deleting another person's backups, over HTTP with signed tokens: who may, what it takes, and who comes to know.

import assert from 'node:assert/strict';
import type { BackupAccessList } from '../../src/protocol/operations/others-backups.ts';
import type { Static } from 'typebox';
import type { BackupProfile, SnapshotContent, SnapshotSummary } from '../../src/protocol/operations/backup.ts';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { ok } from '../../src/lib/result.ts';
import { addHold } from '../../src/server/keys/hold-store.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { capture, CAPTURE, type TestDevice } from '../server/service-fixture.ts';
import { type Claims, type House, onEachHouse, ROLE_IDS } from './signed-in.ts';

const REASON = 'Ticket 4711: the screen is broken';
const why = `reason=${encodeURIComponent(REASON)}`;

onEachHouse('a Global Administrator reads nobody’s backup; whom they make backup administrator does', async (house) => {
  const { anna, path, stored } = await withBackup(house);
  const { context } = house.service;
  // As a new organization begins: by the name of somebody who has never been here.
  const first = { role: 'Global Administrator', to: { user: 'gail@contoso.example' }, overGroup: undefined };
  expectOk(await giveRole(context, house.tenantId, first));
  const gail = await house.person('gail');
  const ben = await house.person('ben');

  assert.equal((await gail.send('GET', '/v1/role-assignments')).status, 200);
  assert.equal((await gail.send('GET', `${path}/snapshots`)).status, 200);
  const refused = await gail.send('GET', `${path}/snapshots/${stored.snapshotId}?${why}`);
  assert.deepEqual([refused.status, refused.body.code], [403, 'not-permitted']);
  assert.match(refused.body.detail, /backupContent\.read/);
  assert.equal((await gail.send('DELETE', `${path}/snapshots/${stored.snapshotId}?${why}`)).status, 403);
  const [denial, ...more] = await house.events('access.denied');
  assert.deepEqual(
    [denial?.actor.userPrincipalName, denial?.activityResult, more.length],
    ['gail@contoso.example', 'Failure', 0],
  );

  assert.equal((await ben.send('GET', `${path}/snapshots`)).status, 403);
  const given = { roleId: ROLE_IDS.backupAdministrator, principal: { kind: 'user', id: ben.oid } };
  assert.equal((await gail.send('POST', '/v1/role-assignments', given)).status, 201);
  const read = await ben.send<SnapshotContent>('GET', `${path}/snapshots/${stored.snapshotId}?files=true&${why}`);
  assert.equal(read.status, 200);
  assert.deepEqual(read.body, (await anna.get(stored.snapshotId, '?files=true')).body);

  const [event] = await house.events('backupContent.read');
  assert.equal(event?.actor.userPrincipalName, 'ben@contoso.example');
  assert.deepEqual(event?.actor.userPermissions, ['backupContent.read']);
  assert.deepEqual(
    event?.resources.map((it) => [it.auditResourceType, it.resourceId]),
    [
      ['Snapshot', stored.snapshotId],
      ['User', anna.enrolled.userId],
    ],
  );
  assert.equal(event?.resources[0]?.modifiedProperties[0]?.newValue, REASON);
  const seen = await anna.send<Static<typeof BackupAccessList>>('GET', '/v1/me/accesses');
  assert.deepEqual(
    seen.body.accesses.map((it) => [it.act, it.actorName, it.snapshotId, it.reason, it.deviceName]),
    [['read', 'ben@contoso.example', stored.snapshotId, REASON, 'PC-anna']],
  );
});

onEachHouse('without a reason, or with one that says nothing, nothing is read and nothing is noted', async (house) => {
  const { path, stored } = await withBackup(house);
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  const reasons = ['', '?reason=', '?reason=x', `?reason=${'%20'.repeat(20)}`, `?reason=Ticket%0A${'x'.repeat(20)}`];
  for (const query of reasons) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await ben.send(method, `${path}/snapshots/${stored.snapshotId}${query}`);
      assert.equal(answer.status, 400, `${method} ${query}`);
    }
  }
  assert.equal((await house.events('backupContent.read')).length, 0);
  assert.equal((await ben.send('GET', `${path}/snapshots/${stored.snapshotId}?${why}`)).status, 200);
});

onEachHouse('a role over a group reaches its members and nobody else', async (house) => {
  const { anna, path, stored } = await withBackup(house);
  const carl = await house.device('carl');
  await carl.backUp(capture());
  await house.intoGroup(NORTH, anna.enrolled.userId);
  const { context } = house.service;
  const ben = await house.person('ben');
  const north = { role: 'Microsoft 365 Backup Administrator', to: { user: 'ben@contoso.example' }, overGroup: NORTH };
  expectOk(await giveRole(context, house.tenantId, north));

  assert.equal((await ben.send('GET', `${path}/snapshots/${stored.snapshotId}?${why}`)).status, 200);
  const other = await ben.send('GET', `/v1/users/${carl.enrolled.userId}/snapshots`);
  assert.equal(other.status, 403);
  assert.match(other.body.detail, /members of a group/);
  const nobody = await ben.send('GET', '/v1/users/01900000-0000-7000-8000-000000000000/snapshots');
  assert.equal(nobody.body.detail, other.body.detail, 'whether somebody exists is not told');
  const whole = { ...north, role: 'Auditor' };
  const refused = await giveRole(context, house.tenantId, whole);
  assert.equal(refused.ok ? 'given' : refused.error.code, 'tenant-wide-only');
});

onEachHouse(
  'where the directory is elsewhere, a person is in the groups that their own token named lately',
  async (house) => {
    const { anna, path } = await withBackup(house);
    const { context, advance } = house.service;
    const north = { role: 'Microsoft 365 Backup Administrator', to: { user: 'ben@contoso.example' }, overGroup: NORTH };
    expectOk(await giveRole(context, house.tenantId, north));
    const comesWith = async (claims: Claims) => {
      advance(60_000);
      const seen = await (await house.person('anna', claims)).send('GET', '/v1/me/accesses');
      assert.equal(seen.status, 200);
    };
    const reaches = async () => (await (await house.person('ben')).send('GET', `${path}/snapshots`)).status === 200;

    assert.equal(await reaches(), false, 'nothing is known');
    const early = [
      await house.person('anna', { groups: [] }),
      await house.person('anna', { _claim_names: { groups: 'src1' } }),
    ];
    await comesWith({ groups: [SOUTH, NORTH] });
    assert.equal(await reaches(), true);
    for (const old of early) await old.send('GET', '/v1/me/accesses');
    assert.equal(await reaches(), true, 'an older token is no news');
    await comesWith({ groups: [SOUTH] });
    assert.equal(await reaches(), false, 'she left the group');
    await comesWith({ groups: [NORTH] });
    await comesWith({ _claim_names: { groups: 'src1' } });
    assert.equal(await reaches(), false, 'her token leaves groups out');
    await comesWith({ groups: [NORTH] });
    advance(30 * DAY - 60_000);
    assert.equal(await reaches(), true);
    advance(60_000);
    assert.equal(await reaches(), false, 'that was long ago');
    assert.equal((await anna.list()).status, 200, 'her own backups never depend on it');
  },
);

onEachHouse('a legal hold keeps what somebody may delete', async (house) => {
  const { anna, path, stored } = await withBackup(house);
  const { context } = house.service;
  const hold = { holdId: stored.snapshotId, userId: anna.enrolled.userId, reason: 'Case 12', placedBy: 'Legal' };
  const placedAt = new Date(context.clock());
  expectOk(
    await inTenant(context, house.tenantId, async (tx) => {
      await asFixture(tx);
      return ok(await addHold(tx, { ...hold, placedAt }));
    }),
  );
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  for (const what of [`snapshots/${stored.snapshotId}`, `backup-profiles/${stored.profileId}`]) {
    assert.equal((await ben.send('DELETE', `${path}/${what}?${why}`)).body.code, 'on-hold', what);
  }
  assert.equal((await anna.get(stored.snapshotId)).status, 200);
  assert.equal((await house.events('snapshot.deleted')).length, 0);
});

onEachHouse('what is listed of others is not what is in their backups', async (house) => {
  const { path, stored } = await withBackup(house);
  const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
  const { body } = await helen.send<{ snapshots: object[]; next: null }>('GET', `${path}/snapshots`);
  const { contentSha256: _, ...facts } = stored;
  assert.deepEqual(body, { snapshots: [facts], next: null });
  const profiles = await helen.send<{ profiles: BackupProfile[] }>('GET', `${path}/backup-profiles`);
  assert.deepEqual(
    profiles.body.profiles.map((it) => it.headSnapshotId),
    [stored.snapshotId],
  );
});

onEachHouse('deleting moves the head to the newest that is left, and the person sees it', async (house) => {
  const { anna, path, stored } = await withBackup(house);
  const [second, third] = [await anotherOf(house, anna, 'small'), await anotherOf(house, anna, 'medium')];
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  const remove = (what: string) => ben.send('DELETE', `${path}/${what}?${why}`);
  const left = async () => (await anna.list()).body.snapshots.map((it) => [it.snapshotId, it.isHead]);

  assert.equal((await remove(`snapshots/${third}`)).status, 204);
  assert.equal((await remove(`snapshots/${third}`)).status, 404);
  assert.deepEqual(await left(), [
    [second, true],
    [stored.snapshotId, false],
  ]);
  house.service.advance(1);
  assert.equal((await remove(`snapshots/${stored.snapshotId}`)).status, 204);
  assert.deepEqual(await left(), [[second, true]]);
  assert.equal((await anna.get(second)).status, 200);
  assert.equal((await house.service.counts())['blob'], 2, 'the contents of the deleted ones are gone');

  house.service.advance(1);
  assert.equal((await remove(`backup-profiles/${stored.profileId}`)).status, 204);
  const counts = await house.service.counts();
  assert.deepEqual([counts['backup_profile'], counts['snapshot'], counts['blob']], [0, 0, 0]);
  const seen = await anna.send<Static<typeof BackupAccessList>>('GET', '/v1/me/accesses');
  assert.deepEqual(
    seen.body.accesses.map((it) => [it.act, it.snapshotId]),
    [
      ['deleted', null],
      ['deleted', stored.snapshotId],
      ['deleted', third],
    ],
  );
  assert.equal((await anna.backUp(capture())).body.created, true, 'the device begins anew');
});

async function anotherOf(house: House, device: TestDevice, pointer: string): Promise<string> {
  house.service.advance(60_000);
  const changed = capture({ ...CAPTURE, accessibility: { 'made.up.pointer': pointer } });
  return (await device.backUp(changed)).body.snapshot.snapshotId;
}

const NORTH = '01900000-0000-7000-8000-0000000000aa';
const SOUTH = '01900000-0000-7000-8000-0000000000bb';
const DAY = 24 * 60 * 60 * 1000;

/** Anna has one snapshot. */
async function withBackup(house: House): Promise<{ anna: TestDevice; path: string; stored: SnapshotSummary }> {
  const anna = await house.device('anna');
  const stored = (await anna.backUp(capture())).body.snapshot;
  return { anna, path: `/v1/users/${anna.enrolled.userId}`, stored };
}
