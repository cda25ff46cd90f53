// What becomes of a live restore when its device asks again: usually it goes on, wherever the person had got to. It is over when
// its time is; when the device was enrolled anew; and when an offer that nobody answered is asked about in a later phase, which
// has policies and a decision of its own. None of these is a refusal by the person.

import { ENROLLMENT_PHASES, type EnrollmentPhase } from '../enrollment/phase.ts';
import { expire, isExpired, type Session, sessionAt } from './session.ts';

export type Asked = { readonly phase: EnrollmentPhase; readonly enrollmentId: string };

/** Live still, or ended. */
export function askedAgain(session: Session, asked: Asked, now: number): Session {
  if (isExpired(session, now)) return sessionAt(session, now);
  const isOfOtherEnrollment = session.enrollmentId !== asked.enrollmentId;
  const wasPassedOver = session.state === 'offered' && rank(asked.phase) > rank(session.phase);
  return isOfOtherEnrollment || wasPassedOver ? expire(session, now) : session;
}

function rank(phase: EnrollmentPhase): number {
  return ENROLLMENT_PHASES.indexOf(phase);
}
