// The life of restores, as the database tells it from step to step.

import type { Findings, Invariant } from '../invariant.ts';
import type { SessionSeen, Sight } from '../sight.ts';

/** At most one that somebody may still go on with, for each person and device. */
const atMostOneLives: Invariant = {
  name: 'at most one restore lives',
  watch:
    () =>
    ({ sight }) => {
      const live = sight.sessions.filter(({ state }) => LIVE.has(state));
      const places = Map.groupBy(live, placeOf);
      return [...places].filter(([, all]) => all.length > 1).map(([place]) => `two restores live at ${place}`);
    },
};

/** Only along the arrows of src/domain/restore/session.ts, each of which raises the version by one. */
const theDiagramHolds: Invariant = {
  name: 'a restore stays within its diagram',
  watch:
    () =>
    ({ sight, before }) => {
      const then = new Map(before.sessions.map((it) => [it.sessionId, it]));
      return sight.sessions.flatMap((now) => stepFindings(then.get(now.sessionId), now));
    },
};

/** Whoever said "Set up as new" is not offered a restore on that enrollment again; but who is erased is forgotten. */
const skippedIsFinal: Invariant = {
  name: 'skipped is final',
  watch: () => {
    const skipped = new Map<string, string>();
    return ({ sight, before }) => {
      const known = new Set(before.sessions.map(({ sessionId }) => sessionId));
      const found = sight.sessions
        .filter((it) => !known.has(it.sessionId) && it.phase !== 'inUse' && skipped.has(enrollmentOf(it)))
        .map((it) => `${enrollmentOf(it)} skipped, and is offered ${it.sessionId} (${it.phase})`);
      for (const it of sight.sessions) if (it.state === 'setUpAsNew') skipped.set(enrollmentOf(it), it.userId);
      for (const userId of erased(sight)) for (const [key, whose] of skipped) if (whose === userId) skipped.delete(key);
      return found;
    };
  },
};

/** Each step of a restore is an event, once. */
const stepsAreTold: Invariant = {
  name: 'each step of a restore is told once',
  watch: () => {
    const told = new Map<string, number>();
    return ({ sight }) => {
      for (const { resources } of sight.events) {
        for (const { auditResourceType, resourceId } of resources) {
          if (auditResourceType === 'RestoreSession') told.set(resourceId, (told.get(resourceId) ?? 0) + 1);
        }
      }
      return sight.sessions
        .filter(({ sessionId, version }) => told.get(sessionId) !== version + 1)
        .map(({ sessionId, version }) => `${sessionId} is at ${version} and has ${told.get(sessionId) ?? 0} events`);
    };
  },
};

/** A step that was acknowledged was taken. */
const acknowledgedStepsAreTaken: Invariant = {
  name: 'an acknowledged step of a restore is taken',
  watch:
    () =>
    ({ sight, served }) =>
      served.flatMap(({ asked, outcome }) => {
        if (asked.operation !== 'moveRestoreSession' || outcome === 'crashed' || !outcome.ok) return [];
        const told = outcome.value as SessionSeen;
        const there = sight.sessions.find(({ sessionId }) => sessionId === told.sessionId);
        const isTaken = there?.state === told.state && there.version === told.version;
        return isTaken ? [] : [`${told.sessionId} is said to be ${told.state} and is ${there?.state ?? 'gone'}`];
      }),
};

export const SESSION_INVARIANTS: readonly Invariant[] = [
  atMostOneLives,
  theDiagramHolds,
  skippedIsFinal,
  stepsAreTold,
  acknowledgedStepsAreTaken,
];

function stepFindings(then: SessionSeen | undefined, now: SessionSeen): Findings {
  if (then === undefined) {
    return now.state === 'offered' && now.version === 0 ? [] : [`${now.sessionId} begins as ${now.state}`];
  }
  const raised = now.version - then.version;
  if (raised === 0 && now.state === then.state) return [];
  const isLegal = raised === 1 && ARROWS[then.state]?.includes(now.state) === true;
  return isLegal ? [] : [`${now.sessionId} went from ${then.state} to ${now.state}, by ${raised} versions`];
}

function erased({ events }: Sight): readonly string[] {
  return events
    .filter(({ activity }) => activity === 'user.erased')
    .flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId));
}

function placeOf({ tenantId, userId, deviceId }: SessionSeen): string {
  return `${tenantId} ${userId} ${deviceId}`;
}

function enrollmentOf(session: SessionSeen): string {
  return `${placeOf(session)} ${session.enrollmentId}`;
}

const LIVE = new Set(['offered', 'applying']);

const ARROWS: Readonly<Record<string, readonly string[]>> = {
  offered: ['applying', 'setUpAsNew', 'cancelled', 'expired'],
  applying: ['applying', 'completed', 'failed', 'expired'],
  completed: ['undone'],
};
