// The table of decisions: each as it was told then, with the facts that it was made from. A decision is never changed.

import type { Json } from '../../lib/canonical-json.ts';
import type { DecisionBody, StoredDecision } from '../../protocol/operations/restore.ts';
import type { TenantTransaction } from '../database/database.ts';

export type DecisionRow = StoredDecision & {
  /** As src/protocol/eligibility-facts.ts writes them. */
  readonly facts: Json;
  /** Of what was found. */
  readonly digest: Uint8Array;
};

/** Whom and what a decision is about. */
export type Subject = Pick<StoredDecision, 'userId' | 'deviceId'>;

export async function addDecision(tx: TenantTransaction, row: DecisionRow): Promise<void> {
  const { decision, facts } = row;
  await tx.query(
    `INSERT INTO eligibility_decision (tenant_id, decision_id, user_id, device_id, occasion, verdict, rule_set_version,
                                       build_table_version, body, digest, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.tenantId,
      row.decisionId,
      row.userId,
      row.deviceId,
      decision.occasion,
      decision.verdict,
      decision.ruleSetVersion,
      decision.buildTableVersion,
      JSON.stringify({ decision, facts }),
      row.digest,
      new Date(row.decidedAt),
    ],
  );
}

export async function findDecision(tx: TenantTransaction, decisionId: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND e.decision_id = $2`, [tx.tenantId, decisionId]);
  return row && decisionOf(row);
}

/** Made last about this person on this device; of this occasion, and until then, where that is named. */
export async function findLastDecision(
  tx: TenantTransaction,
  { userId, deviceId }: Subject,
  { occasion, until }: { readonly occasion?: DecisionBody['occasion']; readonly until?: Date } = {},
): Promise<DecisionRow | undefined> {
  const [row] = await tx.query<Row>(
    `${SELECT} AND e.user_id = $2 AND e.device_id = $3 AND ($4::text IS NULL OR e.occasion = $4)
       AND ($5::timestamptz IS NULL OR e.decided_at <= $5)
      ORDER BY e.decision_id DESC LIMIT 1`,
    [tx.tenantId, userId, deviceId, occasion ?? null, until ?? null],
  );
  return row && decisionOf(row);
}

export type DecisionsWanted = {
  readonly userId: string;
  readonly deviceId?: string | undefined;
  readonly after?: string | undefined;
  /** All of them where it is left out. */
  readonly limit?: number;
};

/** Newest first. */
export async function findDecisions(tx: TenantTransaction, wanted: DecisionsWanted): Promise<readonly DecisionRow[]> {
  const { userId, deviceId, after, limit } = wanted;
  const rows = await tx.query<Row>(
    `${SELECT} AND e.user_id = $2 AND ($3::uuid IS NULL OR e.device_id = $3) AND ($4::uuid IS NULL OR e.decision_id < $4)
      ORDER BY e.decision_id DESC LIMIT $5`,
    [tx.tenantId, userId, deviceId ?? null, after ?? null, limit ?? null],
  );
  return rows.map(decisionOf);
}

/**
 * All but the newest `keep` of one occasion, of this person on this device, and but those that a restore was offered by: these
 * stay as long as the restore does.
 */
export async function removeOldDecisions(
  tx: TenantTransaction,
  { userId, deviceId }: Subject,
  { occasion, keep }: { readonly occasion: DecisionBody['occasion']; readonly keep: number },
): Promise<void> {
  await tx.query(
    `DELETE FROM eligibility_decision e
      WHERE e.tenant_id = $1 AND e.user_id = $2 AND e.device_id = $3 AND e.occasion = $4
        AND e.decision_id < (SELECT n.decision_id FROM eligibility_decision n
                              WHERE n.tenant_id = $1 AND n.user_id = $2 AND n.device_id = $3 AND n.occasion = $4
                              ORDER BY n.decision_id DESC OFFSET $5 LIMIT 1)
        AND NOT EXISTS (SELECT FROM restore_session s WHERE s.tenant_id = $1 AND s.decision_id = e.decision_id)`,
    [tx.tenantId, userId, deviceId, occasion, keep - 1],
  );
}

export async function removeDecisionsOf(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.query('DELETE FROM eligibility_decision WHERE tenant_id = $1 AND user_id = $2', [tx.tenantId, userId]);
}

const SELECT = `SELECT e.decision_id, e.user_id, e.device_id, e.body, e.digest, e.decided_at
                  FROM eligibility_decision e WHERE e.tenant_id = $1`;

type Row = {
  readonly decision_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly body: { readonly decision: DecisionBody; readonly facts: Json };
  readonly digest: Uint8Array;
  readonly decided_at: Date;
};

function decisionOf(row: Row): DecisionRow {
  return {
    decisionId: row.decision_id,
    userId: row.user_id,
    deviceId: row.device_id,
    decidedAt: row.decided_at.toISOString(),
    decision: row.body.decision,
    facts: row.body.facts,
    digest: row.digest,
  };
}
