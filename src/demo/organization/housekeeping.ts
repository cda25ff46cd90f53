// What else an administrator has to do in months: holds for people whose data a lawyer asked for, a device that was sold, somebody
// who left and was erased, a backup that was read because its person asked for help.

import type { Context } from '../../server/context.ts';
import { removeDevice } from '../../server/devices/remove-device.ts';
import { auditActorOf, type UserActor } from '../../server/identity/actor.ts';
import type { Act } from '../../server/keys/act.ts';
import { eraseUser } from '../../server/keys/erase-user.ts';
import { placeLegalHold, releaseLegalHold } from '../../server/keys/legal-holds.ts';
import { newId } from '../../server/context.ts';
import { requestApproval } from '../../server/access/request-approval.ts';
import { certain, contextAt, type Seat } from './device-life.ts';
import type { Setting } from './lives.ts';

export function planHousekeeping(
  { context, timeline, administrator, daysAgo }: Setting & { readonly administrator: UserActor },
  seats: readonly Seat[],
): void {
  // Who left stopped backing up before, and got no new device.
  const [held, released, left] = [seats[21], seats[47], seats[44]];
  const act = (at: Context): Act => ({
    tenantId: administrator.tenantId,
    actor: auditActorOf(administrator),
    actorName: administrator.userPrincipalName,
    correlationId: newId(at),
  });
  const hold = async (at: Context, seat: Seat | undefined, reason: string): Promise<string | undefined> => {
    const userId = seat?.actor?.userId;
    return userId === undefined ? undefined : certain(await placeLegalHold(at, act(at), { userId, reason })).holdId;
  };
  timeline.at(daysAgo(63) + 5 * HOUR, async (time) => {
    const at = contextAt(context, time);
    const holdId = await hold(at, released, 'Audit of the 2025 supplier contracts');
    timeline.at(daysAgo(24) + 6 * HOUR, async (later) => {
      const then = contextAt(context, later);
      if (holdId !== undefined) certain(await releaseLegalHold(then, act(then), { holdId }));
    });
  });
  timeline.at(daysAgo(16) + 3 * HOUR, (time) =>
    hold(contextAt(context, time), held, 'Dispute FB-2291, on request of counsel'),
  );
  timeline.at(daysAgo(9) + 7 * HOUR, async (time) => {
    const [at, actor] = [contextAt(context, time), left?.actor];
    if (actor === undefined) return;
    certain(await removeDevice(at, { ...act(at), by: auditActorOf(administrator), deviceId: actor.deviceId }));
    certain(await eraseUser(at, act(at), actor.userId));
  });
  timeline.at(daysAgo(1) + 6 * HOUR, async (time) => {
    const [at, userId] = [contextAt(context, time), seats[3]?.actor?.userId];
    if (userId === undefined) return;
    const reason = 'Lost settings after a repair, ticket 40172';
    const request = { userId, snapshotId: null, reason, once: true, minutes: 60, correlationId: newId(at) };
    certain(await requestApproval(at, administrator, request));
  });
}

const HOUR = 60 * 60_000;
