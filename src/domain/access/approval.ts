// An approval: one person's request to read somebody's backup, another person's word on it, and what became of it.
//
//   pending ─► approved ─► used (once) or expired (its time is over)
//      ├─────► refused
//      └─────► lapsed (nobody decided in time)
//
// Guarantees, each a law in test/access: nobody decides on their own request; a decision is final; what was approved is
// good for its requester, that person's backup and, if it names one, that snapshot alone; never longer than
// APPROVAL_MINUTES_MAX from the decision, and once if that was the request.

import { fail, ok, type Result } from '../../lib/result.ts';

export type Approval = {
  readonly approvalId: string;
  readonly requester: Requester;
  /** Whose backup is to be read. */
  readonly userId: string;
  /** `null`: any of theirs. */
  readonly snapshotId: string | null;
  readonly reason: string;
  readonly once: boolean;
  /** How long it holds from the decision on. */
  readonly minutes: number;
  /** Milliseconds since 1970, like all times here. */
  readonly requestedAt: number;
  readonly decision: Decision | null;
  readonly usedAt: number | null;
};

export type Requester = { readonly kind: 'user' | 'application'; readonly id: string };

export type Decision = { readonly outcome: 'approved' | 'refused'; readonly byUserId: string; readonly at: number };

export type ApprovalState = 'pending' | 'lapsed' | 'refused' | 'approved' | 'used' | 'expired';

export const APPROVAL_MINUTES_MAX = 8 * 60;
/** How long a request waits for somebody to decide. */
export const REQUEST_HOURS_MAX = 72;

export function approvalState(approval: Approval, now: number): ApprovalState {
  const { decision, requestedAt, once, usedAt, minutes } = approval;
  if (decision === null) return now < requestedAt + REQUEST_HOURS_MAX * HOUR ? 'pending' : 'lapsed';
  if (decision.outcome === 'refused') return 'refused';
  if (once && usedAt !== null) return 'used';
  return now < decision.at + Math.min(minutes, APPROVAL_MINUTES_MAX) * MINUTE ? 'approved' : 'expired';
}

export type ApprovalRefusal = { readonly code: 'second-person-required' | 'already-decided'; readonly detail: string };

export function decideApproval(approval: Approval, decision: Decision): Result<Approval, ApprovalRefusal> {
  const { requester } = approval;
  if (requester.kind === 'user' && requester.id === decision.byUserId) {
    return fail({ code: 'second-person-required', detail: 'Nobody decides on their own request.' });
  }
  const state = approvalState(approval, decision.at);
  if (state !== 'pending') return fail({ code: 'already-decided', detail: `The request is ${state}, not pending.` });
  return ok({ ...approval, decision });
}

/** Of these approvals the one to read with; one that names the snapshot before one that names none. */
export function findUsableApproval(
  approvals: readonly Approval[],
  read: { readonly requester: Requester; readonly userId: string; readonly snapshotId: string | null },
  now: number,
): Approval | undefined {
  const usable = approvals.filter(
    (it) =>
      it.requester.kind === read.requester.kind &&
      it.requester.id === read.requester.id &&
      it.userId === read.userId &&
      (it.snapshotId === null || it.snapshotId === read.snapshotId) &&
      approvalState(it, now) === 'approved',
  );
  return usable.find(({ snapshotId }) => snapshotId !== null) ?? usable[0];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
