// Which imported records are of a device: those with the id that the directory gave it; for a device that does not know this
// id, those with its name, if only one device of the directory and one of Keepsake's bears that name.

import type { TenantTransaction } from '../database/database.ts';
import {
  type DeviceRecord,
  findRecordsByName,
  findRecordsBySerial,
  findRecordsOfDirectoryDevice,
} from './device-record-store.ts';
import { type Device, isNameUnique } from './device-store.ts';

/** `ambiguousName`: several devices bear the name, so none of their records counts. */
export type RecordLink = 'directoryId' | 'name' | 'ambiguousName' | 'none';

export type LinkedRecords = { readonly linkedBy: RecordLink; readonly records: readonly DeviceRecord[] };

export async function findRecordsOf(tx: TenantTransaction, device: Device | undefined): Promise<LinkedRecords> {
  if (device === undefined) return NOTHING;
  if (device.directoryDeviceId === undefined) return byName(tx, device.displayName);
  const records = await findRecordsOfDirectoryDevice(tx, device.directoryDeviceId);
  return records.length === 0 ? NOTHING : { linkedBy: 'directoryId', records: await withAutopilot(tx, records) };
}

async function byName(tx: TenantTransaction, name: string): Promise<LinkedRecords> {
  const named = await findRecordsByName(tx, name, NAMESAKES_MAX);
  if (named.length === 0) return NOTHING;
  const ids = new Set(named.map((it) => it.directoryDeviceId ?? it.objectId));
  if (ids.size > 1 || !(await isNameUnique(tx, name))) return { linkedBy: 'ambiguousName', records: [] };
  const [id] = named.flatMap((it) => it.directoryDeviceId ?? []);
  const records = id === undefined ? named : await findRecordsOfDirectoryDevice(tx, id);
  return { linkedBy: 'name', records: await withAutopilot(tx, records) };
}

/** Autopilot may list the computer by its serial number alone. */
async function withAutopilot(
  tx: TenantTransaction,
  records: readonly DeviceRecord[],
): Promise<readonly DeviceRecord[]> {
  if (records.some(({ kind }) => kind === 'autopilotDeviceIdentity')) return records;
  const serials = records.flatMap(({ serialKey }) => serialKey ?? []);
  const found = await findRecordsBySerial(tx, 'autopilotDeviceIdentity', serials);
  return found.length === 1 ? [...records, ...found] : records;
}

const NOTHING: LinkedRecords = { linkedBy: 'none', records: [] };
/** One device has a record of each kind at most; more are namesakes. */
const NAMESAKES_MAX = 8;
