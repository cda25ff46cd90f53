// Applying to a registry that has no transactions: what a crash, a refusal, a stranger's change and a forged record do.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import fc from 'fast-check';
import { realDisk } from '../../src/agent/apply/disk.ts';
import {
  applyLive,
  finishLive,
  type LiveApplied,
  type LiveContext,
  undoLive,
} from '../../src/agent/windows/apply-live.ts';
import { planFor } from '../../src/agent/restore/restore-profile.ts';
import { type LiveProfile, liveProfile } from '../../src/agent/windows/live-profile.ts';
import { readUndoRecords, writeUndoRecord } from '../../src/agent/windows/undo-record.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { locationKey, type RegistryLocation, type Setting } from '../../src/domain/catalog/setting.ts';
import { type Plan, planRestore } from '../../src/domain/restore/plan.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { arbitraryProfile, everyOptIn, type MemoryProfile, settings, snapshotOf } from '../fixtures/memory-profile.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';

const FACTS = { windowsBuild: 26100 };
const PLACES = new Set(settings.map((setting) => locationKey(setting.at)));
const CONTEXT: LiveContext = { disk: realDisk, isCatalogued: (location) => PLACES.has(locationKey(location)) };
const RUNS = { numRuns: 25 };
const HIVES = ['NTUSER.DAT', 'UsrClass.dat', 'SOFTWARE', 'SYSTEM'] as const;

type Device = { readonly registry: FakeRegistry; readonly profile: LiveProfile; readonly root: string };
const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

test('what is applied is confirmed, a second plan is empty, and undo gives back every value and every key', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryProfile, (source, onto) => {
      const device = deviceWith(onto);
      const before = device.registry.everything();
      const snapshot = snapshotOf(registryPart(source), FACTS);
      const plan = planOn(device, snapshot);
      const { outcomes } = apply(device, plan);
      assert.deepEqual(
        outcomes.filter((outcome) => outcome.state !== 'restored'),
        [],
      );
      assert.equal(outcomes.length, plan.changes.length);
      assert.deepEqual(planOn(device, snapshot).writes, []);
      assert.equal(undoLive(device.profile, false, CONTEXT).ok, plan.writes.length > 0);
      assert.deepEqual(device.registry.everything(), before);
    }),
    RUNS,
  );
});

test('a crash at any write leaves the old profile or, after the next start, the new one; undo still finds the old', () => {
  const [snapshot, onto] = sample();
  const whole = deviceWith(onto);
  const old = whole.registry.everything();
  const plan = planOn(whole, snapshot);
  apply(whole, plan);
  const wanted = whole.registry.everything();
  assert.ok(plan.writes.length > 5);
  for (let survived = 0; survived <= plan.writes.length; survived += 1) {
    const device = deviceWith(onto);
    const ended = applyLive(crashing(device.profile, survived), plan, session(1), CONTEXT);
    assert.equal(ended.ok, survived === plan.writes.length);
    finishLive(device.profile, CONTEXT);
    assert.deepEqual(device.registry.everything(), wanted);
    assert.equal(undoLive(crashing(device.profile, survived), false, CONTEXT).ok, survived === plan.writes.length);
    finishLive(device.profile, CONTEXT);
    assert.deepEqual(device.registry.everything(), old);
    assert.deepEqual(finishLive(device.profile, CONTEXT), []);
  }
});

test('what a record calls applied is on the disk: a power cut afterwards takes nothing of it away', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryProfile, (source, onto) => {
      const device = deviceWith(onto);
      for (const hive of HIVES) device.registry.flush(hive);
      const snapshot = snapshotOf(registryPart(source), FACTS);
      apply(device, planOn(device, snapshot));
      const applied = device.registry.everything().values;
      device.registry.cutPower();
      assert.deepEqual(device.registry.everything().values, applied);
      undoLive(device.profile, false, CONTEXT);
      const undone = device.registry.everything().values;
      device.registry.cutPower();
      assert.deepEqual(device.registry.everything().values, undone);
    }),
    RUNS,
  );
});

test('a crash before the record is whole changes nothing, and its folder is swept up', () => {
  const [snapshot, onto] = sample();
  const device = deviceWith(onto);
  const before = device.registry.everything();
  const move = (): never => {
    throw new Error('the power went out');
  };
  const ended = applyLive(device.profile, planOn(device, snapshot), session(1), {
    ...CONTEXT,
    disk: { ...realDisk, move },
  });
  assert.equal(ended.ok, false);
  assert.deepEqual(device.registry.everything(), before);
  assert.deepEqual(finishLive(device.profile, CONTEXT), []);
  assert.equal(existsSync(join(device.profile.stateFolder, 'sessions', session(1).sessionId)), false);
});

test('a place that refuses is an outcome with its reason, its group stays as it was, and the others go on', () => {
  const [snapshot, onto] = sample();
  const grouped = planOn(deviceWith(onto), snapshot).changes.find(
    (change, _, all) =>
      all.filter((it) => it.setting.group === change.setting.group).length > 1 && change.setting.group,
  );
  assert.ok(grouped?.setting.at.kind === 'registry');
  const device = deviceWith(onto);
  const reference = deviceWith(onto);
  device.registry.protect(grouped.setting.at);
  const plan = planOn(device, snapshot);
  const { outcomes } = apply(device, plan);
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  const ofGroup = plan.changes.filter(({ setting }) => setting.group === grouped.setting.group);
  assert.deepEqual(
    failed.map((outcome) => outcome.settingId).toSorted(),
    ofGroup.map((it) => it.setting.id).toSorted(),
  );
  assert.match(failed.find((it) => it.settingId === grouped.setting.id)?.detail ?? '', /access is denied/);
  for (const { setting } of ofGroup) {
    assert.deepEqual(device.profile.read(setting.at), reference.profile.read(setting.at));
  }
  assert.equal(outcomes.length - failed.length, plan.changes.length - ofGroup.length);
  assert.ok(undoLive(device.profile, false, CONTEXT).ok);
  assert.deepEqual(device.registry.everything(), reference.registry.everything());
});

test('a value of the machine without the right to write there stays behind in the plan already, and only it does', () => {
  const isMachine = ({ elevated }: Setting): boolean => elevated === true;
  const [snapshot, onto] = sample();
  const device = deviceWith(onto);
  const all = planOn(device, snapshot);
  const changing = all.changes.map(({ setting }) => setting).filter(isMachine);
  assert.ok(changing.length > 5);
  for (const { at } of settings.filter(isMachine)) if (at.kind === 'registry') device.registry.protect(at);
  const { profile } = device;
  const plan = planFor(profile, snapshot, catalog, { selection: {}, exact: true, optedIn: everyOptIn });
  const stated = plan.exclusions.filter(({ code }) => code === 'needs-elevation');
  assert.ok(stated.every(({ detail }) => detail.includes('Run as administrator')));
  assert.deepEqual(
    plan.changes.map(({ setting }) => setting.id),
    all.changes.map(({ setting }) => setting).flatMap((setting) => (isMachine(setting) ? [] : [setting.id])),
  );
  const outOfReach = plan.exclusions.filter(({ code }) => code === 'needs-elevation' || code === 'group-incomplete');
  for (const { id } of changing)
    assert.ok(
      outOfReach.some(({ settingId }) => settingId === id),
      id,
    );
  assert.ok(apply(device, plan).outcomes.every(({ state }) => state === 'restored'));
});

test('a crash at any write, the taking back of a broken group included, leaves no group part-changed', () => {
  const [snapshot, onto] = sample();
  const grouped = planOn(deviceWith(onto), snapshot).changes.filter(
    ({ setting }, _, all) => setting.group && all.filter((it) => it.setting.group === setting.group).length > 1,
  );
  // The last of its group, so that the others were written before it was refused.
  const last = grouped.findLast(({ setting }) => setting.group === grouped[0]?.setting.group)?.setting.at;
  assert.ok(last?.kind === 'registry');
  const protectedDevice = (): Device => {
    const device = deviceWith(onto);
    device.registry.protect(last);
    return device;
  };
  const whole = protectedDevice();
  const plan = planOn(whole, snapshot);
  apply(whole, plan);
  const wanted = whole.registry.everything();
  for (let survived = 0, ended = false; !ended; survived += 1) {
    const device = protectedDevice();
    ended = applyLive(crashing(device.profile, survived), plan, session(1), CONTEXT).ok;
    assert.ok(!ended || survived > plan.writes.length, 'the taking back was cut as well');
    finishLive(device.profile, CONTEXT);
    assert.deepEqual(device.registry.everything(), wanted);
  }
});

test('undo removes the folders that a file needed, and no other, whatever a record says', () => {
  const place = settings.find(({ at }) => at.kind === 'file')?.at;
  assert.ok(place?.kind === 'file');
  const device = deviceWith(new Map());
  const { folder } = device.profile;
  mkdirSync(join(folder, 'AppData'), { recursive: true });
  mkdirSync(join(folder, 'Empty'));
  const before = filesIn(folder);
  const write = { location: place, before: undefined, after: { type: 3, data: Uint8Array.of(1) } };
  apply(device, { changes: [], writes: [write], unchanged: [], exclusions: [] });
  assert.ok(filesIn(folder).size > before.size + 2);
  const [record] = readUndoRecords(device.profile.stateFolder);
  assert.ok(record?.createdFolders !== undefined && record.createdFolders.length > 0);
  assert.ok(!record.createdFolders.includes('AppData'), 'it was there');
  const forged = { ...record, createdFolders: ['Empty', '../state', ...record.createdFolders] };
  writeUndoRecord(realDisk, device.profile.stateFolder, forged);
  assert.ok(undoLive(device.profile, false, CONTEXT).ok);
  assert.deepEqual(filesIn(folder), before);
});

test('undo does not overwrite what somebody changed since, unless told to', () => {
  const [snapshot, onto] = sample();
  const device = deviceWith(onto);
  const before = device.registry.everything();
  const plan = planOn(device, snapshot);
  apply(device, plan);
  const place = plan.writes.find(({ location }) => location.kind === 'registry')?.location as RegistryLocation;
  device.registry.write(place, { type: 3, data: Uint8Array.of(1, 2, 3, 4, 5) });
  const refused = undoLive(device.profile, false, CONTEXT);
  assert.equal(!refused.ok && refused.error.code, 'profile-changed');
  assert.ok(undoLive(device.profile, true, CONTEXT).ok);
  assert.deepEqual(device.registry.everything(), before);
});

test('a plan whose places changed since is not applied', () => {
  const [snapshot, onto] = sample();
  const device = deviceWith(onto);
  const plan = planOn(device, snapshot);
  const place = plan.writes.find(({ location }) => location.kind === 'registry')?.location as RegistryLocation;
  device.registry.write(place, { type: 3, data: Uint8Array.of(9) });
  const before = device.registry.everything();
  const refused = applyLive(device.profile, plan, session(1), CONTEXT);
  assert.equal(!refused.ok && refused.error.code, 'profile-changed');
  assert.deepEqual(device.registry.everything(), before);
});

test('a forged record can not have a place written or a key removed that the catalog does not name', () => {
  const [snapshot, onto] = sample();
  const device = deviceWith(onto);
  const before = device.registry.everything();
  apply(device, planOn(device, snapshot));
  const [record] = readUndoRecords(device.profile.stateFolder);
  assert.ok(record);
  const run = { kind: 'registry' as const, hive: 'SOFTWARE' as const, key: 'Microsoft\\Run', value: 'evil' };
  const entries = [
    ...record.entries,
    { location: run, before: { type: 1, base64: 'ZQA=' }, after: null, settings: [] },
  ];
  const createdKeys = [...record.createdKeys, { hive: run.hive, key: 'Microsoft' }, { hive: run.hive, key: run.key }];
  writeUndoRecord(realDisk, device.profile.stateFolder, { ...record, entries, createdKeys });
  device.registry.write(run, { type: 1, data: new Uint8Array(2) });
  device.registry.delete(run);
  const undone = undoLive(device.profile, true, CONTEXT);
  assert.ok(undone.ok);
  assert.deepEqual(
    undone.value.refused.map(({ location }) => location),
    [run],
  );
  assert.deepEqual(device.registry.read(run), { state: 'absent' });
  assert.ok(device.registry.hasKey(run));
  assert.deepEqual(device.registry.everything().values, before.values);
});

function deviceWith(content: MemoryProfile): Device {
  const root = mkdtempSync(join(tmpdir(), 'keepsake-live-'));
  roots.push(root);
  const registry = fakeRegistry();
  for (const { at } of settings) {
    const raw = content.get(locationKey(at));
    if (at.kind === 'registry' && raw !== undefined) registry.write(at, raw);
  }
  const folders = { name: 'test', folder: join(root, 'profile'), stateFolder: join(root, 'state') };
  return { registry, profile: liveProfile(registry, folders, FACTS), root };
}

function planOn({ profile }: Device, snapshot: Snapshot): Plan {
  const target = { facts: FACTS, read: profile.read, covers: profile.covers, optedIn: everyOptIn };
  return planRestore({ snapshot, catalog, target, selection: {}, exact: true });
}

function filesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));
}

let sessions = 0;

function apply({ profile }: Device, plan: Plan): LiveApplied {
  sessions += 1;
  const applied = applyLive(profile, plan, session(sessions), CONTEXT);
  assert.ok(applied.ok);
  return applied.value;
}

function session(number: number): { sessionId: string; startedAt: string; description: string } {
  const sessionId = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return { sessionId, startedAt: '2026-01-01T00:00:00Z', description: 'test' };
}

/** Two fixed profiles that differ in most settings. */
function sample(): readonly [Snapshot, MemoryProfile] {
  const [source, onto] = fc.sample(arbitraryProfile, { numRuns: 2, seed: 7 });
  assert.ok(source && onto);
  return [snapshotOf(registryPart(source), FACTS), onto];
}

function registryPart(profile: MemoryProfile): MemoryProfile {
  return new Map([...profile].filter(([id]) => !id.startsWith('file:')));
}

/** Ends like a killed process after so many writes. */
function crashing(profile: LiveProfile, writes: number): LiveProfile {
  let left = writes;
  return {
    ...profile,
    write: (location, raw) => {
      left -= 1;
      if (left < 0) throw new Error('the process was killed');
      return profile.write(location, raw);
    },
  };
}
