// What administrators see of other people's backups: lists and histories without a look inside, comparisons and exports as
// readings, over HTTP with signed tokens.

import assert from 'node:assert/strict';
import type { Static } from 'typebox';
import type { AppsDocument } from '../../src/domain/apps/app-list.ts';
import type { Approval } from '../../src/protocol/operations/access.ts';
import type { BackupHistory, BackupsPage, SnapshotComparison } from '../../src/protocol/operations/backups.ts';
import type { ErasureList } from '../../src/protocol/operations/keys.ts';
import type { BackupAccessList } from '../../src/protocol/operations/others-backups.ts';
import type { ExportPage } from '../../src/protocol/operations/own-data.ts';
import { chooseAccessPolicy } from '../../src/server/access/operate-roles.ts';
import { expectOk } from '../database.ts';
import { capture, CAPTURE } from '../server/service-fixture.ts';
import { type House, onEachHouse, ROLE_IDS } from './signed-in.ts';

const reason = 'Ticket 4711: the screen is broken';
const why = `reason=${encodeURIComponent(reason)}`;
const DAY = 24 * 60 * 60_000;

onEachHouse('a history tells how much there is and what keeps it, and nothing of what it is', async (house) => {
  const { path, one, two, profileId } = await annaChanges(house);
  const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
  const history = async (query = '') =>
    (await helen.send<BackupHistory>('GET', `${path}/backup-profiles/${profileId}/history${query}`)).body;

  const { entries, retention, displayName, next, freshness } = await history();
  assert.deepEqual([displayName, freshness, next], ['anna@contoso.example', 'fresh', null]);
  assert.deepEqual(
    entries.map(({ snapshot, report, keptBy }) => [snapshot.snapshotId, report, keptBy]),
    [
      [two, { appCount: 1, pinCount: null, unreadableCount: 1 }, 'latest'],
      [one, { appCount: 0, pinCount: null, unreadableCount: 0 }, 'newest'],
    ],
  );
  assert.equal(JSON.stringify(entries).includes('Contoso.Notes'), false);
  assert.equal(
    Date.parse(entries[1]?.keptUntil ?? '') - Date.parse(entries[1]?.snapshot.receivedAt ?? ''),
    retention.keepDays * DAY,
  );
  const first = await history('?limit=1');
  assert.deepEqual([first.entries.length, first.next], [1, two]);
  assert.equal((await history(`?limit=1&after=${two}`)).entries[0]?.snapshot.snapshotId, one);
  assert.equal((await house.events('backupContent.read')).length, 0, 'nobody read anything');
});

onEachHouse('everybody’s backups are searched, narrowed and sorted, page by page', async (house) => {
  await (await house.device('anna')).backUp(capture());
  house.service.advance(20 * DAY);
  await (await house.device('bea')).backUp(capture());
  const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
  const list = async (query: string) => (await helen.send<BackupsPage>('GET', `/v1/backups${query}`)).body;
  const devices = async (query: string) => (await list(query)).backups.map((it) => it.deviceName);

  assert.deepEqual(await devices(''), ['PC-bea', 'PC-anna']);
  assert.deepEqual(await devices('?sort=lastBackup'), ['PC-anna', 'PC-bea']);
  assert.deepEqual(await devices('?sort=person'), ['PC-anna', 'PC-bea']);
  assert.deepEqual(await devices('?show=ageing'), ['PC-anna']);
  assert.deepEqual(await devices('?search=BEA@'), ['PC-bea']);
  assert.deepEqual(await devices('?search=pc-a'), ['PC-anna']);
  const page = await list('?limit=1');
  assert.deepEqual(await devices(`?limit=1&after=${page.next}`), ['PC-anna']);
  const otto = await house.person('otto');
  assert.equal((await otto.send('GET', '/v1/backups')).status, 403);
});

onEachHouse('a comparison is a reading of both snapshots', async (house) => {
  const { anna, path, one, two } = await annaChanges(house);
  const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  const changes = `${path}/snapshots/${two}/changes?since=${one}`;
  assert.equal((await helen.send('GET', `${changes}&${why}`)).status, 403);
  assert.equal((await ben.send('GET', changes)).status, 400, 'without a reason');

  const { status, body } = await ben.send<SnapshotComparison>('GET', `${changes}&${why}`);
  assert.equal(status, 200);
  assert.deepEqual(
    body.settings.map(({ name, before, after }) => [name, before, after]),
    [['made.up.pointer', '"large"', '"small"']],
  );
  assert.deepEqual(
    body.apps.map(({ name, before, after }) => [name, before, after]),
    [['Notes', null, '1.0.0.0']],
  );
  const name = 'made.up.magnifier';
  assert.deepEqual(body.unreadable, [{ id: name, name, category: 'accessibility', why: 'it is odd' }]);
  assert.equal((await ben.send('GET', `${path}/snapshots/${two}/changes?${why}`)).status, 200);

  const [event] = await house.events('backupContent.read');
  assert.deepEqual(
    event?.resources.map((it) => [it.auditResourceType, it.resourceId]),
    [
      ['Snapshot', one],
      ['Snapshot', two],
      ['User', anna.enrolled.userId],
    ],
  );
  const seen = await anna.send<Static<typeof BackupAccessList>>('GET', '/v1/me/accesses');
  const told = seen.body.accesses.map((it) => it.snapshotId);
  assert.deepEqual(
    [one, two].map((id) => told.filter((it) => it === id).length),
    [1, 2],
  );
  assert.equal(told.length, 3);
});

onEachHouse('a comparison and an export take the second person’s word for all that they read', async (house) => {
  const { path, one, two } = await annaChanges(house);
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  const bella = await house.person('bella', { wids: [ROLE_IDS.backupAdministrator] });
  expectOk(await chooseAccessPolicy(house.service.context, house.tenantId, { contentReadApproval: true }));
  const approved = async (body: object) => {
    const { approvalId } = (await ben.send<Approval>('POST', `${path}/approvals`, { reason, ...body })).body;
    const { state } = (await bella.send<Approval>('POST', `${path}/approvals/${approvalId}/approve`)).body;
    assert.equal(state, 'approved');
  };
  const compare = async () => (await ben.send('GET', `${path}/snapshots/${two}/changes?since=${one}&${why}`)).status;
  const take = async () => (await ben.send('GET', `${path}/export?${why}`)).status;

  await approved({ snapshotId: two, once: false });
  assert.deepEqual([await compare(), await take()], [403, 403], 'one of both is not both, and not all');
  await approved({ once: true });
  assert.deepEqual([await compare(), await compare()], [200, 403], 'a comparison is one reading');
  await approved({ once: true });
  assert.deepEqual([await take(), await take()], [200, 403]);
  assert.equal((await house.events('approval.used')).length, 3);
  assert.equal((await house.events('access.denied')).length, 4);
});

onEachHouse(
  'an export of another’s data is what they would get themselves, told to them and to auditors',
  async (house) => {
    const { anna, path, profileId } = await annaChanges(house);
    const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
    const own = await anna.send<ExportPage>('GET', '/v1/me/export');
    const taken = await ben.send<ExportPage>('GET', `${path}/export?${why}`);
    assert.deepEqual(
      taken.body.records.filter((it) => it.record !== 'export'),
      own.body.records.filter((it) => it.record !== 'export'),
    );
    const [event] = await house.events('backupContent.exported');
    assert.equal(event?.resources[0]?.modifiedProperties[0]?.newValue, reason);
    const seen = await anna.send<Static<typeof BackupAccessList>>('GET', '/v1/me/accesses');
    assert.deepEqual(
      seen.body.accesses.map((it) => [it.act, it.profileId, it.snapshotId, it.reason]),
      [['read', profileId, null, reason]],
    );
  },
);

onEachHouse('the receipts of erasures stay at hand', async (house) => {
  const { path } = await annaChanges(house);
  const gail = await house.person('gail', { wids: [ROLE_IDS.globalAdministrator] });
  const receipts = async () => (await gail.send<ErasureList>('GET', `${path}/erasures`)).body.erasures;
  assert.deepEqual(await receipts(), []);
  const { body: receipt } = await gail.send<object>('POST', `${path}/erasures`);
  assert.deepEqual(await receipts(), [{ receipt, liftedAt: null }]);
});

/** So many that one unreadable is no half-read capture. */
const MANY = {
  ...CAPTURE,
  system: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`made.up.${i}`, { state: 'absent' } as const])),
};

/** Anna made her pointer small, got an app, and something could not be read. */
async function annaChanges(house: House) {
  const anna = await house.device('anna');
  const apps: AppsDocument = { format: 'keepsake.apps', version: 1, apps: [], unreadable: {} };
  const { snapshotId: one, profileId } = (await anna.backUp(capture(MANY, [], apps))).body.snapshot;
  house.service.advance(60_000);
  const notes = {
    packageFamilyName: 'Contoso.Notes_8wekyb3d8bbwe',
    displayName: 'Notes',
    source: 'store',
    version: '1.0.0.0',
    architecture: 'x64',
  } as const;
  const accessibility = {
    'made.up.pointer': 'small',
    'made.up.magnifier': { state: 'unreadable', reason: 'it is odd' },
  } as const;
  const { snapshotId: two } = (await anna.backUp(capture({ ...MANY, accessibility }, [], { ...apps, apps: [notes] })))
    .body.snapshot;
  return { anna, path: `/v1/users/${anna.enrolled.userId}`, one, two, profileId };
}
