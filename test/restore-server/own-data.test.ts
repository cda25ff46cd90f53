// A person's restores are the person's: in their export, sealed, and gone when they are erased.

import assert from 'node:assert/strict';
import type { ExportPage } from '../../src/protocol/operations/own-data.ts';
import { OPERATOR } from '../../src/domain/audit/event.ts';
import { newId } from '../../src/server/context.ts';
import { eraseUser } from '../../src/server/keys/erase-user.ts';
import { expectOk } from '../database.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, eventNames, offered } from './restore-fixture.ts';

onEachServer(
  'an export has them, the database does not tell which apps, and erasing the person removes them',
  async (service) => {
    const { tenantId, fresh } = await annaWithTwoDevices(service);
    const { session, profiles } = await offered(fresh, 'firstSignIn');
    const [profile] = profiles;
    assert.ok(profile);
    const { profileId, snapshotId } = profile;
    const chosen = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
    const outcome = { kind: 'app', id: 'Contoso.Secret_8wekyb3d8bbwe', category: 'apps', state: 'pending' } as const;
    const done = await fresh.step(chosen.body, { kind: 'complete', outcomes: [outcome] });

    const { records } = (await fresh.send<ExportPage>('GET', '/v1/me/export')).body;
    assert.deepEqual(
      records.filter(({ record }) => record === 'restore'),
      [{ record: 'restore', restore: done.body, outcomes: [outcome] }],
    );
    assert.equal(records.filter(({ record }) => record === 'decision').length, 1);
    const rows = await service.sql('SELECT s::text AS row FROM restore_session s');
    const log = await service.sql("SELECT convert_from(body, 'UTF8') AS row FROM audit_entry");
    assert.ok(![...rows, ...log].some(({ row }) => String(row).includes('Secret')));

    const act = { tenantId, actor: OPERATOR, actorName: 'the operator', correlationId: newId(service.context) };
    expectOk(await eraseUser(service.context, act, fresh.enrolled.userId));
    const left = await service.sql(
      'SELECT (SELECT count(*) FROM restore_session) + (SELECT count(*) FROM eligibility_decision) AS rows',
    );
    assert.equal(Number(left[0]?.['rows']), 0);
    assert.ok((await eventNames(service)).includes('restore.completed'), 'the log stays');
    assert.equal((await fresh.read(session.sessionId)).status, 404);
  },
);
