// Which enrollment of a device is meant. A device that knows says so itself. Of another the time counts when the person's
// key joined last: after a reset the key is another one. The person's, because people join a device one after the other, and
// who comes later must not make the service forget what those before them chose.

import type { TenantTransaction } from '../database/database.ts';
import { findDeviceKeys } from '../devices/device-key-store.ts';
import { findDeviceReport } from '../devices/device-report-store.ts';
import { findDevice } from '../devices/device-store.ts';
import type { Place } from '../restore/session-store.ts';

export async function enrollmentOf(tx: TenantTransaction, place: Place): Promise<string> {
  const said = (await findDeviceReport(tx, place.deviceId))?.enrollmentId;
  return said === undefined || said === UNSAID ? joinedEnrollment(tx, place) : said;
}

/** Stands for what a device did not say. */
export const UNSAID = 'unsaid';

async function joinedEnrollment(tx: TenantTransaction, place: Place): Promise<string> {
  const since = (await keyJoinedAt(tx, place)) ?? (await findDevice(tx, place.deviceId))?.createdAt;
  return `joined-${since === undefined ? 'never' : Math.floor(since.getTime() / 1000)}`;
}

/** When the key that the person uses on this device joined; `undefined`: they use none yet. */
export async function keyJoinedAt(tx: TenantTransaction, { userId, deviceId }: Place): Promise<Date | undefined> {
  return (await findDeviceKeys(tx, [deviceId])).findLast((key) => key.userId === userId)?.joinedAt;
}
