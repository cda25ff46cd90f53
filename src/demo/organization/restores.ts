// How restores go, of every end there is: what comes back, what fails and why, who says no, who changes their mind, who forgets.

import type { EnrollmentPhase } from '../../domain/enrollment/phase.ts';
import type { SessionOutcome, Transition } from '../../domain/restore/session.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { RestoreSession } from '../../protocol/operations/restore.ts';
import type { Context } from '../../server/context.ts';
import type { Chance } from './chance.ts';
import { askForRestore, contextAt, type Seat, takeStep } from './device-life.ts';
import type { Timeline } from './timeline.ts';

export type Ending =
  | 'restored'
  | 'partly'
  | 'failed'
  | 'undone'
  | 'setUpAsNew'
  | 'cancelled'
  | 'forgotten'
  | 'underWay';

export type WantedRestore = {
  readonly seat: Seat;
  /** What the person's old device backed up last; known when the restore happens. */
  readonly backup: () => Snapshot | undefined;
  readonly ending: Ending;
  readonly phase: EnrollmentPhase;
  readonly time: number;
};

type Setting = { readonly context: Context; readonly timeline: Timeline; readonly chance: Chance };

/** Each step at its own time. Where the service offers nothing, that was the whole of it. */
export function planRestore({ context, timeline, chance }: Setting, wanted: WantedRestore): void {
  const { seat, backup, ending, phase } = wanted;
  timeline.at(wanted.time, async (askedAt) => {
    const { session, profiles } = await askForRestore(contextAt(context, askedAt), seat, phase);
    const [profile] = profiles;
    if (session?.state !== 'offered' || profile === undefined) return;
    const { profileId, snapshotId } = profile;
    const choice = { kind: 'choose', profileId, snapshotId } as const;
    const steps = stepsTo(chance, { ending, phase, choice, outcomes: outcomesOf(chance, backup(), ending) });
    const follow = (before: RestoreSession, [next, ...rest]: readonly NextStep[], earlier: number): void => {
      if (next === undefined) return;
      timeline.at(earlier + next.after, async (time) =>
        follow(await takeStep(contextAt(context, time), seat, before, next.transition), rest, time),
      );
    };
    follow(session, [...steps], askedAt);
  });
}

type NextStep = { readonly after: number; readonly transition: Transition };

function* stepsTo(
  chance: Chance,
  to: {
    readonly ending: Ending;
    readonly phase: EnrollmentPhase;
    readonly choice: Transition;
    readonly outcomes: readonly SessionOutcome[];
  },
): Generator<NextStep> {
  const { ending, outcomes } = to;
  const [thinking, working] = [chance.integer(20, 110) * SECOND, chance.integer(90, 420) * SECOND];
  if (ending === 'forgotten') return;
  if (ending === 'setUpAsNew' || ending === 'cancelled') {
    yield { after: thinking, transition: { kind: to.phase === 'inUse' ? 'cancel' : 'setUpAsNew' } };
    return;
  }
  yield { after: thinking, transition: to.choice };
  const total = outcomes.length;
  yield { after: working / 2, transition: { kind: 'progress', done: Math.floor(total * 0.62), total } };
  if (ending === 'underWay') return;
  const code = chance.pick(FAILURES);
  const end =
    ending === 'failed' ? ({ kind: 'fail', code, outcomes } as const) : ({ kind: 'complete', outcomes } as const);
  yield { after: working / 2, transition: end };
  if (ending === 'undone') yield { after: 9 * 60 * SECOND, transition: { kind: 'undo' } };
}

const SECOND = 1000;
const FAILURES = ['disk-full', 'not-verified', 'write-failed'];

/** Of everything that the backup holds. */
function outcomesOf(chance: Chance, backup: Snapshot | undefined, ending: Ending): readonly SessionOutcome[] {
  const settings = (backup?.documents ?? []).flatMap(({ category, chosen }) =>
    Object.keys(chosen).map((id) => ({ kind: 'setting', category, id, ...fateOf(chance, ending) }) as const),
  );
  const apps = (backup?.apps?.apps ?? []).map(
    ({ packageFamilyName: id }) => ({ kind: 'app', category: 'apps', id, ...fateOfApp(chance, ending) }) as const,
  );
  return [...settings, ...apps];
}

type Fate = Pick<SessionOutcome, 'state' | 'code'>;

function fateOf(chance: Chance, ending: Ending): Fate {
  if (ending === 'failed' && chance.happens(0.6)) return { state: 'failed', code: 'not-confirmed' };
  if (ending === 'partly' && chance.happens(0.18)) return { state: 'failed', code: 'not-confirmed' };
  if (chance.happens(0.08)) return { state: 'unchanged' };
  return chance.happens(0.05) ? { state: 'excluded', code: 'not-on-this-build' } : { state: 'restored' };
}

function fateOfApp(chance: Chance, ending: Ending): Fate {
  if (ending === 'partly' && chance.happens(0.3)) return { state: 'failed', code: 'app-not-available' };
  return chance.happens(0.1) ? { state: 'pending' } : { state: 'restored' };
}
