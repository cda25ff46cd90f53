// Forgets what a management service said of a device. Only the record goes: a device that joined here is taken out by its own
// operation, and the next import of the same record brings it back.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { removeDeviceRecord } from './device-record-store.ts';
import { findDevice } from './device-store.ts';

export type DeletionInput = {
  readonly actor: UserActor | ApplicationActor;
  readonly requestId: string;
  readonly objectId: string;
};

export function deleteManagedDevice(
  context: Context,
  { actor, requestId, objectId }: DeletionInput,
): Promise<Result<null, Problem>> {
  const eventId = newId(context);
  const now = context.clock();
  return inTenant(context, actor.tenantId, async (tx) => {
    const removed = await removeDeviceRecord(tx, 'managedDevice', objectId);
    if (removed === undefined) {
      if ((await findDevice(tx, objectId)) === undefined) return fail(notFound(objectId));
      const detail = `The device ${objectId} joined here: take it out with DELETE /v1/devices/${objectId}.`;
      return fail({ code: 'bad-request', detail });
    }
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOf(actor),
      activity: 'managedDevice.deleted',
      correlationId: requestId,
      resources: [{ type: 'ManagedDevice', id: objectId, name: removed.deviceName }],
    });
    return ok(null);
  });
}

function notFound(id: string): Problem {
  return { code: 'not-found', detail: `There is no managed device ${id}.` };
}
