// The table of audit events. Appending needs the transaction of the change it tells of, so that there is never one without
// the other; the database lets nobody change or remove an event.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';

export type AuditEvent = {
  /** Made outside the transaction, so that running it again appends nothing twice. */
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly actor: AuditActor;
  readonly activity: AuditActivity;
  /** Identifiers and counts of what it happened to; never a setting's value, never a secret. */
  readonly resource: { readonly [name: string]: Json };
  /** The request, or the command, that all events of one act share. */
  readonly correlationId: string;
};

/** A device on behalf of its user, or whoever runs the service. */
export type AuditActor =
  | {
      readonly kind: 'device';
      readonly userId: string;
      readonly deviceId: string;
      readonly credentialId: string | null;
    }
  | { readonly kind: 'operator' };

export type AuditActivity =
  | 'tenant.created'
  | 'device.enrolled'
  | 'credential.revoked'
  | 'retention.set'
  | 'snapshot.stored'
  | 'snapshot.expired';

export const OPERATOR: AuditActor = { kind: 'operator' };

export async function appendAuditEvent(tx: TenantTransaction, event: AuditEvent): Promise<void> {
  await tx.query(
    `INSERT INTO audit_event (tenant_id, event_id, occurred_at, actor, activity, resource, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, event_id) DO NOTHING`,
    [
      tx.tenantId,
      event.eventId,
      new Date(event.occurredAt),
      event.actor,
      event.activity,
      event.resource,
      event.correlationId,
    ],
  );
}
