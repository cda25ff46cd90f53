// Gives a person everything that is stored of their backups, in the open format.

import type { Result } from '../../lib/result.ts';
import type { ExportPage, ExportQuery } from '../../protocol/operations/own-data.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { auditActorOf, type DeviceActor, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { exportPage } from './export-page.ts';

export function exportOwnData(
  context: Context,
  {
    actor,
    query: { after },
    requestId,
  }: {
    readonly actor: DeviceActor | UserActor;
    readonly query: ExportQuery;
    readonly requestId: string;
  },
): Promise<Result<ExportPage, Problem>> {
  const [now, eventId] = [context.clock(), newId(context)];
  return inTenant<ExportPage>(context, actor.tenantId, async (tx) => {
    const page = await exportPage(context, tx, actor, after);
    if (page.ok && after === undefined) {
      await appendAuditEvent(tx, {
        eventId,
        occurredAt: now,
        actor: auditActorOf(actor),
        activity: 'ownData.exported',
        correlationId: requestId,
        resources: [{ type: 'User', id: actor.userId, name: actor.userPrincipalName }],
      });
    }
    return page;
  });
}
