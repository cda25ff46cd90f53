// One step of a restore. Only the steps of the diagram in session.ts are legal; the same step twice is the same as once; of two
// steps from the same version the first one counts.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { countOutcomes } from './late-outcomes.ts';
import {
  HOUR_MILLISECONDS,
  type Session,
  sessionAt,
  type SessionHours,
  type SessionState,
  type Transition,
} from './session.ts';

export type Step = {
  /** The same for every try of the same step. */
  readonly transitionId: string;
  /** That the step starts from. */
  readonly version: number;
  readonly transition: Transition;
};

/** Codes of the wire. */
export type StepRefusal = { readonly code: 'stale-version' | 'illegal-transition'; readonly detail: string };

export function moveSession(
  session: Session,
  step: Step,
  { now, hours }: { readonly now: number; readonly hours: SessionHours },
): Result<Session, StepRefusal> {
  const current = sessionAt(session, now);
  const digest = digestOf(step.transition);
  if (current.lastStep?.transitionId === step.transitionId) {
    return current.lastStep.digest === digest ? ok(current) : illegal(current, step, OTHER_STEP);
  }
  if (Object.keys(LEGAL[current.state]).length === 0) return illegal(current, step, 'It is over.');
  if (current.version !== step.version) {
    const detail = `The restore ${current.sessionId} is at version ${current.version} (${current.state}), not ${step.version}.`;
    return fail({ code: 'stale-version', detail });
  }
  const state = LEGAL[current.state][step.transition.kind];
  if (state === undefined || !suitsPhase(current, step.transition)) return illegal(current, step, '');
  return ok({
    ...current,
    ...noteOf(step.transition),
    state,
    version: current.version + 1,
    changedAt: now,
    ...timesOf(current, state, { now, hours }),
    lastStep: { transitionId: step.transitionId, digest },
  });
}

/** A word about apps that came later is no other end. */
function timesOf(
  before: Session,
  state: SessionState,
  { now, hours }: { readonly now: number; readonly hours: SessionHours },
): Partial<Session> {
  if (state === 'applying') return { expiresAt: now + hours.applying * HOUR_MILLISECONDS };
  return state === before.state ? {} : { endedAt: now };
}

export function isRepeat({ lastStep }: Session, { transitionId }: Step): boolean {
  return lastStep?.transitionId === transitionId;
}

type StepsFrom = Readonly<Partial<Record<Transition['kind'], SessionState>>>;

const LEGAL: Readonly<Record<SessionState, StepsFrom>> = {
  offered: { choose: 'applying', setUpAsNew: 'setUpAsNew', cancel: 'cancelled' },
  applying: { progress: 'applying', complete: 'completed', fail: 'failed' },
  completed: { appsEnded: 'completed', undo: 'undone' },
  failed: {},
  setUpAsNew: {},
  cancelled: {},
  expired: {},
  undone: {},
};

/** While a device is set up the person says yes or no; in use there is nothing to set up, and so nothing to refuse. */
function suitsPhase({ phase }: Session, { kind }: Transition): boolean {
  if (kind === 'setUpAsNew') return phase !== 'inUse';
  return kind !== 'cancel' || phase === 'inUse';
}

/** What the step tells. */
function noteOf(transition: Transition): Partial<Session> {
  switch (transition.kind) {
    case 'choose':
      return { choice: { profileId: transition.profileId, snapshotId: transition.snapshotId } };
    case 'progress':
      return { progress: { done: transition.done, total: transition.total } };
    case 'complete':
      return { outcomeCounts: countOutcomes(transition.outcomes) };
    case 'fail':
      return { outcomeCounts: countOutcomes(transition.outcomes), failureCode: transition.code };
    // Counted with all that was told before, by whoever keeps it.
    case 'appsEnded':
    case 'setUpAsNew':
    case 'cancel':
    case 'undo':
      return {};
  }
}

function digestOf(transition: Transition): string {
  return sha256(canonicalJson(transition));
}

function illegal(session: Session, { transition }: Step, why: string): Result<never, StepRefusal> {
  const { sessionId, state, phase } = session;
  const detail = `The restore ${sessionId} (${phase}) is "${state}": the step "${transition.kind}" does not lead on from there. ${why}`;
  return fail({ code: 'illegal-transition', detail: detail.trimEnd() });
}

const OTHER_STEP = 'Its id belongs to another step.';
