// The marker of the last restore: what stands where, in which order, and that its page names every value.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { textAt } from '../../src/agent/registry/typed-values.ts';
import { MARKER_PLACES, markUndone, writeMarker } from '../../src/agent/restore/restore-marker.ts';
import type { LocalEnd, SessionNews } from '../../src/agent/restore/session-ports.ts';
import { sessionTeller } from '../../src/agent/restore/tell-session.ts';
import { eventLog } from '../../src/agent/status/event-log.ts';
import { type FakeRegistry, fakeRegistry } from '../windows/fake-registry.ts';

const { person, machine } = MARKER_PLACES;

const COMPLETED: LocalEnd = {
  sessionId: '0199f1aa-0000-7000-8000-000000000001',
  phase: 'firstSignIn',
  outcome: 'completed',
  endedAt: '2026-01-01T08:00:00.000Z',
  sourceDevice: 'LAP-0042',
  snapshotId: '0199f1aa-0000-7000-8000-000000000002',
  outcomes: [
    { kind: 'setting', id: 'a', category: 'x', state: 'restored' },
    { kind: 'setting', id: 'b', category: 'x', state: 'failed', code: 'not-confirmed' },
    { kind: 'app', id: 'c', category: 'apps', state: 'pending' },
  ],
};

const FAILED: LocalEnd = { ...COMPLETED, outcome: 'failed', failureCode: 'write-failed', outcomes: [] };

function valuesAt(registry: FakeRegistry, place: { readonly hive: string; readonly key: string }): readonly string[] {
  const beginning = `${place.hive}\0${place.key.toUpperCase()}\0`;
  return registry
    .everything()
    .values.filter((value) => value.startsWith(beginning))
    .map((value) => value.slice(beginning.length).split(' = ')[0] ?? '');
}

test('a completed restore, for the person and, where that may be written, for the machine', () => {
  const registry = fakeRegistry();
  registry.protect({ kind: 'registry', ...machine, value: 'LastOutcome' });
  assert.ok(writeMarker(registry, COMPLETED).ok);
  assert.equal(textAt(registry, person.hive, person.key, 'LastOutcome'), 'completed');
  assert.equal(textAt(registry, person.hive, person.key, 'SourceDevice'), 'LAP-0042');
  assert.deepEqual(valuesAt(registry, machine), []);
  const elevated = fakeRegistry();
  assert.ok(writeMarker(elevated, COMPLETED).ok);
  assert.deepEqual(valuesAt(elevated, machine), valuesAt(elevated, person));
});

test('a failed one leaves nothing of the one before it, and a cancelled one no marker', () => {
  const registry = fakeRegistry();
  assert.ok(writeMarker(registry, { ...FAILED, outcome: 'cancelled' }).ok);
  assert.deepEqual(registry.everything().values, []);
  assert.ok(writeMarker(registry, FAILED).ok);
  assert.equal(textAt(registry, person.hive, person.key, 'FailureCode'), 'write-failed');
  assert.ok(writeMarker(registry, COMPLETED).ok);
  assert.equal(textAt(registry, person.hive, person.key, 'FailureCode'), undefined);
  assert.equal(textAt(registry, person.hive, person.key, 'LastOutcome'), 'completed');
});

test('the outcome goes first and comes last: a marker that is half written has none', () => {
  const registry = fakeRegistry();
  const order: string[] = [];
  const watched = {
    ...registry,
    mayWrite: () => false,
    write: (...[location, raw]: Parameters<typeof registry.write>) => {
      order.push(`write ${location.value}`);
      return registry.write(location, raw);
    },
    delete: (location: Parameters<typeof registry.delete>[0]) => {
      order.push(`delete ${location.value}`);
      return registry.delete(location);
    },
  };
  assert.ok(writeMarker(watched, COMPLETED).ok);
  assert.deepEqual([order[0], order.at(-1)], ['delete LastOutcome', 'write LastOutcome']);
});

test('undone is said of the restore that it was, and not of a later one', () => {
  const registry = fakeRegistry();
  assert.ok(writeMarker(registry, COMPLETED).ok);
  assert.ok(markUndone(registry, 'another session', '2026-01-02T00:00:00.000Z').ok);
  assert.equal(textAt(registry, person.hive, person.key, 'LastOutcome'), 'completed');
  assert.ok(markUndone(registry, COMPLETED.sessionId, '2026-01-02T00:00:00.000Z').ok);
  assert.equal(textAt(registry, person.hive, person.key, 'LastOutcome'), 'undone');
  assert.equal(textAt(registry, machine.hive, machine.key, 'LastOutcome'), 'undone');
});

test('docs/formats/restore-marker.md names every value, every outcome and both places', () => {
  const page = readFileSync('docs/formats/restore-marker.md', 'utf8');
  const registry = fakeRegistry();
  for (const end of [FAILED, COMPLETED]) assert.ok(writeMarker(registry, end).ok);
  assert.ok(markUndone(registry, COMPLETED.sessionId, COMPLETED.endedAt).ok);
  const names = page.match(/`[A-Z][A-Za-z]+`/g)?.map((name) => name.slice(1, -1).toUpperCase()) ?? [];
  for (const name of valuesAt(registry, person)) assert.ok(names.includes(name), name);
  for (const outcome of ['completed', 'failed', 'setUpAsNew', 'undone']) assert.ok(page.includes(`\`${outcome}\``));
  assert.ok(page.includes(`HKCU\\${person.key}`) && page.includes(`HKLM\\SOFTWARE\\${machine.key}`));
});

test('every ending is an event, and a registry that refuses is one more', (context) => {
  const registry = fakeRegistry();
  assert.deepEqual(eventsOf(context, registry, { kind: 'ended', ...COMPLETED }), ['restore-completed']);
  assert.deepEqual(eventsOf(context, registry, { kind: 'ended', ...FAILED }), ['error']);
  assert.deepEqual(eventsOf(context, registry, { kind: 'undone', sessionId: COMPLETED.sessionId }), ['restore-undone']);
  registry.protect({ kind: 'registry', ...person, value: 'LastOutcome' });
  assert.deepEqual(eventsOf(context, registry, { kind: 'ended', ...COMPLETED }), [
    'marker-not-written',
    'restore-completed',
  ]);
});

function eventsOf(context: TestContext, registry: FakeRegistry, news: SessionNews): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-marker-'));
  context.after(() => rmSync(folder, { recursive: true }));
  sessionTeller(
    eventLog(folder, () => 0),
    registry,
    () => 0,
  )(news);
  const lines = readFileSync(join(folder, 'events.log'), 'utf8').trim().split('\n');
  return lines.map((line) => line.split(' ')[3] ?? '');
}
