// The table of device records: what other services keep of devices, each as the JSON it was given as, under its kind and id.

import type { DeviceRecordKind, RecordBody } from '../../domain/enrollment/record.ts';
import type { TenantTransaction } from '../database/database.ts';

export type DeviceRecord = {
  readonly kind: DeviceRecordKind;
  readonly objectId: string;
  /** Entra's id of the device. */
  readonly directoryDeviceId: string | undefined;
  readonly deviceName: string | undefined;
  readonly serialNumber: string | undefined;
  readonly body: RecordBody;
  /** The file or the service that it came from. */
  readonly source: string;
  readonly importedAt: Date;
};

export async function findDeviceRecord(
  tx: TenantTransaction,
  kind: DeviceRecordKind,
  objectId: string,
): Promise<DeviceRecord | undefined> {
  const [row] = await tx.query<RecordRow>(`${SELECT} AND kind = $2 AND object_id = $3`, [tx.tenantId, kind, objectId]);
  return row && recordOf(row);
}

/** Of whatever kind. */
export async function findRecordsOfDirectoryDevice(
  tx: TenantTransaction,
  directoryDeviceId: string,
): Promise<readonly DeviceRecord[]> {
  const rows = await tx.query<RecordRow>(`${SELECT} AND directory_device_id = $2 ORDER BY kind, object_id`, [
    tx.tenantId,
    directoryDeviceId,
  ]);
  return rows.map(recordOf);
}

/** Of devices with this name; Windows ignores case in it. At most `limit`: whoever finds so many has found too many. */
export async function findRecordsByName(
  tx: TenantTransaction,
  deviceName: string,
  limit: number,
): Promise<readonly DeviceRecord[]> {
  const rows = await tx.query<RecordRow>(
    `${SELECT} AND kind = ANY ($2) AND lower(device_name) = lower($3) ORDER BY kind, object_id LIMIT $4`,
    [tx.tenantId, NAMED_KINDS, deviceName, limit],
  );
  return rows.map(recordOf);
}

/** Autopilot lists computers by their serial numbers, before any directory knows them. */
export async function findRecordsBySerial(
  tx: TenantTransaction,
  kind: DeviceRecordKind,
  serialNumbers: readonly string[],
): Promise<readonly DeviceRecord[]> {
  if (serialNumbers.length === 0) return [];
  const rows = await tx.query<RecordRow>(
    `${SELECT} AND kind = $2 AND lower(serial_number) = ANY ($3) ORDER BY object_id LIMIT 10`,
    [tx.tenantId, kind, serialNumbers.map((it) => it.toLowerCase())],
  );
  return rows.map(recordOf);
}

/** Kinds whose `device_name` is a computer's name; Autopilot's display name may be anything. */
const NAMED_KINDS: readonly DeviceRecordKind[] = ['managedDevice', 'device', 'cloudPC'];

const SELECT = `SELECT kind, object_id, directory_device_id, device_name, serial_number, body, source, imported_at
                  FROM device_record WHERE tenant_id = $1`;

type RecordRow = {
  readonly kind: DeviceRecordKind;
  readonly object_id: string;
  readonly directory_device_id: string | null;
  readonly device_name: string | null;
  readonly serial_number: string | null;
  readonly body: RecordBody;
  readonly source: string;
  readonly imported_at: Date;
};

function recordOf(row: RecordRow): DeviceRecord {
  return {
    kind: row.kind,
    objectId: row.object_id,
    directoryDeviceId: row.directory_device_id ?? undefined,
    deviceName: row.device_name ?? undefined,
    serialNumber: row.serial_number ?? undefined,
    body: row.body,
    source: row.source,
    importedAt: row.imported_at,
  };
}
