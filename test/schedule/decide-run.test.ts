// The laws of the schedule, and simulated years of devices whose clocks drift and step and whose service is often away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BACK_OFF_MILLISECONDS_MAX,
  BACK_OFF_MILLISECONDS_MIN,
  backOff,
  believable,
  decideRun,
  JITTER_MILLISECONDS_MAX,
  jitterOf,
  PERIOD_MILLISECONDS,
  type RunHistory,
  TRIGGER_INTERVAL_MILLISECONDS,
} from '../../src/domain/schedule/decide-run.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const START = Date.UTC(2026, 0, 1);

const anyHistory: fc.Arbitrary<RunHistory> = fc
  .record({
    success: fc.option(fc.integer({ min: -YEAR, max: YEAR }), { nil: undefined }),
    attempt: fc.option(fc.integer({ min: -YEAR, max: YEAR }), { nil: undefined }),
    failures: fc.nat(60),
  })
  .map(({ success, attempt, failures }) => ({
    ...(success === undefined ? {} : { lastSuccess: START + success }),
    ...(attempt === undefined ? {} : { lastAttempt: START + attempt }),
    failures,
  }));

test('a device always knows when to ask again: no wait is longer than a period, and at its end the device runs', () => {
  fc.assert(
    fc.property(anyHistory, fc.string(), (recorded, deviceId) => {
      const history = believable(recorded, START);
      const decision = decideRun({ now: START, history, allowed: true, deviceId });
      if (decision.kind !== 'wait') return;
      assert.ok(decision.until > START);
      assert.ok(decision.until <= START + PERIOD_MILLISECONDS + JITTER_MILLISECONDS_MAX);
      const then = decideRun({ now: decision.until, history, allowed: true, deviceId });
      assert.ok(then.kind === 'run' || (decision.why === 'not-due' && then.kind === 'wait' && then.why === 'back-off'));
    }),
  );
});

test('without permission it is off, whatever happened before', () => {
  fc.assert(
    fc.property(anyHistory, fc.string(), (history, deviceId) => {
      assert.deepEqual(decideRun({ now: START, history, allowed: false, deviceId }), { kind: 'off', why: 'policy' });
    }),
  );
});

test('back-off begins with minutes, never shrinks, and is bounded; jitter differs between devices', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.string(), (failures, deviceId) => {
      assert.ok(backOff(failures, deviceId) <= backOff(failures + 1, deviceId));
      assert.ok(backOff(failures, deviceId) >= BACK_OFF_MILLISECONDS_MIN * 0.75 - 1);
      assert.ok(backOff(failures, deviceId) <= BACK_OFF_MILLISECONDS_MAX);
    }),
  );
  const jitters = Array.from({ length: 1000 }, (_, i) => jitterOf(`PC-${i}`));
  assert.ok(jitters.every((jitter) => jitter >= 0 && jitter < JITTER_MILLISECONDS_MAX));
  const mean = jitters.reduce((sum, jitter) => sum + jitter, 0) / jitters.length;
  assert.ok(Math.abs(mean / JITTER_MILLISECONDS_MAX - 0.5) < 0.05, `devices bunch: mean ${mean}`);
});

type Step = { readonly at: number; readonly by: number };
type Life = {
  readonly deviceId: string;
  readonly rate: number;
  readonly steps: readonly Step[];
  /** True time; the device is off, or the service is away, in these. */
  readonly off: readonly Span[];
  readonly away: readonly Span[];
};
type Span = { readonly from: number; readonly to: number };

const spans = (longest: number): fc.Arbitrary<readonly Span[]> =>
  fc.array(
    fc.tuple(fc.nat(YEAR), fc.nat(longest)).map(([from, length]) => ({ from, to: from + length })),
    { maxLength: 12 },
  );

const anyLife: fc.Arbitrary<Life> = fc.record({
  deviceId: fc.uuid(),
  rate: fc.double({ min: 0.999, max: 1.001, noNaN: true }),
  steps: fc.array(fc.record({ at: fc.nat(YEAR), by: fc.integer({ min: -400 * DAY, max: 400 * DAY }) }), {
    maxLength: 6,
  }),
  off: spans(30 * DAY),
  away: spans(5 * DAY),
});

/** The true times of every attempt in a year, asked once per trigger interval while the device is on. */
function live(life: Life): { readonly at: number; readonly succeeded: boolean }[] {
  const attempts: { at: number; succeeded: boolean }[] = [];
  let history: RunHistory = { failures: 0 };
  for (let time = 0; time < YEAR; time += TRIGGER_INTERVAL_MILLISECONDS) {
    if (within(life.off, time)) continue;
    const now = clockAt(life, time);
    history = believable(history, now);
    if (decideRun({ now, history, allowed: true, deviceId: life.deviceId }).kind !== 'run') continue;
    const succeeded = !within(life.away, time);
    attempts.push({ at: time, succeeded });
    history = succeeded
      ? { lastSuccess: now, lastAttempt: now, failures: 0 }
      : { ...history, lastAttempt: now, failures: history.failures + 1 };
  }
  return attempts;
}

function clockAt({ rate, steps }: Life, time: number): number {
  return START + time * rate + steps.reduce((sum, { at, by }) => (at <= time ? sum + by : sum), 0);
}

function within(all: readonly Span[], time: number): boolean {
  return all.some(({ from, to }) => from <= time && time < to);
}

test('a year with a good clock: exactly one run per period, on the trigger after it is due', () => {
  fc.assert(
    fc.property(fc.uuid(), (deviceId) => {
      const times = live({ deviceId, rate: 1, steps: [], off: [], away: [] }).map(({ at }) => at);
      const period = PERIOD_MILLISECONDS + jitterOf(deviceId);
      for (const [i, at] of times.entries()) {
        const gap = at - (times[i - 1] ?? at - period);
        assert.ok(gap >= period && gap < period + TRIGGER_INTERVAL_MILLISECONDS);
      }
      assert.ok(times.length >= 43 && times.length <= 46, `${times.length} runs in a year`);
    }),
    { numRuns: 20 },
  );
});

test('a year with drifting, stepping clocks, off times and outages: never two in a period, never later than it must', () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      const period = PERIOD_MILLISECONDS + jitterOf(life.deviceId);
      const successes = live(life).filter(({ succeeded }) => succeeded);
      for (const [i, { at }] of successes.entries()) {
        const before = successes[i - 1]?.at;
        if (before === undefined) continue;
        const steps = life.steps.filter((step) => step.at > before && step.at <= at);
        const forward = steps.reduce((sum, { by }) => sum + Math.max(by, 0), 0);
        const backward = steps.reduce((sum, { by }) => sum + Math.max(-by, 0), 0);
        assert.ok(at - before >= period / life.rate - forward - 1, 'two runs in one period');
        const excused = overlap(life.off, before, at) + overlap(life.away, before, at);
        const waited = excused > 0 ? BACK_OFF_MILLISECONDS_MAX / life.rate + 2 * TRIGGER_INTERVAL_MILLISECONDS : 0;
        const latest = (period + backward) / life.rate + TRIGGER_INTERVAL_MILLISECONDS + excused + waited;
        assert.ok(at - before <= latest + 1, `late by ${(at - before - latest) / HOUR} hours`);
        assert.ok(
          at - before <=
            2 * (period / life.rate + TRIGGER_INTERVAL_MILLISECONDS) * (1 + steps.length) + excused + waited,
        );
      }
    }),
    { numRuns: 300 },
  );
});

function overlap(all: readonly Span[], from: number, to: number): number {
  return all.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0);
}
