// What administrators and operators do, about everybody's things. Whom and what they name is drawn from what the world knows.

import { allowAgain } from '../../../src/server/keys/allow-again.ts';
import { operatorsAct } from '../../../src/server/keys/act.ts';
import { setRetention } from '../../../src/server/backup/set-retention.ts';
import type { Act } from '../act.ts';
import { asking, inSomeTenant } from '../asking.ts';
import { seatPerson } from '../world.ts';

export const ADMINISTRATORS_ACTS: readonly Act[] = [
  inSomeTenant('retention is set', 6, async ({ operate, chance }, tenant) => {
    const policy = { keepLast: chance.pick([1, 1, 3]), keepDays: chance.pick([0, 0, 7]) };
    await operate(tenant, (context) => setRetention(context, { tenantId: tenant.tenantId, ...policy }));
  }),
  asking('somebody’s backup is deleted', 3, 'deleteProfileOf', ({ chance, seen }, tenant) => {
    const profiles = seen().profiles.filter((it) => it.tenantId === tenant.tenantId);
    if (profiles.length === 0) return undefined;
    const { userId, profileId } = chance.pick(profiles);
    return { params: { userId, profileId }, query: REASON };
  }),
  asking('a snapshot is deleted', 3, 'deleteSnapshotOf', ({ chance, seen }, tenant) => {
    const { profiles, snapshots } = seen();
    const some = snapshots.filter((it) => it.tenantId === tenant.tenantId);
    if (some.length === 0) return undefined;
    const { snapshotId, profileId } = chance.pick(some);
    const userId = profiles.find((it) => it.profileId === profileId)?.userId;
    return userId === undefined ? undefined : { params: { userId, snapshotId }, query: REASON };
  }),
  asking('a device is removed', 1, 'removeDevice', ({ chance }, { devices }) => ({
    params: { deviceId: chance.pick(devices).deviceId },
  })),
  asking('somebody is erased', 2, 'eraseUser', ({ chance }, { people }) => ({
    params: { userId: chance.pick(people).userId },
  })),
  inSomeTenant('somebody may be backed up again', 5, async ({ chance, operate }, tenant) => {
    const { userId } = chance.pick(tenant.people);
    await operate(tenant, (context) => allowAgain(context, operatorsAct(context, tenant.tenantId), userId));
  }),
  asking('a legal hold is placed', 0.5, 'placeLegalHold', ({ chance }, { people }) => ({
    params: { userId: chance.pick(people).userId },
    body: REASON,
  })),
  inSomeTenant('a device comes back', 2, async (simulation, tenant) => {
    const { chance, trace } = simulation;
    const device = chance.pick(tenant.devices);
    const seat = device.seats.length === 0 ? undefined : chance.pick(device.seats);
    if (seat === undefined || seat.agent !== undefined) return;
    device.seats.splice(device.seats.indexOf(seat), 1);
    const { userPrincipalName } = seat.person;
    const again = await simulation.prepare(tenant, (context) => seatPerson(context, device, userPrincipalName));
    again.profile = seat.profile;
    again.phase = seat.phase;
    trace.note(`  ${seat.person.userPrincipalName} signs in on ${device.name} anew`);
  }),
];

const REASON = { reason: 'An administrator of the simulation wants it so.' };
