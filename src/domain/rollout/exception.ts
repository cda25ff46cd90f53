// What an organization leaves out of a rollout on purpose: what or whom, who answers for it, what those people do instead, and
// until when. An exception without an end is a gap that nobody sees any more, so each has one.

export type RolloutException = {
  readonly exceptionId: string;
  /** What or whom it is about: "Kiosks in the plant". */
  readonly subject: string;
  /** Who answers for it, by name. */
  readonly owner: string;
  /** What is done there instead. */
  readonly fallback: string;
  /** The last day that it holds for, `YYYY-MM-DD`. */
  readonly endsOn: string;
  readonly addedAt: number;
  readonly closedAt?: number;
};

export type ExceptionState = 'holds' | 'ended' | 'closed';

/** `ended`: its time is over and nobody closed or prolonged it. Days are UTC's. */
export function exceptionStateOf({ endsOn, closedAt }: RolloutException, now: number): ExceptionState {
  if (closedAt !== undefined) return 'closed';
  return endsOn < new Date(now).toISOString().slice(0, 10) ? 'ended' : 'holds';
}
