// Makes a new key for signing tokens before the old one is due. For the operator. Whoever keeps the published keys for less than
// a day never meets a token whose key is unknown.

import { OPERATOR } from '../../domain/audit/event.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import { addSigningKeyNow, makeSigningKey } from './signing-keys.ts';
import { openVault } from './vault.ts';

export type RotatedKey = { readonly keyId: string; readonly signsFrom: string };

export async function rotateSigningKey(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<RotatedKey, Problem>> {
  const fresh = await makeSigningKey(context);
  const eventId = newId(context);
  const now = context.clock();
  return inTenant(context, tenantId, async (tx) => {
    const vault = await openVault(context, tx);
    if (!vault.ok) return vault;
    const added = await addSigningKeyNow(context, tx, { vault: vault.value, fresh });
    const signsFrom = added.signsFrom.toISOString();
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'signingKey.added',
      correlationId: eventId,
      resources: [{ type: 'SigningKey', id: added.keyId, properties: { signsFrom: { new: signsFrom } } }],
    });
    return ok({ keyId: added.keyId, signsFrom });
  });
}
