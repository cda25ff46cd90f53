// Lists a person's own requests and those that they may decide on: what waits for them.

import { decideAccess, type Target } from '../../domain/access/decide-access.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import type { Approval } from '../../protocol/operations/access.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { DeviceActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { findApprovals } from './approval-store.ts';
import { describeApproval } from './describe-approval.ts';
import { loadGrants, loadTarget } from './load-grants.ts';

export function listApprovals(
  context: Context,
  actor: DeviceActor | UserActor,
): Promise<Result<{ readonly approvals: readonly Approval[] }, Problem>> {
  const now = context.clock();
  return inTenant(context, actor.tenantId, async (tx) => {
    const { grants } = await loadGrants(tx, actor);
    const found = await findApprovals(tx, PAGE_SIZE_MAX);
    const targets = new Map<string, Target>();
    for (const userId of new Set(found.map((it) => it.userId))) targets.set(userId, await loadTarget(tx, userId, now));

    const visible = found.filter(
      ({ requester, userId }) =>
        (requester.kind === 'user' && requester.id === actor.userId) ||
        decideAccess(grants, 'approval.decide', targets.get(userId)).allowed,
    );
    return ok({ approvals: visible.map((it) => describeApproval(it, { kind: 'user', id: actor.userId }, now)) });
  });
}
