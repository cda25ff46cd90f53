// The table of blobs. A blob is written once, and gone with the last snapshot that refers to it. It is written again only
// where what is there can not be read any more.
//
// Concurrent transactions are safe without locks of our own: referring to a blob holds its row, and removing one that got
// a reference in the meantime, or referring to one that was just removed, is a foreign key error (23503). The transaction
// that meets it must be run again.

import type { TenantTransaction } from '../database/database.ts';
import type { Blob } from './blob-codec.ts';

/** Those that are there already stay as they are. */
export async function addBlobs(tx: TenantTransaction, blobs: readonly Blob[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO blob (tenant_id, blob_name, body, created_at)
     SELECT $1, name, body, $4 FROM unnest($2::bytea[], $3::bytea[]) AS given (name, body) ORDER BY name
     ON CONFLICT (tenant_id, blob_name) DO NOTHING`,
    [tx.tenantId, blobs.map((it) => it.name), blobs.map((it) => it.body), now],
  );
}

/** Puts whole ones in the place of damaged ones. */
export async function replaceBlobs(tx: TenantTransaction, blobs: readonly Blob[]): Promise<void> {
  await tx.query(
    `UPDATE blob b SET body = given.body FROM unnest($2::bytea[], $3::bytea[]) AS given (name, body)
      WHERE b.tenant_id = $1 AND b.blob_name = given.name`,
    [tx.tenantId, blobs.map((it) => it.name), blobs.map((it) => it.body)],
  );
}

/** Those of them that are there, in any order. */
export async function findBlobs(tx: TenantTransaction, names: readonly Uint8Array[]): Promise<readonly Blob[]> {
  const rows = await tx.query<{ blob_name: Uint8Array; body: Uint8Array }>(
    'SELECT blob_name, body FROM blob WHERE tenant_id = $1 AND blob_name = ANY ($2::bytea[])',
    [tx.tenantId, names],
  );
  return rows.map((row) => ({ name: row.blob_name, body: row.body }));
}

/** Removes those of them that no snapshot refers to. Answers how many. */
export async function sweepBlobs(tx: TenantTransaction, names: readonly Uint8Array[]): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM blob b WHERE b.tenant_id = $1 AND b.blob_name = ANY ($2::bytea[])
        AND NOT EXISTS (SELECT FROM snapshot_blob r WHERE r.tenant_id = b.tenant_id AND r.blob_name = b.blob_name)
     RETURNING 1`,
    [tx.tenantId, names],
  );
  return rows.length;
}
