// The laws of restoring, over every setting of the catalog and profiles nobody would think of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { type Plan, planRestore } from '../../src/domain/restore/plan.ts';
import { verifyPlan } from '../../src/domain/restore/verify.ts';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import { diffSnapshots, type SnapshotChange } from '../../src/domain/snapshot/diff-snapshots.ts';
import { defaultOf } from '../../src/domain/snapshot/observe.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import {
  applied,
  arbitraryFacts,
  arbitraryProfile,
  type MemoryProfile,
  reader,
  settings,
  snapshotOf,
  target,
  undone,
} from '../fixtures/memory-profile.ts';
import { acceptedValues } from '../fixtures/setting-examples.ts';

const RUNS = { numRuns: 60 };
const two = [arbitraryProfile, arbitraryFacts, arbitraryProfile, arbitraryFacts] as const;

function plan(snapshot: Snapshot, onto: MemoryProfile, facts = {}, exact = false, selection = {}): Plan {
  return planRestore({ snapshot, catalog, target: target(onto, facts), selection, exact });
}

test('the arbitrary profiles reach every setting: each has at least two values to choose from', () => {
  const poor = settings.filter((setting) => acceptedValues(setting).length < 2).map((setting) => setting.id);
  assert.deepEqual(poor, []);
});

test('restoring a backup onto the profile it came from changes nothing', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryFacts, fc.boolean(), (profile, facts, exact) => {
      const { changes, writes } = plan(snapshotOf(profile, facts), profile, facts, exact);
      assert.deepEqual(
        { changes: changes.map((it) => it.setting.id), writes: writes.length },
        { changes: [], writes: 0 },
      );
    }),
    RUNS,
  );
});

test('after a restore, the same plan is empty, every change is confirmed, and undo gives the old profile back', () => {
  fc.assert(
    fc.property(...two, fc.boolean(), (source, sourceFacts, onto, facts, exact) => {
      const snapshot = snapshotOf(source, sourceFacts);
      const first = plan(snapshot, onto, facts, exact);
      const after = applied(onto, first);
      const again = plan(snapshot, after, facts, exact);
      assert.deepEqual(
        again.changes.map((it) => it.setting.id),
        [],
      );
      assert.deepEqual(again.writes, []);
      const outcomes = verifyPlan(first, reader(after));
      assert.deepEqual(
        outcomes.filter((outcome) => outcome.state !== 'restored'),
        [],
      );
      assert.equal(outcomes.length, first.changes.length);
      assert.deepEqual(undone(after, first), onto);
    }),
    RUNS,
  );
});

test('verification notices every single change that did not arrive', () => {
  fc.assert(
    fc.property(...two, (source, sourceFacts, onto, facts) => {
      const promised = plan(snapshotOf(source, sourceFacts), onto, facts);
      const outcomes = verifyPlan(promised, reader(onto));
      assert.deepEqual(
        outcomes.filter((outcome) => outcome.state === 'restored'),
        [],
      );
    }),
    RUNS,
  );
});

test('an exact restore onto the same Windows build leaves nothing that a backup could tell apart', () => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryProfile, arbitraryFacts, (source, onto, facts) => {
      const snapshot = snapshotOf(source, facts);
      const done = plan(snapshot, onto, facts, true);
      const left = new Set(done.exclusions.map((exclusion) => exclusion.settingId));
      const differing = diffSnapshots(snapshot, snapshotOf(applied(onto, done), facts));
      assert.deepEqual(
        differing.filter(
          (change) => !left.has(change.settingId) && !inGroupOf(change.settingId, left) && !isDefault(change, facts),
        ),
        [],
      );
    }),
    RUNS,
  );
});

test('everything the snapshot chose is accounted for exactly once: changed, already right, or left out with a reason', () => {
  fc.assert(
    fc.property(...two, (source, sourceFacts, onto, facts) => {
      const snapshot = snapshotOf(source, sourceFacts);
      const { changes, unchanged, exclusions } = plan(snapshot, onto, facts);
      const named = [...changes.map((it) => it.setting.id), ...unchanged, ...exclusions.map((it) => it.settingId)];
      assert.equal(new Set(named).size, named.length);
      const chosen = snapshot.documents.flatMap((it) => [...Object.keys(it.chosen), ...Object.keys(it.unreadable)]);
      assert.deepEqual(
        chosen.filter((id) => !named.includes(id)),
        [],
      );
      assert.ok(exclusions.every((exclusion) => exclusion.detail.length > 10));
    }),
    RUNS,
  );
});

test('restoring category by category comes to the same as restoring all at once', () => {
  fc.assert(
    fc.property(...two, (source, sourceFacts, onto, facts) => {
      const snapshot = snapshotOf(source, sourceFacts);
      const whole = applied(onto, plan(snapshot, onto, facts));
      const parts = catalog.categories.reduce<MemoryProfile>(
        (profile, { id }) => applied(profile, plan(snapshot, profile, facts, false, { categories: new Set([id]) })),
        onto,
      );
      assert.deepEqual(parts, whole);
    }),
    RUNS,
  );
});

test('choosing one setting changes that setting and its group, and nothing else', () => {
  fc.assert(
    fc.property(...two, fc.constantFrom(...settings), (source, sourceFacts, onto, facts, setting) => {
      const snapshot = snapshotOf(source, sourceFacts);
      const { changes } = plan(snapshot, onto, facts, false, { settings: new Set([setting.id]) });
      const strangers = changes.filter(
        (it) => it.setting.id !== setting.id && (setting.group === undefined || it.setting.group !== setting.group),
      );
      assert.deepEqual(strangers, []);
    }),
    RUNS,
  );
});

test('a group changes as a whole or not at all', () => {
  fc.assert(
    fc.property(...two, (source, sourceFacts, onto, facts) => {
      const { changes, exclusions } = plan(snapshotOf(source, sourceFacts), onto, facts);
      const changing = new Set(changes.map((it) => it.setting.group).filter((group) => group !== undefined));
      const torn = exclusions.filter(
        (it) => it.code !== 'not-on-this-build' && changing.has(groupOf(it.settingId) ?? ''),
      );
      assert.deepEqual(torn, []);
    }),
    RUNS,
  );
});

/** A part of a value can not be absent while its neighbours are there: it is then written as Windows' default. */
function isDefault({ settingId, before, after }: SnapshotChange, facts: DeviceFacts): boolean {
  const setting = settings.find((it) => it.id === settingId);
  return setting?.codec.shared === true && before === undefined && after === defaultOf(setting, facts.windowsBuild);
}

function groupOf(id: string): string | undefined {
  return settings.find((setting) => setting.id === id)?.group;
}

function inGroupOf(id: string, ids: ReadonlySet<string>): boolean {
  const group = groupOf(id);
  return group !== undefined && [...ids].some((other) => groupOf(other) === group);
}
