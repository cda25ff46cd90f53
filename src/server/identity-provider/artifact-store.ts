// The table of what the provider has issued: codes, tokens, sessions, grants, interactions. What a client holds is stored as
// its hash, and the artifact itself is sealed, so that whoever reads the table can use nothing of it.

import { createHash } from 'node:crypto';
import type { TenantTransaction } from '../database/database.ts';

export type StoredArtifact = { readonly body: Uint8Array; readonly consumedAt: Date | null };

export type NewArtifact = {
  readonly model: string;
  readonly id: string;
  readonly body: Uint8Array;
  readonly grantId: string | undefined;
  readonly userCode: string | undefined;
  readonly sessionUid: string | undefined;
  readonly accountId: string | undefined;
  readonly expiresAt: Date;
};

export async function putArtifact(tx: TenantTransaction, it: NewArtifact): Promise<void> {
  await tx.query(
    `INSERT INTO provider_artifact (tenant_id, model, artifact_hash, body, grant_id, user_code, session_uid, account_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tenant_id, model, artifact_hash) DO UPDATE
       SET body = excluded.body, grant_id = excluded.grant_id, user_code = excluded.user_code,
           session_uid = excluded.session_uid, account_id = excluded.account_id, expires_at = excluded.expires_at`,
    [
      tx.tenantId,
      it.model,
      hashOf(it.id),
      it.body,
      it.grantId ?? null,
      it.userCode === undefined ? null : hashOf(it.userCode).toString('hex'),
      it.sessionUid ?? null,
      it.accountId ?? null,
      it.expiresAt,
    ],
  );
}

export function findArtifact(
  tx: TenantTransaction,
  model: string,
  id: string,
  now: Date,
): Promise<StoredArtifact | undefined> {
  return findBy(tx, 'artifact_hash', [model, hashOf(id), now]);
}

export function findArtifactByUserCode(
  tx: TenantTransaction,
  model: string,
  userCode: string,
  now: Date,
): Promise<StoredArtifact | undefined> {
  return findBy(tx, 'user_code', [model, hashOf(userCode).toString('hex'), now]);
}

export function findArtifactBySession(
  tx: TenantTransaction,
  model: string,
  sessionUid: string,
  now: Date,
): Promise<StoredArtifact | undefined> {
  return findBy(tx, 'session_uid', [model, sessionUid, now]);
}

/** Of one account, for the page that shows a person where they are signed in. */
export async function findArtifactsOfAccount(
  tx: TenantTransaction,
  model: string,
  accountId: string,
  now: Date,
): Promise<readonly StoredArtifact[]> {
  const rows = await tx.query<ArtifactRow>(
    `SELECT body, consumed_at FROM provider_artifact
      WHERE tenant_id = $1 AND model = $2 AND account_id = $3 AND expires_at > $4 ORDER BY expires_at DESC LIMIT 50`,
    [tx.tenantId, model, accountId, now],
  );
  return rows.map(artifactOf);
}

/** False if it was consumed before: of several that try at once, one wins. */
export async function consumeArtifact(tx: TenantTransaction, model: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE provider_artifact SET consumed_at = $4
      WHERE tenant_id = $1 AND model = $2 AND artifact_hash = $3 AND consumed_at IS NULL RETURNING 1`,
    [tx.tenantId, model, hashOf(id), now],
  );
  return rows.length > 0;
}

export async function removeArtifact(tx: TenantTransaction, model: string, id: string): Promise<void> {
  await tx.query('DELETE FROM provider_artifact WHERE tenant_id = $1 AND model = $2 AND artifact_hash = $3', [
    tx.tenantId,
    model,
    hashOf(id),
  ]);
}

/** Ends everything that came of one grant. */
export async function removeArtifactsOfGrant(tx: TenantTransaction, grantId: string): Promise<void> {
  await tx.query('DELETE FROM provider_artifact WHERE tenant_id = $1 AND grant_id = $2', [tx.tenantId, grantId]);
}

/** Ends every session, code and token of one account. */
export async function removeArtifactsOfAccount(tx: TenantTransaction, accountId: string): Promise<void> {
  await tx.query('DELETE FROM provider_artifact WHERE tenant_id = $1 AND account_id = $2', [tx.tenantId, accountId]);
}

/** A few at a time, so that no request waits for many. */
export async function removeExpiredArtifacts(tx: TenantTransaction, now: Date, limit: number): Promise<void> {
  await tx.query(
    `DELETE FROM provider_artifact WHERE tenant_id = $1 AND (model, artifact_hash) IN (
       SELECT model, artifact_hash FROM provider_artifact WHERE tenant_id = $1 AND expires_at <= $2 LIMIT $3)`,
    [tx.tenantId, now, limit],
  );
}

type ArtifactRow = { readonly body: Uint8Array; readonly consumed_at: Date | null };

async function findBy(
  tx: TenantTransaction,
  column: 'artifact_hash' | 'user_code' | 'session_uid',
  [model, value, now]: readonly [string, unknown, Date],
): Promise<StoredArtifact | undefined> {
  const [row] = await tx.query<ArtifactRow>(
    `SELECT body, consumed_at FROM provider_artifact
      WHERE tenant_id = $1 AND model = $2 AND ${column} = $3 AND expires_at > $4`,
    [tx.tenantId, model, value, now],
  );
  return row === undefined ? undefined : artifactOf(row);
}

function artifactOf(row: ArtifactRow): StoredArtifact {
  return { body: row.body, consumedAt: row.consumed_at };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
