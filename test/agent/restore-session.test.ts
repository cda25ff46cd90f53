// The laws of a restore session on a device: whatever is cut short, going on comes to the same profile and one completed
// session; nothing happens without the person's word, and no word is asked for twice.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { reportUndos, noteUndo } from '../../src/agent/restore/report-undo.ts';
import { resumeSession, runSession } from '../../src/agent/restore/run-session.ts';
import type { SessionEnd } from '../../src/agent/restore/session-ports.ts';
import type { SessionOutcome } from '../../src/domain/restore/session.ts';
import { arbitraryProfile, type MemoryProfile, snapshotOf } from '../fixtures/memory-profile.ts';
import { expectOk } from '../database.ts';
import { FACTS, makeWorld, REQUEST, type World } from './session-world.ts';

const HOUR = 60 * 60_000;

/** Two fixed profiles that differ in many settings, cut down so that every act can be cut short. */
function world(context: TestContext): World {
  const [source, onto] = fc.sample(arbitraryProfile, { numRuns: 2, seed: 7 });
  assert.ok(source && onto);
  return makeWorld(context, snapshotOf(some(source), FACTS), some(onto));
}

function some(profile: MemoryProfile): MemoryProfile {
  return new Map([...profile].filter(([id]) => !id.startsWith('file:') && id.length % 16 === 3));
}

async function run(at: World): Promise<SessionEnd> {
  return expectOk(await runSession(at.start(), REQUEST));
}

/** Runs until the process dies; then it is started again, as often as it takes. */
async function runThrough(at: World): Promise<SessionEnd> {
  try {
    const end = await runSession(at.start(), REQUEST);
    if (end.ok && at.cut.acts < at.cut.crashAfter) return settled(at, end.value);
  } catch (error) {
    assert.match(String(error), /the process is dead/);
  }
  at.cut.crashAfter = Infinity;
  at.cut.lose = undefined;
  return settled(at, await run(at));
}

/** What could not be told yet is told by the next run. */
async function settled(at: World, end: SessionEnd): Promise<SessionEnd> {
  if (end.kind === 'ended' && end.unreported !== undefined) expectOk(await resumeSession(at.start()));
  return end;
}

test('a restore from the offer to its end', async (context) => {
  const at = world(context);
  const end = await run(at);
  assert.ok(end.kind === 'ended' && end.end.outcome === 'completed' && end.unreported === undefined);
  assert.ok(end.end.outcomes.filter(({ state }) => state === 'restored').length > 10);
  assert.deepEqual(
    at.sessions.map(({ state }) => state),
    ['completed'],
  );
  assert.deepEqual(at.sessions[0]?.outcomeCounts, countsOf(end));
  assert.deepEqual(
    at.news.map(({ kind }) => kind),
    ['offered', 'started', 'ended', 'reported'],
  );
  assert.equal(at.asked(), 1);
  assert.deepEqual([...at.askedFor], ['asked.for'], 'what the organization asks for comes back, too');
});

test('a crash after any act: started again, it comes to the same profile and one completed session', async (context) => {
  const whole = world(context);
  await run(whole);
  const wanted = whole.registry.everything();
  assert.ok(whole.cut.acts > 40, `${whole.cut.acts} acts`);
  for (let survived = 0; survived < whole.cut.acts; survived += 1) {
    const at = world(context);
    at.cut.crashAfter = survived;
    const end = await runThrough(at);
    const what = `after ${survived} acts: ${JSON.stringify(end)}`;
    assert.ok(end.kind === 'refused' || (end.kind === 'ended' && end.end.outcome === 'completed'), what);
    assert.deepEqual(at.registry.everything(), wanted, what);
    assert.deepEqual(
      at.sessions.map(({ state, outcomeCounts }) => ({ state, outcomeCounts })),
      whole.sessions.map(({ state, outcomeCounts }) => ({ state, outcomeCounts })),
      what,
    );
    assert.ok(at.asked() <= 2);
  }
});

test('a lost request and a lost answer are repeated without harm', async (context) => {
  const whole = world(context);
  await run(whole);
  const wanted = whole.registry.everything();
  for (let message = 1; message <= whole.cut.messages; message += 1) {
    for (const what of ['request', 'answer'] as const) {
      const at = world(context);
      at.cut.lose = { message, what };
      const end = await runThrough(at);
      assert.ok(end.kind === 'ended' && end.end.outcome === 'completed', `${what} ${message}`);
      assert.deepEqual(at.registry.everything(), wanted);
      assert.deepEqual(
        at.sessions.map(({ state }) => state),
        ['completed'],
        `${what} ${message}`,
      );
      assert.equal(at.asked(), 1);
    }
  }
});

test('without a word nothing changes, and the offer stays', async (context) => {
  const at = world(context);
  const before = at.registry.everything();
  at.answer('later');
  for (let time = 0; time < 3; time += 1) assert.equal((await run(at)).kind, 'open');
  assert.deepEqual(at.registry.everything(), before);
  assert.deepEqual(
    at.sessions.map(({ state }) => state),
    ['offered'],
  );
});

test('a refusal is told whatever is cut short, and nobody is asked twice; not even where the offer ended before it was heard', async (context) => {
  const whole = world(context);
  whole.answer('setUpAsNew');
  await run(whole);
  for (let survived = 0; survived < whole.cut.acts; survived += 1) {
    const at = world(context);
    at.answer('setUpAsNew');
    at.cut.crashAfter = survived;
    const before = at.registry.everything();
    const end = await runThrough(at);
    const isDone = end.kind === 'refused' || (end.kind === 'ended' && end.end.outcome === 'setUpAsNew');
    assert.ok(isDone, `after ${survived} acts`);
    assert.deepEqual(at.registry.everything(), before);
    assert.equal(at.sessions.at(-1)?.state, 'setUpAsNew');
  }
  const late = world(context);
  late.answer('setUpAsNew');
  late.cut.lose = { message: 2, what: 'request' };
  assert.equal((await runSession(late.start(), REQUEST)).ok, false);
  late.advance(25 * HOUR);
  const end = await run(late);
  assert.ok(end.kind === 'ended' && end.end.outcome === 'setUpAsNew');
  assert.equal(late.asked(), 1);
});

test('a session that expired before anything was written is dropped; the next offer is a new one', async (context) => {
  const at = world(context);
  const before = at.registry.everything();
  at.cut.lose = { message: 3, what: 'request' };
  assert.equal((await runSession(at.start(), REQUEST)).ok, false);
  at.advance(73 * HOUR);
  assert.deepEqual(at.registry.everything(), before);
  const resumed = expectOk(await resumeSession(at.start()));
  assert.ok(resumed?.kind === 'closed' && resumed.state === 'expired');
  assert.deepEqual(at.registry.everything(), before);
  assert.equal(expectOk(await resumeSession(at.start())), undefined);
  assert.equal((await run(at)).kind, 'ended');
  assert.equal(at.sessions.at(-1)?.state, 'completed');
});

test('a restore whose memory is gone is ended, and the person is asked anew', async (context) => {
  const at = world(context);
  at.cut.lose = { message: 3, what: 'request' };
  assert.equal((await runSession(at.start(), REQUEST)).ok, false);
  at.forget();
  at.cut.lose = undefined;
  const end = await run(at);
  assert.ok(end.kind === 'ended' && end.end.outcome === 'completed');
  assert.deepEqual(
    at.sessions.map(({ state, failureCode }) => failureCode ?? state),
    ['interrupted', 'completed'],
  );
  assert.equal(at.asked(), 2);
});

test('taking a restore back is told to the service, later where it can not be told now', async (context) => {
  const at = world(context);
  await run(at);
  const ports = at.start();
  const [finished] = ports.memory.read().finished;
  assert.ok(finished !== undefined);
  assert.equal(noteUndo(ports.memory, 'another', ports.newId), undefined);
  assert.equal(noteUndo(ports.memory, finished.applicationId, ports.newId), finished.sessionId);
  at.cut.lose = { message: at.cut.messages + 1, what: 'answer' };
  await reportUndos(ports);
  assert.equal(ports.memory.read().finished.length, 1);
  await reportUndos(at.start());
  assert.equal(at.sessions[0]?.state, 'undone');
  assert.deepEqual(ports.memory.read().finished, []);
  assert.equal(at.news.at(-1)?.kind, 'undone');
});

test('a restore that was taken back just before a crash is told to the service by the next run', async (context) => {
  const at = world(context);
  await run(at);
  at.takeBack();
  assert.equal(at.sessions[0]?.state, 'completed', 'the process ended before it could note anything');
  await resumeSession(at.start());
  assert.equal(at.sessions[0]?.state, 'undone');
  await resumeSession(at.start());
  assert.equal(at.news.filter(({ kind }) => kind === 'undone').length, 1);
});

test('apps that come back after the end are told to the service once, when all are at their end', async (context) => {
  const at = world(context);
  const ports = at.start();
  const app = { kind: 'app', id: 'Contoso.Notes_8wekyb3d8bbwe', category: 'apps' } as const;
  let ended: readonly SessionOutcome[] | undefined;
  const target = { ...ports.target, bringApps: () => [{ ...app, state: 'pending' } as const], endedApps: () => ended };
  expectOk(await runSession({ ...ports, target }, REQUEST));
  const version = at.sessions[0]?.version ?? 0;
  await resumeSession({ ...ports, target });
  assert.equal(at.sessions[0]?.version, version, 'it is on its way');

  ended = [{ ...app, state: 'restored' }];
  at.cut.lose = { message: at.cut.messages + 1, what: 'answer' };
  for (let times = 0; times < 3; times += 1) await resumeSession({ ...ports, target });
  assert.deepEqual([at.sessions[0]?.state, at.sessions[0]?.version], ['completed', version + 1]);
  at.takeBack();
  await resumeSession({ ...ports, target });
  assert.equal(at.sessions[0]?.state, 'undone', 'the version that the report led to is known');
});

test('what is refused by the registry is an outcome; where nothing arrives the restore failed', async (context) => {
  const at = world(context);
  const ports = at.start();
  const end = expectOk(
    await runSession({ ...ports, target: { ...ports.target, apply: async () => refusedByDisk } }, REQUEST),
  );
  assert.ok(end.kind === 'ended' && end.end.outcome === 'failed' && end.end.failureCode === 'write-failed');
  assert.deepEqual([at.sessions[0]?.state, at.sessions[0]?.failureCode], ['failed', 'write-failed']);
  assert.deepEqual(ports.memory.read().live, null);
});

const refusedByDisk = { ok: false, error: { code: 'write-failed', detail: 'no', fix: 'no' } } as const;

function countsOf(end: SessionEnd): Record<string, number> {
  const counts: Record<string, number> = {};
  if (end.kind === 'ended') for (const { state } of end.end.outcomes) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
