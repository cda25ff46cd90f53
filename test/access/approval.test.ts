// The laws of approvals, over requests, decisions and readings in any order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Approval,
  APPROVAL_MINUTES_MAX,
  approvalState,
  decideApproval,
  findUsableApproval,
  REQUEST_HOURS_MAX,
} from '../../src/domain/access/approval.ts';
import { arbitraryOutcome, arbitraryRead, arbitraryRequest, arbitraryUser } from './arbitrary.ts';

const HOUR = 3_600_000;
const later = fc.integer({ min: 0, max: 2 * REQUEST_HOURS_MAX * HOUR });

test('nobody decides on their own request, a decision comes in time or not at all, and it is final', () => {
  fc.assert(
    fc.property(
      arbitraryRequest,
      arbitraryUser,
      arbitraryOutcome,
      later,
      later,
      (request, byUserId, outcome, wait, then) => {
        const at = request.requestedAt + wait;
        const decided = decideApproval(request, { outcome, byUserId, at });
        const own = request.requester.kind === 'user' && request.requester.id === byUserId;
        assert.equal(decided.ok, !own && wait < REQUEST_HOURS_MAX * HOUR);
        if (!decided.ok) return assert.equal(decided.error.code, own ? 'second-person-required' : 'already-decided');
        assert.equal(approvalState(decided.value, at), outcome);
        for (const again of ['approved', 'refused'] as const) {
          assert.equal(decideApproval(decided.value, { outcome: again, byUserId: 'user-9', at: at + then }).ok, false);
        }
      },
    ),
  );
});

test('an approval is good for its requester, its person and its snapshot, within its time, once if it says so', () => {
  fc.assert(
    fc.property(
      arbitraryRequest,
      arbitraryRead,
      arbitraryOutcome,
      later,
      fc.boolean(),
      (request, read, outcome, passed, usedBefore) => {
        const at = request.requestedAt + 1;
        const approval: Approval = {
          ...request,
          decision: { outcome, byUserId: 'user-9', at },
          usedAt: usedBefore ? at : null,
        };
        const minutes = Math.min(request.minutes, APPROVAL_MINUTES_MAX);
        const good =
          outcome === 'approved' &&
          passed < minutes * 60_000 &&
          !(request.once && usedBefore) &&
          request.userId === read.userId &&
          request.requester.kind === read.requester.kind &&
          request.requester.id === read.requester.id &&
          (request.snapshotId ?? read.snapshotId) === read.snapshotId;
        assert.equal(findUsableApproval([approval], read, at + passed), good ? approval : undefined);
      },
    ),
    { numRuns: 5000 },
  );
});

test('without a decision there is nothing to read with, however many requests there are', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRequest), arbitraryRead, later, (requests, read, now) => {
      assert.equal(findUsableApproval(requests, read, now), undefined);
    }),
  );
});

test('an approval for the one snapshot is used before one for all of them', () => {
  const all: Approval = {
    approvalId: 'all',
    requester: { kind: 'user', id: 'user-1' },
    userId: 'user-2',
    snapshotId: null,
    reason: 'The screen is broken.',
    once: true,
    minutes: 60,
    requestedAt: 0,
    decision: { outcome: 'approved', byUserId: 'user-3', at: 1 },
    usedAt: null,
  };
  const one = { ...all, approvalId: 'one', snapshotId: 'snapshot-1' };
  const read = { requester: all.requester, userId: 'user-2', snapshotId: 'snapshot-1' };
  assert.equal(findUsableApproval([all, one], read, 2), one);
});
