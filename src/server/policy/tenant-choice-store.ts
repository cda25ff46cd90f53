// The table of what organizations chose about eligibility.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';

export type StoredChoices = {
  readonly liftedLimits: readonly string[];
  readonly isBackupOnByDefault: boolean;
  /** As it was given; `undefined`: the one that Keepsake brings. */
  readonly buildTable: Json | undefined;
};

/** `undefined`: nothing was ever chosen. */
export async function findStoredChoices(tx: TenantTransaction): Promise<StoredChoices | undefined> {
  const [row] = await tx.query<Row>(
    'SELECT lifted_limits, is_backup_on_by_default, build_table FROM tenant_choice WHERE tenant_id = $1',
    [tx.tenantId],
  );
  if (row === undefined) return undefined;
  return {
    liftedLimits: row.lifted_limits,
    isBackupOnByDefault: row.is_backup_on_by_default,
    buildTable: row.build_table ?? undefined,
  };
}

export async function storeChoices(tx: TenantTransaction, choices: StoredChoices, now: Date): Promise<void> {
  const { liftedLimits, isBackupOnByDefault, buildTable } = choices;
  await tx.query(
    `INSERT INTO tenant_choice (tenant_id, lifted_limits, is_backup_on_by_default, build_table, updated_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id)
     DO UPDATE SET lifted_limits = $2, is_backup_on_by_default = $3, build_table = $4, updated_at = $5`,
    [tx.tenantId, liftedLimits, isBackupOnByDefault, buildTable === undefined ? null : JSON.stringify(buildTable), now],
  );
}

type Row = {
  readonly lifted_limits: readonly string[];
  readonly is_backup_on_by_default: boolean;
  readonly build_table: Json | null;
};
