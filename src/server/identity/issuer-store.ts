// The table of trusted issuers. A row is never changed: another issuer is another row.

import { Compile } from 'typebox/compile';
import type { TenantTransaction } from '../database/database.ts';
import { type IssuerKind, type IssuerSettings, IssuerSettingsSchema, type TrustedIssuer } from './issuer.ts';

/** False if the tenant trusts one with this name already. */
export async function addIssuer(tx: TenantTransaction, issuer: TrustedIssuer): Promise<boolean> {
  const { issuerId, kind, issuer: name, settings, createdAt } = issuer;
  const rows = await tx.query(
    `INSERT INTO identity_issuer (tenant_id, issuer_id, kind, issuer, settings, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
    [tx.tenantId, issuerId, kind, name, JSON.stringify(settings), createdAt],
  );
  return rows.length > 0;
}

/** Oldest first. */
export async function findIssuers(tx: TenantTransaction): Promise<readonly TrustedIssuer[]> {
  const rows = await tx.query<IssuerRow>(
    'SELECT issuer_id, kind, issuer, settings, created_at FROM identity_issuer WHERE tenant_id = $1 ORDER BY issuer_id',
    [tx.tenantId],
  );
  return rows.map(issuerOf);
}

export async function isTrusted(tx: TenantTransaction, issuerId: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM identity_issuer WHERE tenant_id = $1 AND issuer_id = $2', [
    tx.tenantId,
    issuerId,
  ]);
  return rows.length > 0;
}

export async function removeIssuer(tx: TenantTransaction, issuerId: string): Promise<void> {
  await tx.query('DELETE FROM identity_issuer WHERE tenant_id = $1 AND issuer_id = $2', [tx.tenantId, issuerId]);
}

type IssuerRow = {
  readonly issuer_id: string;
  readonly kind: IssuerKind;
  readonly issuer: string;
  readonly settings: unknown;
  readonly created_at: Date;
};

const checker = Compile(IssuerSettingsSchema);

function issuerOf(row: IssuerRow): TrustedIssuer {
  if (!checker.Check(row.settings)) throw new Error(`the settings of the issuer ${row.issuer_id} are damaged`);
  const settings: IssuerSettings = row.settings;
  return { issuerId: row.issuer_id, kind: row.kind, issuer: row.issuer, settings, createdAt: row.created_at };
}
