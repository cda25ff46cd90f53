// Sets how long a tenant's snapshots are kept, for the operator or for an administrator. It takes effect on each backup profile
// with the next snapshot that is stored there; the latest good snapshot stays whatever the policy says.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { RetentionPolicy } from '../../domain/snapshot/retention.ts';
import { RETENTION_DAYS_MAX, RETENTION_SNAPSHOTS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Act } from '../keys/act.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { tenantExists } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';
import { findRetentionPolicy, setRetentionPolicy } from './retention-store.ts';

/** Without `act` it is the operator's. */
export async function setRetention(
  context: Context,
  input: RetentionPolicy & { readonly tenantId: string; readonly act?: Act },
): Promise<Result<RetentionPolicy, Problem>> {
  const { tenantId, keepLast, keepDays, act } = input;
  const unknown = fail({ code: 'not-found', detail: `There is no tenant "${tenantId}".` } as const);
  if (!isUuid(tenantId)) return unknown;
  if (!isCount(keepLast, 1, RETENTION_SNAPSHOTS_MAX)) {
    return refuse(`Between 1 and ${RETENTION_SNAPSHOTS_MAX} of the newest snapshots are kept, not ${keepLast}.`);
  }
  if (!isCount(keepDays, 0, RETENTION_DAYS_MAX)) {
    return refuse(`Snapshots are kept for 0 to ${RETENTION_DAYS_MAX} whole days, not ${keepDays}.`);
  }
  const policy: RetentionPolicy = { keepLast, keepDays };
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, tenantId, async (tx) => {
    if (!(await tenantExists(tx))) return unknown;

    const before = await findRetentionPolicy(tx);
    await setRetentionPolicy(tx, policy, now);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: act?.actor ?? OPERATOR,
      activity: 'retention.set',
      correlationId: act?.correlationId ?? eventId,
      resources: [
        {
          type: 'RetentionPolicy',
          id: tenantId,
          properties: {
            keepLast: { old: before.keepLast, new: keepLast },
            keepDays: { old: before.keepDays, new: keepDays },
          },
        },
      ],
    });
    return ok(policy);
  });
}

function isCount(value: number, minimum: number, maximum: number): boolean {
  return Number.isInteger(value) && value >= minimum && value <= maximum;
}

function refuse(detail: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail });
}
