// The second person, over HTTP with signed tokens: where an organization asks for one, nobody reads anybody's backup alone.

import assert from 'node:assert/strict';
import type { Static } from 'typebox';
import type { Approval, ApprovalList } from '../../src/protocol/operations/access.ts';
import { chooseAccessPolicy, giveRole } from '../../src/server/access/operate-roles.ts';
import { expectOk } from '../database.ts';
import { capture, CAPTURE, type Answer } from '../server/service-fixture.ts';
import { type House, onEachHouse, ROLE_IDS, type SignedIn } from './signed-in.ts';

const why = `reason=${encodeURIComponent('Ticket 4711: the screen is broken')}`;
const reason = 'Ticket 4711: the screen is broken';
const MINUTE = 60_000;

onEachHouse('one reading takes one approval by somebody else', async (house) => {
  const { read, ben, bella, request, decide, one } = await withSecondPerson(house);
  assert.deepEqual(codes(await read(one)), [403, 'approval-required']);
  assert.equal((await house.events('access.denied')).length, 1);

  const asked = await request({ reason, snapshotId: one });
  assert.deepEqual([asked.status, asked.body.state], [201, 'pending']);
  assert.deepEqual(codes(await read(one)), [403, 'approval-required'], 'asking is not enough');
  assert.deepEqual(codes(await decide(ben, asked.body, 'approve')), [403, 'second-person-required']);
  const inbox = await bella.send<Static<typeof ApprovalList>>('GET', '/v1/approvals');
  assert.deepEqual(
    inbox.body.approvals.map((it) => [it.requesterName, it.reason, it.state]),
    [['ben@contoso.example', reason, 'pending']],
  );
  assert.equal((await decide(bella, asked.body, 'approve')).body.state, 'approved');
  assert.deepEqual(codes(await decide(bella, asked.body, 'refuse')), [409, 'already-decided']);

  assert.equal((await read(one)).status, 200);
  assert.deepEqual(codes(await read(one)), [403, 'approval-required'], 'once is once');
  for (const activity of ['requested', 'approved', 'used']) {
    assert.equal((await house.events(`approval.${activity}`)).length, 1, activity);
  }
  const [event] = await house.events('backupContent.read');
  assert.deepEqual(event?.resources[2]?.resourceId, asked.body.approvalId);
});

onEachHouse('of two readings at once with one approval, one is refused', async (house) => {
  const { read, bella, request, decide, one } = await withSecondPerson(house);
  await decide(bella, (await request({ reason })).body, 'approve');
  const statuses = (await Promise.all([1, 2, 3, 4].map(() => read(one)))).map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 403, 403, 403],
  );
});

onEachHouse(
  'an approval for a time holds for that time, for its person, its snapshot and its requester',
  async (house) => {
    const { read, bella, request, decide, one, two, anna } = await withSecondPerson(house);
    const asked = await request({ reason, snapshotId: one, once: false, minutes: 30 });
    await decide(bella, asked.body, 'approve');
    house.service.advance(30 * MINUTE - 1);
    assert.equal((await read(one)).status, 200);
    assert.equal((await read(one)).status, 200);
    assert.deepEqual(codes(await read(two)), [403, 'approval-required'], 'another snapshot');
    const byBella = await bella.send('GET', `/v1/users/${anna}/snapshots/${one}?${why}`);
    assert.deepEqual(codes(byBella), [403, 'approval-required'], 'the one who approved is not the one who asked');
    house.service.advance(1);
    assert.deepEqual(codes(await read(one)), [403, 'approval-required'], 'over');
    const tooLong = await request({ reason, minutes: 481 });
    assert.equal(tooLong.status, 400);
  },
);

onEachHouse('what was refused, or not decided in three days, opens nothing', async (house) => {
  const { read, bella, request, decide, one } = await withSecondPerson(house);
  const [refused, late] = [await request({ reason }), await request({ reason })];
  assert.equal((await decide(bella, refused.body, 'refuse')).body.state, 'refused');
  assert.deepEqual(codes(await decide(bella, refused.body, 'approve')), [409, 'already-decided']);
  house.service.advance(72 * 60 * MINUTE);
  const next = await house.person('bella', { wids: [ROLE_IDS.backupAdministrator] });
  assert.deepEqual(codes(await decide(next, late.body, 'approve')), [409, 'already-decided']);
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  assert.deepEqual(codes(await read(one, ben)), [403, 'approval-required']);
});

onEachHouse('a second person has to be a person, over that person, and is not found by guessing', async (house) => {
  const { ben, bella, request, decide, anna, one } = await withSecondPerson(house);
  const asked = (await request({ reason, snapshotId: one })).body;
  const robot = await house.application(ROBOT, { roles: ['approval.decide'] });
  assert.deepEqual(codes(await decide(robot, asked, 'approve')), [403, 'not-permitted']);
  const gina = await house.person('gina', { wids: [ROLE_IDS.helpdesk] });
  assert.deepEqual(codes(await decide(gina, asked, 'approve')), [403, 'not-permitted']);
  const south = { role: 'Microsoft 365 Backup Administrator', to: { user: 'sam@contoso.example' }, overGroup: SOUTH };
  expectOk(await giveRole(house.service.context, house.tenantId, south));
  const sam = await house.person('sam');
  assert.deepEqual(codes(await decide(sam, asked, 'approve')), [403, 'not-permitted']);
  assert.deepEqual((await sam.send<Static<typeof ApprovalList>>('GET', '/v1/approvals')).body.approvals, []);
  // The request of one person can not be decided under another's name.
  const elsewhere = { ...asked, userId: ben.oid };
  assert.deepEqual(codes(await decide(bella, elsewhere, 'approve')), [404, 'not-found']);
  await house.intoGroup(SOUTH, anna);
  assert.equal((await decide(sam, asked, 'approve')).body.state, 'approved');
});

onEachHouse('nobody gets around the second person alone', async (house) => {
  const { tenantId, service } = house;
  const gail = await house.person('gail', { wids: [ROLE_IDS.globalAdministrator], groups: [STAFF] });
  await gail.send('GET', '/v1/me/permissions');
  const toSelf = (principal: object) =>
    gail.send('POST', '/v1/role-assignments', { roleId: ROLE_IDS.backupAdministrator, principal });
  assert.equal((await gail.send('PATCH', '/v1/access-policy', { contentReadApproval: true })).status, 200);

  assert.deepEqual(codes(await toSelf({ kind: 'user', id: gail.oid })), [403, 'second-person-required']);
  assert.deepEqual(codes(await toSelf({ kind: 'group', id: STAFF })), [403, 'second-person-required']);
  const off = await gail.send('PATCH', '/v1/access-policy', { contentReadApproval: false });
  assert.deepEqual(codes(off), [403, 'second-person-required']);
  const auditor = { roleId: ROLE_IDS.auditor, principal: { kind: 'user', id: gail.oid } };
  assert.equal((await gail.send('POST', '/v1/role-assignments', auditor)).status, 201, 'other roles are no secret');

  expectOk(await chooseAccessPolicy(service.context, tenantId, { contentReadApproval: false }));
  assert.equal((await toSelf({ kind: 'user', id: gail.oid })).status, 201, 'without the wish it is audited alone');
  assert.equal((await house.events('role.assigned')).length, 2);
  assert.equal((await house.events('accessPolicy.set')).length, 2);
});

onEachHouse('who asks too often waits until somebody has decided', async (house) => {
  const { bella, request, decide } = await withSecondPerson(house);
  const [first] = await Promise.all(Array.from({ length: 20 }, () => request({ reason })));
  const more = await request({ reason });
  assert.deepEqual(codes(more), [409, 'too-many']);
  if (first !== undefined) await decide(bella, first.body, 'refuse');
  assert.equal((await request({ reason })).status, 201);
});

const ROBOT = '01900000-0000-7000-8000-0000000000cc';
const SOUTH = '01900000-0000-7000-8000-0000000000bb';
const STAFF = '01900000-0000-7000-8000-0000000000dd';

/** Anna has two snapshots; Ben wants to read one; Bella could approve; the organization asks for that. */
async function withSecondPerson(house: House) {
  const device = await house.device('anna');
  const anna = device.enrolled.userId;
  const one = (await device.backUp(capture())).body.snapshot.snapshotId;
  const changed = capture({ ...CAPTURE, accessibility: { 'made.up.pointer': 'small' } });
  const two = (await device.backUp(changed)).body.snapshot.snapshotId;
  const ben = await house.person('ben', { wids: [ROLE_IDS.backupAdministrator] });
  const bella = await house.person('bella', { wids: [ROLE_IDS.backupAdministrator] });
  expectOk(await chooseAccessPolicy(house.service.context, house.tenantId, { contentReadApproval: true }));
  return {
    anna,
    one,
    two,
    ben,
    bella,
    read: (snapshotId: string, who = ben) => who.send('GET', `/v1/users/${anna}/snapshots/${snapshotId}?${why}`),
    request: (body: object) => ben.send<Approval>('POST', `/v1/users/${anna}/approvals`, body),
    decide: (who: SignedIn, { userId, approvalId }: Approval, decision: 'approve' | 'refuse') =>
      who.send<Approval>('POST', `/v1/users/${userId}/approvals/${approvalId}/${decision}`),
  };
}

function codes({ status, body }: Answer<unknown>): [number, string] {
  return [status, (body as { code: string }).code];
}
