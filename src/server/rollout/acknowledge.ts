// Acknowledging what nobody can measure, by name and in a role; and taking it back.

import type { Acknowledgement, AcknowledgementSubject } from '../../domain/rollout/acknowledgement.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findAcknowledgements, putAcknowledgement, removeAcknowledgement } from './acknowledgement-store.ts';
import { lockRollout } from './ring-store.ts';
import { eventOf, momentOf, type RolloutAct } from './rollout-act.ts';

/** Whoever says it again takes it over: the day and the name are those of the last. */
export function acknowledge(
  context: Context,
  act: RolloutAct,
  { subject, by, role }: Pick<Acknowledgement, 'subject' | 'by' | 'role'>,
): Promise<Result<Acknowledgement, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const given = { subject, by, role, at: moment.now };
    await putAcknowledgement(tx, given);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'rollout.acknowledged',
      resources: [{ ...resourceOf(act.tenantId, subject), properties: { by: { new: by }, role: { new: role } } }],
    });
    return ok(given);
  });
}

/** Of what nobody acknowledged there is nothing to take back. */
export function withdrawAcknowledgement(
  context: Context,
  act: RolloutAct,
  subject: AcknowledgementSubject,
): Promise<Result<null, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const before = (await findAcknowledgements(tx)).find((it) => it.subject === subject);
    if (before === undefined) return ok(null);
    await removeAcknowledgement(tx, subject);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'rollout.acknowledgementWithdrawn',
      resources: [
        {
          ...resourceOf(act.tenantId, subject),
          properties: { by: { old: before.by }, role: { old: before.role } },
        },
      ],
    });
    return ok(null);
  });
}

function resourceOf(tenantId: string, subject: AcknowledgementSubject) {
  return { type: 'Rollout', id: tenantId, name: subject } as const;
}
