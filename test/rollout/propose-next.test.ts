// What holds for the proposal to go on, wait or stop, whatever was measured.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { criterionWords } from '../../src/domain/rollout/criterion-words.ts';
import { type Proposal, proposeNext } from '../../src/domain/rollout/propose-next.ts';
import {
  DEFAULT_ENTRY,
  DEFAULT_EXIT,
  type ExitCriteria,
  type Ring,
  type RingMeasures,
} from '../../src/domain/rollout/ring.ts';

const PILOT: Ring = {
  ringId: 'pilot',
  position: 1,
  displayName: 'Pilot',
  group: { groupId: 'g1', displayName: 'Pilot' },
  members: 'people',
  entry: DEFAULT_ENTRY,
  exit: DEFAULT_EXIT,
  startedAt: 0,
};
const { startedAt: _, ...planned } = PILOT;
const NEXT: Ring = { ...planned, ringId: 'next', position: 2, displayName: 'Next' };
const ENOUGH: RingMeasures = {
  people: 40,
  devices: 50,
  checkedInDevices: 50,
  days: 8,
  restoresCompleted: 40,
  restoresFailed: 0,
  medianSeconds: 600,
  problemDevices: 0,
};

function proposed(measured: RingMeasures, exit: ExitCriteria = DEFAULT_EXIT, ring: Partial<Ring> = {}): Proposal {
  const measures = new Map([
    ['pilot', measured],
    ['next', ENOUGH],
  ]);
  return proposeNext([{ ...PILOT, exit, ...ring }, NEXT], measures);
}

const anyMeasures: fc.Arbitrary<RingMeasures> = fc
  .record({
    devices: fc.nat(300),
    days: fc.nat(30),
    restoresCompleted: fc.nat(60),
    restoresFailed: fc.nat(8),
    medianSeconds: fc.option(fc.nat(7200), { nil: undefined }),
    problems: fc.nat(8),
  })
  .map(({ problems, medianSeconds, ...it }) => ({
    ...it,
    people: it.devices,
    checkedInDevices: it.devices,
    problemDevices: Math.min(problems, it.devices),
    ...(medianSeconds === undefined ? {} : { medianSeconds }),
  }));
const anyExit: fc.Arbitrary<ExitCriteria> = fc.record({
  daysMin: fc.nat(14),
  restoresMin: fc.integer({ min: 1, max: 30 }),
  successRateMin: fc.constantFrom(0, 0.5, 0.9, 0.95, 1),
  medianMinutesMax: fc.integer({ min: 1, max: 60 }),
  problemsPerThousandMax: fc.constantFrom(0, 10, 50, 1000),
});
const RANK = { stop: 0, wait: 1, goOn: 2, done: 3 } as const;

function holds(law: (measured: RingMeasures, exit: ExitCriteria) => void): void {
  fc.assert(fc.property(anyMeasures, anyExit, law), { numRuns: 2000 });
}

test('to go on is proposed exactly when every criterion holds', () => {
  const seen = new Set<string>();
  holds((measured, exit) => {
    const { kind, criteria } = proposed(measured, exit);
    seen.add(kind);
    assert.equal(
      kind === 'goOn',
      criteria.every((it) => it.holds === 'yes'),
    );
    for (const it of criteria) assert.match(criterionWords(it), /^[A-Z0-9].*\.$/);
  });
  assert.deepEqual([...seen].toSorted(), ['goOn', 'stop', 'wait']);
});

test('fewer restores than the sample never carry the rollout on, and too many failures stop it before', () => {
  holds((measured, exit) => {
    const ended = measured.restoresCompleted + measured.restoresFailed;
    const { kind } = proposed(measured, exit);
    if (ended < exit.restoresMin) assert.notEqual(kind, 'goOn');
    const sample = Math.max(ended, exit.restoresMin);
    if ((sample - measured.restoresFailed) / sample < exit.successRateMin) assert.equal(kind, 'stop');
  });
});

test('one success more, one problem less or one day more never turns anything for the worse', () => {
  holds((measured, exit) => {
    const before = RANK[proposed(measured, exit).kind];
    const better: readonly Partial<RingMeasures>[] = [
      { restoresCompleted: measured.restoresCompleted + 1 },
      { restoresFailed: Math.max(0, measured.restoresFailed - 1), restoresCompleted: measured.restoresCompleted + 1 },
      { problemDevices: Math.max(0, measured.problemDevices - 1) },
      { days: measured.days + 1 },
    ];
    for (const change of better) {
      // Only where the median was judged before: a first sample may turn out slow.
      const isJudged = measured.restoresCompleted + measured.restoresFailed >= exit.restoresMin;
      const after = RANK[proposed({ ...measured, ...change }, exit).kind];
      if (isJudged || before < RANK.goOn) assert.ok(after >= before, JSON.stringify([change, before, after]));
    }
  });
});

test('a ring that is stopped is not gone on from, and the way ends when every ring has finished', () => {
  assert.equal(proposed(ENOUGH).kind, 'goOn');
  assert.equal(proposed(ENOUGH, DEFAULT_EXIT, { stop: { at: 1, by: 'Ada', reason: 'Too slow.' } }).kind, 'wait');
  assert.equal(proposed(ENOUGH, DEFAULT_EXIT, { finishedAt: 2 }).kind, 'goOn');
  const finished = [{ ...PILOT, finishedAt: 2 }];
  assert.equal(proposeNext(finished, new Map()).kind, 'done');
  assert.equal(proposeNext([], new Map()).kind, 'wait');
});

test('a single problem says nothing in a small ring, unless none was to be', () => {
  const one = { ...ENOUGH, devices: 5, problemDevices: 1 };
  assert.equal(proposed(one).kind, 'goOn');
  assert.equal(proposed({ ...one, problemDevices: 2 }).kind, 'stop');
  assert.equal(proposed(one, { ...DEFAULT_EXIT, problemsPerThousandMax: 0 }).kind, 'stop');
});
