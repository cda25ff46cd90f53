// Takes a device out: everybody's key on it is forgotten and every credential of it revoked, from this moment. What it backed
// up stays, under its name, and can be restored on the next device; a restore that was not at its end there is over.

import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { AuditActor } from '../../domain/audit/event.ts';
import { expire } from '../../domain/restore/session.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId, newIds } from '../context.ts';
import { revokeOfDevice } from '../identity/credential-store.ts';
import { lockLiveSessionsOn, saveSession } from '../restore/session-store.ts';
import { inTenant } from '../transact.ts';
import { removeDeviceKeys } from './device-key-store.ts';
import { findDevice, setRemoved } from './device-store.ts';

export type RemovalInput = {
  readonly tenantId: string;
  readonly by: AuditActor;
  readonly correlationId: string;
  readonly deviceId: string;
};

export function removeDevice(
  context: Context,
  { tenantId, by, correlationId, deviceId }: RemovalInput,
): Promise<Result<{ readonly displayName: string }, Problem>> {
  const now = new Date(context.clock());
  const eventId = newId(context);
  const endIds = newIds(context);
  return inTenant(context, tenantId, async (tx) => {
    const device = isUuid(deviceId) ? await findDevice(tx, deviceId) : undefined;
    if (device === undefined) return fail({ code: 'not-found', detail: `There is no device ${deviceId}.` });
    await removeDeviceKeys(tx, deviceId);
    await revokeOfDevice(tx, deviceId, now);
    await setRemoved(tx, deviceId, now);
    const unfinished = await lockLiveSessionsOn(tx, deviceId);
    for (const { session } of unfinished) await saveSession(tx, expire(session, now.getTime()));
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now.getTime(),
      actor: by,
      activity: 'device.removed',
      correlationId,
      resources: [{ type: 'Device', id: deviceId, name: device.displayName }],
    });
    for (const [nth, { session, userPrincipalName }] of unfinished.entries()) {
      await appendAuditEvent(tx, {
        eventId: endIds(nth),
        occurredAt: now.getTime(),
        actor: by,
        activity: 'restore.expired',
        correlationId,
        resources: [
          { type: 'RestoreSession', id: session.sessionId },
          { type: 'User', id: session.userId, name: userPrincipalName },
          { type: 'Device', id: deviceId, name: device.displayName },
        ],
      });
    }
    return ok({ displayName: device.displayName });
  });
}
