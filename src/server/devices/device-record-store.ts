// The table of device records: what other services keep of devices, each as the JSON it was given as, under its kind and id.

import type { DeviceRecordKind, RecordBody } from '../../domain/enrollment/record.ts';
import type { NewDeviceRecord } from '../../domain/import/device-record.ts';
import type { TenantTransaction } from '../database/database.ts';

export type DeviceRecord = {
  readonly kind: DeviceRecordKind;
  readonly objectId: string;
  /** Entra's id of the device. */
  readonly directoryDeviceId: string | undefined;
  readonly deviceName: string | undefined;
  readonly serialKey: string | undefined;
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
    `${SELECT} AND kind = ANY ($2) AND name_key = lower($3 COLLATE "C") ORDER BY kind, object_id LIMIT $4`,
    [tx.tenantId, NAMED_KINDS, deviceName, limit],
  );
  return rows.map(recordOf);
}

/** Autopilot lists computers by their serial numbers, before any directory knows them. */
export async function findRecordsBySerial(
  tx: TenantTransaction,
  kind: DeviceRecordKind,
  serialKeys: readonly string[],
): Promise<readonly DeviceRecord[]> {
  if (serialKeys.length === 0) return [];
  const rows = await tx.query<RecordRow>(
    `${SELECT} AND kind = $2 AND serial_key = ANY ($3) ORDER BY object_id LIMIT 10`,
    [tx.tenantId, kind, serialKeys],
  );
  return rows.map(recordOf);
}

/**
 * Takes records in, each in the place of the one with its kind and id. Answers with those that are new or differ from what was
 * there; no two of `records` have the same kind and id.
 */
export async function putDeviceRecords(
  tx: TenantTransaction,
  records: readonly NewDeviceRecord[],
  { source, now }: { readonly source: string; readonly now: Date },
): Promise<readonly PutRecord[]> {
  const rows = await tx.query<{
    kind: DeviceRecordKind;
    object_id: string;
    device_name: string | null;
    added: boolean;
  }>(
    `INSERT INTO device_record (tenant_id, kind, object_id, directory_device_id, device_name, name_key, serial_key, user_key, body,
                                source, imported_at)
     SELECT $1, g."kind", g."objectId", g."directoryDeviceId", g."deviceName", g."nameKey", g."serialKey", g."userKey", g."body", $3, $4
       FROM jsonb_to_recordset($2::jsonb)
            AS g ("kind" text, "objectId" uuid, "directoryDeviceId" uuid, "deviceName" text, "nameKey" text,
                  "serialKey" text, "userKey" text, "body" jsonb)
     ON CONFLICT (tenant_id, kind, object_id) DO UPDATE
       SET directory_device_id = excluded.directory_device_id, device_name = excluded.device_name,
           name_key = excluded.name_key, serial_key = excluded.serial_key, user_key = excluded.user_key, body = excluded.body, source = excluded.source,
           imported_at = excluded.imported_at
       WHERE device_record.body IS DISTINCT FROM excluded.body
     RETURNING kind, object_id, device_name, xmax = 0 AS added`,
    [tx.tenantId, JSON.stringify(records), source, now],
  );
  return rows.map((row) => ({
    kind: row.kind,
    objectId: row.object_id,
    deviceName: row.device_name ?? undefined,
    isNew: row.added,
  }));
}

export type PutRecord = Pick<DeviceRecord, 'kind' | 'objectId' | 'deviceName'> & { readonly isNew: boolean };

/** `undefined`: there was none. */
export async function removeDeviceRecord(
  tx: TenantTransaction,
  kind: DeviceRecordKind,
  objectId: string,
): Promise<{ readonly deviceName: string | undefined } | undefined> {
  const [row] = await tx.query<{ device_name: string | null }>(
    'DELETE FROM device_record WHERE tenant_id = $1 AND kind = $2 AND object_id = $3 RETURNING device_name',
    [tx.tenantId, kind, objectId],
  );
  return row && { deviceName: row.device_name ?? undefined };
}

/** Kinds whose `device_name` is a computer's name; Autopilot's display name may be anything. */
const NAMED_KINDS: readonly DeviceRecordKind[] = ['managedDevice', 'device', 'cloudPC'];

const SELECT = `SELECT kind, object_id, directory_device_id, device_name, serial_key, body, source, imported_at
                  FROM device_record WHERE tenant_id = $1`;

type RecordRow = {
  readonly kind: DeviceRecordKind;
  readonly object_id: string;
  readonly directory_device_id: string | null;
  readonly device_name: string | null;
  readonly serial_key: string | null;
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
    serialKey: row.serial_key ?? undefined,
    body: row.body,
    source: row.source,
    importedAt: row.imported_at,
  };
}
