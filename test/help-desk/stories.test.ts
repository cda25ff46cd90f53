// What the help desk is told: who is meant, what went wrong and why, in the words in which it was decided; and nothing of a backup.

import assert from 'node:assert/strict';
import type { StoriesAnswer } from '../../src/protocol/operations/help-desk.ts';
import { onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { choosePolicies, FACTS, offered, restoring } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

onEachHouse(
  'the help desk finds somebody by a part of a name, and reads why they were not offered a restore',
  async (house) => {
    const { service, tenantId } = house;
    await choosePolicies(service, tenantId);
    const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
    const stories = async (search: string) =>
      (await helen.send<StoriesAnswer>('GET', `/v1/help-desk/stories?search=${encodeURIComponent(search)}`)).body;
    assert.deepEqual(await stories('nobody at all'), { people: [], story: null });

    const old = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'LAP-0001'));
    await service.newDevice(tenantId, 'annabel@contoso.example', 'LAP-0002');
    assert.equal((await stories('anna@')).story?.state, 'silent');
    await old.backUp(capture());
    service.advance(60_000);
    await old.checkIn();
    service.advance(60_000);
    const fresh = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'LAP-0003'));
    await fresh.ask('oobe', { facts: { ...FACTS, windowsBuild: 22000 } });

    const several = await stories('anna');
    assert.deepEqual([several.people.length, several.story], [2, null]);
    const { story } = await stories('lap-0003');
    assert.ok(story);
    assert.equal(story.state, 'problem');
    assert.equal(story.person.userPrincipalName, 'anna@contoso.example');
    assert.match(story.causes[0]?.administrator ?? '', /^Build 22000 is no release/);
    assert.match(story.causes[0]?.fix ?? '', /^Update to/);
    assert.match(story.causes[0]?.person ?? '', /version of Windows/);
    assert.deepEqual(
      story.entries.map(({ code }) => code),
      ['checkedIn', 'offerRefused', 'backupAllowed', 'checkedIn', 'backedUp'],
    );
    assert.doesNotMatch(JSON.stringify(story), /made\.up|dark|green|personalization/);

    service.advance(60_000);
    const { session, profiles } = await offered(fresh, 'oobe');
    const [profile] = profiles;
    assert.ok(profile);
    const { profileId, snapshotId } = profile;
    const { body: chosen } = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
    await fresh.step(chosen, { kind: 'fail', code: 'disk-full', outcomes: [] });
    assert.match((await stories('lap-0003')).story?.causes[0]?.administrator ?? '', /disk-full/);
    service.advance(60_000);
    const again = await offered(fresh, 'inUse');
    const { body: chosenAgain } = await fresh.step(again.session, { kind: 'choose', profileId, snapshotId });
    await fresh.step(chosenAgain, { kind: 'complete', outcomes: [] });
    const well = (await stories('lap-0003')).story;
    assert.deepEqual([well?.state, well?.causes, well?.entries[0]?.code], ['fine', [], 'restore-completed']);

    const otto = await house.person('otto');
    assert.equal((await otto.send('GET', '/v1/help-desk/stories?search=anna')).status, 403);
  },
);
