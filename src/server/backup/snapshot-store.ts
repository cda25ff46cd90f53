// The tables of snapshots and of the blobs that hold their documents and files. A snapshot is never changed.

import type { SnapshotSummary } from '../../protocol/operations/backup.ts';
import type { StoredSnapshot } from '../../domain/snapshot/retention.ts';
import { fromHex, toHex } from '../../lib/bytes.ts';
import type { TenantTransaction } from '../database/database.ts';

export type NewSnapshotRow = {
  readonly snapshotId: string;
  readonly profileId: string;
  readonly parentSnapshotId: string | null;
  readonly contentSha256: string;
  /** Canonical JSON. */
  readonly manifestText: string;
  readonly settingCount: number;
  readonly sizeBytes: number;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
};

export type SnapshotRow = { readonly summary: SnapshotSummary; readonly manifestText: string };

/** Which blob holds the document or file of that hash. */
export type ContentRef = { readonly sha256: string; readonly blobName: Uint8Array };

export async function addSnapshot(
  tx: TenantTransaction,
  row: NewSnapshotRow,
  contents: readonly ContentRef[],
): Promise<void> {
  await tx.query(
    `INSERT INTO snapshot (tenant_id, snapshot_id, profile_id, parent_snapshot_id, content_sha256, manifest,
                           setting_count, size_bytes, captured_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      row.snapshotId,
      row.profileId,
      row.parentSnapshotId,
      row.contentSha256,
      new TextEncoder().encode(row.manifestText),
      row.settingCount,
      row.sizeBytes,
      row.capturedAt,
      row.receivedAt,
    ],
  );
  await tx.query(
    `INSERT INTO snapshot_blob (tenant_id, snapshot_id, sha256, blob_name)
     SELECT $1, $2, sha256, blob_name FROM unnest($3::bytea[], $4::bytea[]) AS given (sha256, blob_name)
      ORDER BY blob_name`,
    [tx.tenantId, row.snapshotId, contents.map((it) => fromHex(it.sha256)), contents.map((it) => it.blobName)],
  );
}

/** One of this user's snapshots. */
export async function findSnapshot(
  tx: TenantTransaction,
  userId: string,
  snapshotId: string,
): Promise<SnapshotRow | undefined> {
  const [row] = await tx.query<SummaryRow & { manifest: Uint8Array }>(
    `SELECT s.manifest, ${SUMMARY} AND p.user_id = $2 AND s.snapshot_id = $3`,
    [tx.tenantId, userId, snapshotId],
  );
  if (row === undefined) return undefined;
  return { summary: summaryOf(row), manifestText: new TextDecoder().decode(row.manifest) };
}

/** This user's snapshots, newest first, beginning after the one named. */
export async function findSnapshots(
  tx: TenantTransaction,
  userId: string,
  page: { readonly profileId: string | undefined; readonly after: string | undefined; readonly limit: number },
): Promise<SnapshotSummary[]> {
  const rows = await tx.query<SummaryRow>(
    `SELECT ${SUMMARY} AND p.user_id = $2 AND ($3::uuid IS NULL OR p.profile_id = $3)
        AND ($4::uuid IS NULL OR s.snapshot_id < $4) ORDER BY s.snapshot_id DESC LIMIT $5`,
    [tx.tenantId, userId, page.profileId ?? null, page.after ?? null, page.limit],
  );
  return rows.map(summaryOf);
}

export async function findContents(tx: TenantTransaction, snapshotId: string): Promise<readonly ContentRef[]> {
  const rows = await tx.query<RefRow>(
    'SELECT sha256, blob_name FROM snapshot_blob WHERE tenant_id = $1 AND snapshot_id = $2',
    [tx.tenantId, snapshotId],
  );
  return rows.map(refOf);
}

/** Those of the contents that this user's own snapshots hold. Other people's are never looked at. */
export async function findOwnContents(
  tx: TenantTransaction,
  userId: string,
  hashes: readonly string[],
): Promise<readonly ContentRef[]> {
  const rows = await tx.query<RefRow>(
    `SELECT DISTINCT r.sha256, r.blob_name
       FROM backup_profile p
       JOIN snapshot s ON s.tenant_id = p.tenant_id AND s.profile_id = p.profile_id
       JOIN snapshot_blob r ON r.tenant_id = s.tenant_id AND r.snapshot_id = s.snapshot_id
      WHERE p.tenant_id = $1 AND p.user_id = $2 AND r.sha256 = ANY ($3::bytea[])`,
    [tx.tenantId, userId, hashes.map(fromHex)],
  );
  return rows.map(refOf);
}

/** When each of a profile's snapshots came in. */
export async function findReceptions(tx: TenantTransaction, profileId: string): Promise<readonly StoredSnapshot[]> {
  const rows = await tx.query<{ snapshot_id: string; received_at: Date }>(
    'SELECT snapshot_id, received_at FROM snapshot WHERE tenant_id = $1 AND profile_id = $2',
    [tx.tenantId, profileId],
  );
  return rows.map((row) => ({ snapshotId: row.snapshot_id, receivedAt: row.received_at.getTime() }));
}

/** Removes snapshots and says which blobs they referred to. */
export async function removeSnapshots(tx: TenantTransaction, ids: readonly string[]): Promise<readonly Uint8Array[]> {
  const rows = await tx.query<{ blob_name: Uint8Array }>(
    'DELETE FROM snapshot_blob WHERE tenant_id = $1 AND snapshot_id = ANY ($2::uuid[]) RETURNING blob_name',
    [tx.tenantId, ids],
  );
  await tx.query('DELETE FROM snapshot WHERE tenant_id = $1 AND snapshot_id = ANY ($2::uuid[])', [tx.tenantId, ids]);
  return [...new Map(rows.map((row) => [toHex(row.blob_name), row.blob_name])).values()];
}

const SUMMARY = `
  s.snapshot_id, s.profile_id, p.display_name, s.parent_snapshot_id, s.snapshot_id = p.head_snapshot_id AS is_head,
  s.content_sha256, s.setting_count, s.size_bytes, s.captured_at, s.received_at
    FROM snapshot s JOIN backup_profile p ON p.tenant_id = s.tenant_id AND p.profile_id = s.profile_id
   WHERE s.tenant_id = $1`;

type SummaryRow = {
  readonly snapshot_id: string;
  readonly profile_id: string;
  readonly display_name: string;
  readonly parent_snapshot_id: string | null;
  readonly is_head: boolean | null;
  readonly content_sha256: string;
  readonly setting_count: number;
  readonly size_bytes: number;
  readonly captured_at: Date;
  readonly received_at: Date;
};

function summaryOf(row: SummaryRow): SnapshotSummary {
  return {
    snapshotId: row.snapshot_id,
    profileId: row.profile_id,
    deviceName: row.display_name,
    parentSnapshotId: row.parent_snapshot_id,
    isHead: row.is_head === true,
    contentSha256: row.content_sha256,
    settingCount: row.setting_count,
    sizeBytes: row.size_bytes,
    capturedAt: row.captured_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
  };
}

type RefRow = { readonly sha256: Uint8Array; readonly blob_name: Uint8Array };

function refOf(row: RefRow): ContentRef {
  return { sha256: toHex(row.sha256), blobName: row.blob_name };
}
