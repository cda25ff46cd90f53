// The tables of snapshots and of the blobs that hold their documents and files. A snapshot is never changed. What it says is
// sealed; here are only the bytes.

import type { SnapshotSummary } from '../../protocol/operations/backup.ts';
import type { StoredSnapshot } from '../../domain/snapshot/retention.ts';
import { toHex } from '../../lib/bytes.ts';
import type { TenantTransaction } from '../database/database.ts';

export type NewSnapshotRow = {
  readonly snapshotId: string;
  readonly profileId: string;
  readonly parentSnapshotId: string | null;
  /** Sealed: the SHA-256 of what the manifest says. */
  readonly contentHash: Uint8Array;
  /** Sealed. */
  readonly manifest: Uint8Array;
  readonly settingCount: number;
  readonly sizeBytes: number;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
};

/** What is known of a snapshot without its person's key, and what the key opens. */
export type SummaryRow = {
  readonly facts: Omit<SnapshotSummary, 'contentSha256'>;
  readonly contentHash: Uint8Array;
};

export type SnapshotRow = SummaryRow & { readonly manifest: Uint8Array };

export async function addSnapshot(
  tx: TenantTransaction,
  row: NewSnapshotRow,
  blobNames: readonly Uint8Array[],
): Promise<void> {
  await tx.query(
    `INSERT INTO snapshot (tenant_id, snapshot_id, profile_id, parent_snapshot_id, content_hash, manifest,
                           setting_count, size_bytes, captured_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      row.snapshotId,
      row.profileId,
      row.parentSnapshotId,
      row.contentHash,
      row.manifest,
      row.settingCount,
      row.sizeBytes,
      row.capturedAt,
      row.receivedAt,
    ],
  );
  await tx.query(
    `INSERT INTO snapshot_blob (tenant_id, snapshot_id, blob_name)
     SELECT $1, $2, blob_name FROM unnest($3::bytea[]) AS given (blob_name) ORDER BY blob_name`,
    [tx.tenantId, row.snapshotId, blobNames],
  );
}

/** One of this user's snapshots. */
export async function findSnapshot(
  tx: TenantTransaction,
  userId: string,
  snapshotId: string,
): Promise<SnapshotRow | undefined> {
  const [row] = await tx.query<Row & { manifest: Uint8Array }>(
    `SELECT s.manifest, ${SUMMARY} AND p.user_id = $2 AND s.snapshot_id = $3`,
    [tx.tenantId, userId, snapshotId],
  );
  return row === undefined ? undefined : { ...summaryOf(row), manifest: row.manifest };
}

/** This user's snapshots, newest first, beginning after the one named. */
export async function findSnapshots(
  tx: TenantTransaction,
  userId: string,
  page: { readonly profileId: string | undefined; readonly after: string | undefined; readonly limit: number },
): Promise<SummaryRow[]> {
  const rows = await tx.query<Row>(
    `SELECT ${SUMMARY} AND p.user_id = $2 AND ($3::uuid IS NULL OR p.profile_id = $3)
        AND ($4::uuid IS NULL OR s.snapshot_id < $4) ORDER BY s.snapshot_id DESC LIMIT $5`,
    [tx.tenantId, userId, page.profileId ?? null, page.after ?? null, page.limit],
  );
  return rows.map(summaryOf);
}

/** As `findSnapshots`, with what is sealed. */
export async function findSnapshotRows(
  tx: TenantTransaction,
  userId: string,
  page: { readonly profileId: string; readonly after: string | undefined; readonly limit: number },
): Promise<SnapshotRow[]> {
  const rows = await tx.query<Row & { manifest: Uint8Array }>(
    `SELECT s.manifest, ${SUMMARY} AND p.user_id = $2 AND p.profile_id = $3
        AND ($4::uuid IS NULL OR s.snapshot_id < $4) ORDER BY s.snapshot_id DESC LIMIT $5`,
    [tx.tenantId, userId, page.profileId, page.after ?? null, page.limit],
  );
  return rows.map((row) => ({ ...summaryOf(row), manifest: row.manifest }));
}

/** When each of a profile's snapshots came in. */
export async function findReceptions(tx: TenantTransaction, profileId: string): Promise<readonly StoredSnapshot[]> {
  const rows = await tx.query<{ snapshot_id: string; received_at: Date }>(
    'SELECT snapshot_id, received_at FROM snapshot WHERE tenant_id = $1 AND profile_id = $2',
    [tx.tenantId, profileId],
  );
  return rows.map((row) => ({ snapshotId: row.snapshot_id, receivedAt: row.received_at.getTime() }));
}

/** The ids of all of a person's snapshots. */
export async function findSnapshotIds(tx: TenantTransaction, userId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ snapshot_id: string }>(
    `SELECT s.snapshot_id FROM snapshot s
       JOIN backup_profile p ON p.tenant_id = s.tenant_id AND p.profile_id = s.profile_id
      WHERE s.tenant_id = $1 AND p.user_id = $2`,
    [tx.tenantId, userId],
  );
  return rows.map((row) => row.snapshot_id);
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
  s.content_hash, s.setting_count, s.size_bytes, s.captured_at, s.received_at
    FROM snapshot s JOIN backup_profile p ON p.tenant_id = s.tenant_id AND p.profile_id = s.profile_id
   WHERE s.tenant_id = $1`;

type Row = {
  readonly snapshot_id: string;
  readonly profile_id: string;
  readonly display_name: string;
  readonly parent_snapshot_id: string | null;
  readonly is_head: boolean | null;
  readonly content_hash: Uint8Array;
  readonly setting_count: number;
  readonly size_bytes: number;
  readonly captured_at: Date;
  readonly received_at: Date;
};

function summaryOf(row: Row): SummaryRow {
  const facts = {
    snapshotId: row.snapshot_id,
    profileId: row.profile_id,
    deviceName: row.display_name,
    parentSnapshotId: row.parent_snapshot_id,
    isHead: row.is_head === true,
    settingCount: row.setting_count,
    sizeBytes: row.size_bytes,
    capturedAt: row.captured_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
  };
  return { facts, contentHash: row.content_hash };
}
