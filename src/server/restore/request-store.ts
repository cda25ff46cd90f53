// The table of restores that administrators asked for.

import type { RestoreRequest } from '../../domain/restore/restore-request.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { Place } from './session-store.ts';

export async function addRequest(tx: TenantTransaction, request: RestoreRequest): Promise<void> {
  await tx.query(
    `INSERT INTO restore_request (tenant_id, request_id, user_id, device_id, profile_id, snapshot_id, reason, requested_by,
                                  requested_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      request.requestId,
      request.userId,
      request.deviceId,
      request.wanted?.profileId ?? null,
      request.wanted?.snapshotId ?? null,
      request.reason,
      request.requestedBy,
      new Date(request.requestedAt),
      new Date(request.expiresAt),
    ],
  );
}

export async function setWithdrawn(tx: TenantTransaction, requestId: string, now: Date): Promise<void> {
  await tx.query('UPDATE restore_request SET withdrawn_at = $3 WHERE tenant_id = $1 AND request_id = $2', [
    tx.tenantId,
    requestId,
    now,
  ]);
}

export async function setOffered(tx: TenantTransaction, requestId: string, sessionId: string): Promise<void> {
  await tx.query('UPDATE restore_request SET session_id = $3 WHERE tenant_id = $1 AND request_id = $2', [
    tx.tenantId,
    requestId,
    sessionId,
  ]);
}

/** The one that waits, as of `now`; there is at most one for each place, which `lockPlace` sees to. */
export async function findWaiting(
  tx: TenantTransaction,
  { userId, deviceId }: Place,
  now: Date,
): Promise<RestoreRequest | undefined> {
  const [row] = await tx.query<Row>(
    `${SELECT} AND r.user_id = $2 AND r.device_id = $3 AND r.withdrawn_at IS NULL AND r.session_id IS NULL
       AND r.expires_at > $4 ORDER BY r.request_id DESC LIMIT 1`,
    [tx.tenantId, userId, deviceId, now],
  );
  return row && requestOf(row);
}

export async function findRequestOfSession(
  tx: TenantTransaction,
  sessionId: string,
): Promise<RestoreRequest | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND r.session_id = $2`, [tx.tenantId, sessionId]);
  return row && requestOf(row);
}

/** Nobody else changes it until the transaction ends. */
export async function lockRequest(
  tx: TenantTransaction,
  userId: string,
  requestId: string,
): Promise<RestoreRequest | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND r.user_id = $2 AND r.request_id = $3 FOR UPDATE OF r`, [
    tx.tenantId,
    userId,
    requestId,
  ]);
  return row && requestOf(row);
}

export type RequestRow = {
  readonly request: RestoreRequest;
  readonly deviceName: string;
  readonly userPrincipalName: string;
};

/** Newest first. */
export async function findRequests(
  tx: TenantTransaction,
  wanted: {
    readonly userId?: string | undefined;
    readonly deviceId?: string | undefined;
    readonly requestId?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly RequestRow[]> {
  const { userId, deviceId, requestId, after, limit } = wanted;
  const rows = await tx.query<Row>(
    `${SELECT} AND ($2::uuid IS NULL OR r.user_id = $2) AND ($3::uuid IS NULL OR r.device_id = $3)
       AND ($4::uuid IS NULL OR r.request_id < $4) AND ($5::uuid IS NULL OR r.request_id = $5)
      ORDER BY r.request_id DESC LIMIT $6`,
    [tx.tenantId, userId ?? null, deviceId ?? null, after ?? null, requestId ?? null, limit],
  );
  return rows.map((row) => ({
    request: requestOf(row),
    deviceName: row.display_name,
    userPrincipalName: row.user_principal_name,
  }));
}

export async function removeRequestsOf(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.query('DELETE FROM restore_request WHERE tenant_id = $1 AND user_id = $2', [tx.tenantId, userId]);
}

const SELECT = `
  SELECT r.request_id, r.user_id, r.device_id, r.profile_id, r.snapshot_id, r.reason, r.requested_by, r.requested_at,
         r.expires_at, r.withdrawn_at, r.session_id, d.display_name, u.user_principal_name
    FROM restore_request r JOIN device d ON d.tenant_id = r.tenant_id AND d.device_id = r.device_id
    JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
   WHERE r.tenant_id = $1`;

type Row = {
  readonly request_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly profile_id: string | null;
  readonly snapshot_id: string | null;
  readonly reason: string;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly withdrawn_at: Date | null;
  readonly session_id: string | null;
  readonly display_name: string;
  readonly user_principal_name: string;
};

function requestOf(row: Row): RestoreRequest {
  const { profile_id: profileId, snapshot_id: snapshotId } = row;
  const wanted = profileId === null ? undefined : { profileId, ...(snapshotId === null ? {} : { snapshotId }) };
  return {
    requestId: row.request_id,
    userId: row.user_id,
    deviceId: row.device_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    ...(wanted === undefined ? {} : { wanted }),
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.getTime() }),
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
  };
}
