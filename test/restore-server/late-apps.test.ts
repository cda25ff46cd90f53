// Apps come back after a restore was completed: what became of them takes the place of what was pending, and nothing else changes.

import assert from 'node:assert/strict';
import type { SessionTransition } from '../../src/protocol/operations/restore.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, eventNames, offered } from './restore-fixture.ts';

onEachServer('what became of apps later is told once, and changes nothing else that was told', async (service) => {
  const { fresh } = await annaWithTwoDevices(service);
  const { session, profiles } = await offered(fresh, 'firstSignIn');
  const [profile] = profiles;
  assert.ok(profile !== undefined);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
  const theme = { kind: 'setting', id: 'made.up.theme', category: 'personalization', state: 'restored' } as const;
  const [notes, paint] = (['Contoso.Notes_8wekyb3d8bbwe', 'Contoso.Paint_8wekyb3d8bbwe'] as const).map(
    (id) => ({ kind: 'app', id, category: 'apps' }) as const,
  );
  assert.ok(notes !== undefined && paint !== undefined);
  const outcomes = [theme, { ...notes, state: 'pending' }, { ...paint, state: 'unchanged' }] as const;
  const { body: done } = await fresh.step(chosen, { kind: 'complete', outcomes: [...outcomes] });
  assert.deepEqual(done.outcomeCounts, { restored: 1, pending: 1, unchanged: 1 });

  service.advance(3_600_000);
  const transition: SessionTransition['transition'] = {
    kind: 'appsEnded',
    outcomes: [
      { ...notes, state: 'restored' },
      { ...paint, state: 'failed' },
      { ...theme, state: 'failed' },
    ],
  };
  const step = { transitionId: '01900000-0000-7000-8000-00000000a115', version: done.version, transition };
  const { body: told } = await fresh.move(done.sessionId, step);
  assert.deepEqual([told.state, told.endedAt], ['completed', done.endedAt]);
  assert.deepEqual(told.outcomeCounts, { restored: 2, unchanged: 1 });
  assert.deepEqual((await fresh.move(done.sessionId, step)).body, told, 'a repeat is harmless');
  assert.deepEqual((await fresh.read(done.sessionId)).body.outcomes, [
    theme,
    { ...notes, state: 'restored' },
    outcomes[2],
  ]);
  assert.equal((await eventNames(service)).at(-1), 'restore.appsEnded');
  assert.equal((await fresh.step(told, { kind: 'undo' })).body.state, 'undone');
});
