// The table of what people prove who they are with, besides a password: one-time password apps, passkeys, passes.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';

export type MethodKind = 'totp' | 'passkey' | 'accessPass';

export type AuthenticationMethod = {
  readonly methodId: string;
  readonly userId: string;
  readonly kind: MethodKind;
  readonly displayName: string;
  readonly credentialId: string | null;
  /** What is not secret; its shape follows from the kind. */
  readonly details: { readonly [name: string]: Json };
  readonly sealed: Uint8Array | null;
  readonly hash: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
};

/** False if a method with this credential id is there already. */
export async function addMethod(tx: TenantTransaction, it: Omit<AuthenticationMethod, 'lastUsedAt'>): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO authentication_method (tenant_id, method_id, user_id, kind, display_name, credential_id, details, sealed,
                                        hash, created_at, last_used_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, $11) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      tx.tenantId,
      it.methodId,
      it.userId,
      it.kind,
      it.displayName,
      it.credentialId,
      it.details,
      it.sealed,
      it.hash,
      it.createdAt,
      it.expiresAt,
    ],
  );
  return rows.length > 0;
}

/** Oldest first. */
export async function findMethods(tx: TenantTransaction, userId: string): Promise<readonly AuthenticationMethod[]> {
  const rows = await tx.query<MethodRow>(`${SELECT} AND user_id = $2 ORDER BY method_id`, [tx.tenantId, userId]);
  return rows.map(methodOf);
}

export async function findPasskey(
  tx: TenantTransaction,
  credentialId: string,
): Promise<AuthenticationMethod | undefined> {
  const [row] = await tx.query<MethodRow>(`${SELECT} AND kind = 'passkey' AND credential_id = $2`, [
    tx.tenantId,
    credentialId,
  ]);
  return row === undefined ? undefined : methodOf(row);
}

/** Notes a use. False if the details are not `before` any more: somebody else used it in between. */
export async function useMethod(
  tx: TenantTransaction,
  methodId: string,
  use: { readonly before: object; readonly after: object; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE authentication_method SET details = $4, last_used_at = $5
      WHERE tenant_id = $1 AND method_id = $2 AND details = $3::jsonb RETURNING 1`,
    [tx.tenantId, methodId, JSON.stringify(use.before), use.after, use.now],
  );
  return rows.length > 0;
}

/** False if it was not there. */
export async function removeMethod(tx: TenantTransaction, userId: string, methodId: string): Promise<boolean> {
  const rows = await tx.query(
    'DELETE FROM authentication_method WHERE tenant_id = $1 AND user_id = $2 AND method_id = $3 RETURNING 1',
    [tx.tenantId, userId, methodId],
  );
  return rows.length > 0;
}

export async function removeMethodsOfKind(tx: TenantTransaction, userId: string, kind: MethodKind): Promise<void> {
  await tx.query('DELETE FROM authentication_method WHERE tenant_id = $1 AND user_id = $2 AND kind = $3', [
    tx.tenantId,
    userId,
    kind,
  ]);
}

const SELECT = `
  SELECT method_id, user_id, kind, display_name, credential_id, details, sealed, hash, created_at, last_used_at, expires_at
    FROM authentication_method
   WHERE tenant_id = $1`;

type MethodRow = {
  readonly method_id: string;
  readonly user_id: string;
  readonly kind: MethodKind;
  readonly display_name: string;
  readonly credential_id: string | null;
  readonly details: { readonly [name: string]: Json };
  readonly sealed: Uint8Array | null;
  readonly hash: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly expires_at: Date | null;
};

function methodOf(row: MethodRow): AuthenticationMethod {
  return {
    methodId: row.method_id,
    userId: row.user_id,
    kind: row.kind,
    displayName: row.display_name,
    credentialId: row.credential_id,
    details: row.details,
    sealed: row.sealed,
    hash: row.hash,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
