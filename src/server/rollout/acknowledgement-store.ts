// The table of what people acknowledged by name. The last word on a subject counts.

import type { Acknowledgement, AcknowledgementSubject } from '../../domain/rollout/acknowledgement.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function findAcknowledgements(tx: TenantTransaction): Promise<readonly Acknowledgement[]> {
  const rows = await tx.query<Row>(
    `SELECT subject, acknowledged_by, role, acknowledged_at FROM rollout_acknowledgement
      WHERE tenant_id = $1 ORDER BY acknowledged_at, subject`,
    [tx.tenantId],
  );
  return rows.map((row) => ({
    subject: row.subject,
    by: row.acknowledged_by,
    role: row.role,
    at: row.acknowledged_at.getTime(),
  }));
}

export async function putAcknowledgement(tx: TenantTransaction, given: Acknowledgement): Promise<void> {
  const { subject, by, role, at } = given;
  await tx.query(
    `INSERT INTO rollout_acknowledgement (tenant_id, subject, acknowledged_by, role, acknowledged_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, subject) DO UPDATE SET acknowledged_by = $3, role = $4, acknowledged_at = $5`,
    [tx.tenantId, subject, by, role, new Date(at)],
  );
}

export async function removeAcknowledgement(tx: TenantTransaction, subject: AcknowledgementSubject): Promise<void> {
  await tx.query('DELETE FROM rollout_acknowledgement WHERE tenant_id = $1 AND subject = $2', [tx.tenantId, subject]);
}

type Row = {
  readonly subject: AcknowledgementSubject;
  readonly acknowledged_by: string;
  readonly role: string;
  readonly acknowledged_at: Date;
};
