// Laws of a restore, whatever steps are tried, in whatever order, at whatever time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ENROLLMENT_PHASES } from '../enrollment/phase.ts';
import { askedAgain } from './live-session.ts';
import { moveSession, type Step } from './move-session.ts';
import { isLive, offerSession, type Session, sessionAt, type SessionState, type Transition } from './session.ts';
import { intuneStatusOf, secondsToProductivity } from './session-status.ts';

const HOURS = { offered: 24, applying: 72 };
const HOUR = 60 * 60 * 1000;

const transition: fc.Arbitrary<Transition> = fc.oneof(
  fc.record({ kind: fc.constant('choose' as const), profileId: fc.uuid(), snapshotId: fc.uuid() }),
  fc.constant({ kind: 'setUpAsNew' } as const),
  fc.constant({ kind: 'cancel' } as const),
  fc.record({ kind: fc.constant('progress' as const), done: fc.nat(9), total: fc.nat(9) }),
  fc.constant({
    kind: 'complete',
    outcomes: [{ kind: 'setting', id: 'a', category: 'c', state: 'restored' }],
  } as const),
  fc.constant({ kind: 'fail', code: 'no-network', outcomes: [] } as const),
  fc.constant({ kind: 'appsEnded', outcomes: [] } as const),
  fc.constant({ kind: 'undo' } as const),
);

/** A step tried after some hours, from the version that there is or from another. */
const attempt = fc.record({
  transition,
  transitionId: fc.uuid(),
  hours: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 80 })),
  isStale: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const life = fc.record({
  phase: fc.constantFrom(...ENROLLMENT_PHASES),
  attempts: fc.array(attempt, { maxLength: 12 }),
});

/** The diagram in session.ts, written a second time. */
const DIAGRAM: readonly string[] = [
  'offered choose applying',
  'offered setUpAsNew setUpAsNew',
  'offered cancel cancelled',
  'applying progress applying',
  'applying complete completed',
  'applying fail failed',
  'completed appsEnded completed',
  'completed undo undone',
];

type Moment = {
  readonly before: Session;
  readonly step: Step;
  readonly after: Session | undefined;
  readonly now: number;
};

function live({ phase, attempts }: { phase: (typeof ENROLLMENT_PHASES)[number]; attempts: readonly Attempt[] }) {
  let now = Date.UTC(2026, 0, 1);
  const offer = { sessionId: 's', userId: 'u', deviceId: 'd', phase, enrollmentId: 'e', decisionId: 'x' };
  let session = offerSession({ ...offer, signedInAt: now - 1000 }, now, HOURS);
  const moments: Moment[] = [];
  for (const { transition: wanted, transitionId, hours, isStale } of attempts) {
    now += hours * HOUR;
    const before = sessionAt(session, now);
    const step = { transitionId, version: before.version - (isStale ? 1 : 0), transition: wanted };
    const moved = moveSession(session, step, { now, hours: HOURS });
    session = moved.ok ? moved.value : before;
    moments.push({ before, step, after: moved.ok ? moved.value : undefined, now });
  }
  return { moments, session, now };
}

test('every step that is taken is one of the diagram, and raises the version by one', () => {
  fc.assert(
    fc.property(life, (given) => {
      for (const { before, step, after } of live(given).moments) {
        if (after === undefined) continue;
        assert.ok(DIAGRAM.includes(`${before.state} ${step.transition.kind} ${after.state}`));
        assert.equal(after.version, before.version + 1);
        assert.equal(step.version, before.version);
        assert.equal(isLive(after), after.endedAt === undefined);
      }
    }),
  );
});

test('what is over stays as it is, but that a restore that completed can be undone; set up as new is final', () => {
  fc.assert(
    fc.property(life, (given) => {
      for (const { before, step, after } of live(given).moments) {
        if (after === undefined || isLive(before)) continue;
        if (step.transition.kind === 'appsEnded') assert.equal(after.endedAt, before.endedAt, 'it ended when it ended');
        else assert.deepEqual([before.state, after.state], ['completed', 'undone']);
      }
    }),
  );
});

test('every step that the diagram has is taken from the version that there is', () => {
  fc.assert(
    fc.property(life, ({ phase, attempts }) => {
      for (const { before, step, after } of live({ phase, attempts }).moments) {
        const { kind } = step.transition;
        const isOfPhase = (kind !== 'setUpAsNew' || phase !== 'inUse') && (kind !== 'cancel' || phase === 'inUse');
        const leads = DIAGRAM.some((line) => line.startsWith(`${before.state} ${kind} `));
        assert.equal(after !== undefined, leads && isOfPhase && step.version === before.version);
      }
    }),
  );
});

test('the same step twice is the same as once; its id with another step is refused', () => {
  fc.assert(
    fc.property(life, fc.nat(1000), (given, pause) => {
      const { moments } = live(given);
      const taken = moments.findLast(({ after }) => after !== undefined);
      if (taken?.after === undefined) return;
      const again = { now: taken.now + pause, hours: HOURS };
      assert.deepEqual(moveSession(taken.after, taken.step, again), { ok: true, value: taken.after });
      const other: Step = { ...taken.step, transition: { kind: 'progress', done: 77, total: 78 } };
      assert.equal(moveSession(taken.after, other, again).ok, false);
    }),
  );
});

test('of two steps from the same version the second is told that it is late', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ENROLLMENT_PHASES), transition, (phase, second) => {
      const { session, now } = live({ phase, attempts: [] });
      const at = { now, hours: HOURS };
      const choose = { kind: 'choose', profileId: 'p', snapshotId: 's' } as const;
      const chosen = moveSession(session, { transitionId: '1', version: 0, transition: choose }, at);
      assert.ok(chosen.ok);
      const late = moveSession(chosen.value, { transitionId: '2', version: 0, transition: second }, at);
      assert.equal(late.ok ? 'taken' : late.error.code, 'stale-version');
    }),
  );
});

test('an expired restore is no skip, nothing leads on from it, and everybody sees the same one', () => {
  fc.assert(
    fc.property(life, fc.integer({ min: 0, max: 1000 }), transition, (given, hours, wanted) => {
      const { session } = live(given);
      if (!isLive(session)) return;
      assert.equal(sessionAt(session, session.expiresAt - 1), session);
      const late = session.expiresAt + hours * HOUR;
      const ended = sessionAt(session, late);
      assert.equal(ended.state, 'expired');
      assert.equal(ended.endedAt, session.expiresAt);
      assert.deepEqual(sessionAt(session, late + HOUR), ended);
      const step = { transitionId: 'late', version: ended.version, transition: wanted };
      assert.equal(moveSession(session, step, { now: late, hours: HOURS }).ok, false);
    }),
  );
});

test('who asks again goes on, unless the time is over, the device is enrolled anew or an unanswered offer is of an earlier phase', () => {
  const phase = fc.constantFrom(...ENROLLMENT_PHASES);
  fc.assert(
    fc.property(life, phase, fc.constantFrom('e', 'another'), (given, asking, enrollmentId) => {
      const { session, now } = live(given);
      if (!isLive(sessionAt(session, now))) return;
      const met = askedAgain(session, { phase: asking, enrollmentId }, now);
      const isLater = ENROLLMENT_PHASES.indexOf(asking) > ENROLLMENT_PHASES.indexOf(given.phase);
      const isOver = enrollmentId !== 'e' || (session.state === 'offered' && isLater);
      assert.equal(met.state, isOver ? 'expired' : session.state);
      if (!isOver) assert.equal(met, session);
    }),
  );
});

test('the time to productivity is of restores that completed, and never negative', () => {
  fc.assert(
    fc.property(life, fc.integer({ min: -9, max: 9 }), (given, ahead) => {
      const now = Date.UTC(2026, 0, 1);
      const { session } = live(given);
      const offered = offerSession({ ...session, signedInAt: now + ahead * HOUR }, now, HOURS);
      assert.ok((offered.signedInAt ?? 0) <= offered.offeredAt);
      const seconds = secondsToProductivity(session);
      assert.equal(seconds !== undefined, session.state === 'completed');
      assert.ok(seconds === undefined || seconds >= 0);
    }),
  );
});

test("the words of Intune's report", () => {
  const words: readonly (readonly [SessionState, string])[] = [
    ['offered', 'In progress'],
    ['applying', 'In progress'],
    ['completed', 'Succeeded'],
    ['failed', 'Failed'],
    ['setUpAsNew', 'Setup as New PC Selected'],
    ['cancelled', 'Not Applicable'],
    ['expired', 'Not Applicable'],
    ['undone', 'Not Applicable'],
  ];
  for (const [state, word] of words) assert.equal(intuneStatusOf(state), word);
});
