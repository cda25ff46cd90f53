// Ends a credential at once. For the operator, on the database. Repeating it is harmless.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { findCredential, revoke } from '../identity/credential-store.ts';
import { inTenant } from '../transact.ts';

export type RevocationInput = { readonly tenantId: string; readonly credentialId: string };
export type Revocation = { readonly credentialId: string; readonly revokedAt: string };

export async function revokeCredential(context: Context, input: RevocationInput): Promise<Result<Revocation, Problem>> {
  const { tenantId, credentialId } = input;
  const unknown = fail({
    code: 'not-found',
    detail: `There is no credential "${credentialId}" in that tenant.`,
  } as const);
  if (!isUuid(tenantId) || !isUuid(credentialId)) return unknown;
  const now = new Date(context.clock());
  const eventId = newId(context);
  return inTenant(context, tenantId, async (tx) => {
    const credential = await findCredential(tx, credentialId);
    if (credential === undefined) return unknown;
    if (credential.revokedAt !== null) return ok({ credentialId, revokedAt: credential.revokedAt.toISOString() });

    await revoke(tx, credentialId, now);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now.getTime(),
      actor: OPERATOR,
      activity: 'credential.revoked',
      correlationId: eventId,
      resources: [
        { type: 'Credential', id: credentialId },
        { type: 'User', id: credential.userId, name: credential.userPrincipalName },
        { type: 'Device', id: credential.deviceId, name: credential.deviceName },
      ],
    });
    return ok({ credentialId, revokedAt: now.toISOString() });
  });
}
