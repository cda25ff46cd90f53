// The rows that a list of devices is made of: imported records, and Keepsake's own devices in the same shape, unless a record
// stands for them. Pages come from indexes; no list is ever put together in memory.

import type { DeviceRecordKind } from '../../domain/enrollment/record.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Entity, countSql, pageSql } from '../graph/entity-page.ts';
import type { Columns } from '../graph/filter/filter-sql.ts';
import type { ODataQuery } from '../graph/odata-query.ts';

export type ListedKind = Exclude<DeviceRecordKind, 'cloudPC'>;

export type ListedPage = { readonly entities: readonly Entity[]; readonly count: number | undefined };

export async function findListedDevices(
  tx: TenantTransaction,
  kind: ListedKind,
  { query, columns }: { readonly query: ODataQuery; readonly columns: Columns },
): Promise<ListedPage> {
  const given = [tx.tenantId, kind];
  const page = pageSql(query, columns, given);
  const most = page.offset + page.limit;
  const rows = await tx.query<{ body: Entity }>(
    `SELECT r.body FROM (${pageOfEach(kind, page.where, page.order, most)}) r
      ORDER BY ${page.order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    page.parameters,
  );
  const entities = rows.map(({ body }) => body);
  if (!query.count) return { entities, count: undefined };
  const counted = countSql(query, columns, given);
  const [row] = await tx.query<{ count: string }>(
    `SELECT count(*) AS count FROM (${ROWS[kind].join(' UNION ALL ')}) r WHERE ${counted.where}`,
    counted.parameters,
  );
  return { entities, count: Number(row?.count ?? 0) };
}

/** As many of each as could stand on the page, each in the order of its index. */
function pageOfEach(kind: ListedKind, where: string, order: string, most: number): string {
  return ROWS[kind]
    .map((rows) => `(SELECT r.* FROM (${rows}) r WHERE ${where} ORDER BY ${order} LIMIT ${most})`)
    .join(' UNION ALL ');
}

export async function findListedDevice(
  tx: TenantTransaction,
  kind: ListedKind,
  id: string,
): Promise<Entity | undefined> {
  const [row] = await tx.query<{ body: Entity }>(
    `SELECT r.body FROM (${ROWS[kind].join(' UNION ALL ')}) r WHERE r.id = $3`,
    [tx.tenantId, kind, id],
  );
  return row?.body;
}

const RECORDS = `
  SELECT object_id AS id, directory_device_id, name_key, serial_key, user_key, body
    FROM device_record WHERE tenant_id = $1 AND kind = $2`;

/** A device that is a record as well is shown as that: the organization's service knows more of it. */
const OWN_FROM = `
    FROM device d LEFT JOIN device_report p ON p.tenant_id = d.tenant_id AND p.device_id = d.device_id
   WHERE d.tenant_id = $1 AND d.removed_at IS NULL
     AND NOT EXISTS (SELECT FROM device_record o
                      WHERE o.tenant_id = $1 AND o.kind = $2 AND o.directory_device_id = d.directory_device_id)`;

const VERSION = `'10.0.' || (p.facts ->> 'windowsBuild') || coalesce('.' || (p.facts ->> 'updateRevision'), '')`;

function instantSql(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

const OWN_MANAGED_DEVICES = `
  SELECT d.device_id AS id, d.directory_device_id, lower(d.display_name COLLATE "C") AS name_key, NULL AS serial_key, NULL AS user_key,
         jsonb_build_object(
           'id', d.device_id, 'deviceName', d.display_name, 'azureADDeviceId', d.directory_device_id,
           'joinType', coalesce(d.join_type, 'unknown'), 'operatingSystem', 'Windows', 'osVersion', ${VERSION},
           'skuNumber', p.facts -> 'sku', 'manufacturer', p.facts -> 'manufacturer', 'model', p.facts -> 'model',
           'managedDeviceOwnerType', coalesce(p.facts ->> 'ownership', 'unknown'),
           'complianceState', CASE p.facts -> 'isCompliant' WHEN 'true' THEN 'compliant' WHEN 'false' THEN 'noncompliant'
                                                             ELSE 'unknown' END,
           'managementAgent', 'unknown',
           'deviceEnrollmentType', CASE p.enrollment ->> 'path' WHEN 'oobeJoin' THEN 'windowsAzureADJoin'
             WHEN 'groupPolicy' THEN 'windowsAutoEnrollment' WHEN 'coManagement' THEN 'windowsCoManagement'
             WHEN 'bulk' THEN 'windowsBulkAzureDomainJoin' ELSE 'unknown' END,
           'enrolledDateTime', ${instantSql('d.joined_at')}, 'lastSyncDateTime', ${instantSql('p.reported_at')}) AS body
  ${OWN_FROM}`;

const OWN_DIRECTORY_DEVICES = `
  SELECT d.device_id AS id, coalesce(d.directory_device_id, d.device_id) AS directory_device_id,
         lower(d.display_name COLLATE "C") AS name_key, NULL AS serial_key, NULL AS user_key,
         jsonb_build_object(
           'id', d.device_id, 'deviceId', coalesce(d.directory_device_id, d.device_id), 'displayName', d.display_name,
           'accountEnabled', true, 'operatingSystem', 'Windows', 'operatingSystemVersion', ${VERSION},
           'trustType', CASE d.join_type WHEN 'azureADJoined' THEN 'AzureAd' WHEN 'hybridAzureADJoined' THEN 'ServerAd'
                                         WHEN 'azureADRegistered' THEN 'Workplace' END,
           'profileType', CASE p.facts ->> 'usage' WHEN 'shared' THEN 'Shared' ELSE 'RegisteredDevice' END,
           'isCompliant', p.facts -> 'isCompliant', 'isManaged', false,
           'deviceOwnership', initcap(p.facts ->> 'ownership'),
           'manufacturer', p.facts -> 'manufacturer', 'model', p.facts -> 'model',
           'systemLabels', CASE p.facts ->> 'usage' WHEN 'multiUser' THEN '["MultiUser"]'::jsonb ELSE '[]' END,
           'physicalIds', '[]'::jsonb, 'registrationDateTime', ${instantSql('d.joined_at')},
           'approximateLastSignInDateTime', ${instantSql('p.reported_at')}) AS body
  ${OWN_FROM}`;

/** What a list is made of. */
const ROWS: Readonly<Record<ListedKind, readonly string[]>> = {
  managedDevice: [RECORDS, OWN_MANAGED_DEVICES],
  device: [RECORDS, OWN_DIRECTORY_DEVICES],
  autopilotDeviceIdentity: [RECORDS],
};
