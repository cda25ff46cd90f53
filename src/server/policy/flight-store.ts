// The table of accepted terms.

import type { AcceptedTerms } from '../../domain/eligibility/flights.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Acceptance = {
  readonly flightId: string;
  readonly termsVersion: string;
  /** By name: a sign-in name, or what the operator said. */
  readonly acceptedBy: string;
  readonly acceptedAt: Date;
};

export async function findAcceptances(tx: TenantTransaction): Promise<readonly Acceptance[]> {
  const rows = await tx.query<Row>(
    'SELECT flight_id, terms_version, accepted_by, accepted_at FROM flight_acceptance WHERE tenant_id = $1',
    [tx.tenantId],
  );
  return rows.map((row) => ({
    flightId: row.flight_id,
    termsVersion: row.terms_version,
    acceptedBy: row.accepted_by,
    acceptedAt: row.accepted_at,
  }));
}

export async function findAcceptedTerms(tx: TenantTransaction): Promise<AcceptedTerms> {
  return new Map((await findAcceptances(tx)).map(({ flightId, termsVersion }) => [flightId, termsVersion]));
}

export async function storeAcceptance(tx: TenantTransaction, acceptance: Acceptance): Promise<void> {
  const { flightId, termsVersion, acceptedBy, acceptedAt } = acceptance;
  await tx.query(
    `INSERT INTO flight_acceptance (tenant_id, flight_id, terms_version, accepted_by, accepted_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, flight_id) DO UPDATE SET terms_version = $3, accepted_by = $4, accepted_at = $5`,
    [tx.tenantId, flightId, termsVersion, acceptedBy, acceptedAt],
  );
}

export async function removeAcceptance(tx: TenantTransaction, flightId: string): Promise<void> {
  await tx.query('DELETE FROM flight_acceptance WHERE tenant_id = $1 AND flight_id = $2', [tx.tenantId, flightId]);
}

type Row = {
  readonly flight_id: string;
  readonly terms_version: string;
  readonly accepted_by: string;
  readonly accepted_at: Date;
};
