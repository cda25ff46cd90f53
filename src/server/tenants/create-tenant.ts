// Makes a tenant, with its key and the default retention. For the operator, on the database.
//
// The tenant's row is the operator's to write and the rest the tenant's: one transaction that changes its role in between.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { DEFAULT_RETENTION } from '../../domain/snapshot/retention.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { setRetentionPolicy } from '../backup/retention-store.ts';
import { type Context, newId } from '../context.ts';
import type { SystemTransaction } from '../database/database.ts';
import { currentTenantKey } from '../keys/tenant-keys.ts';
import { checkName } from '../names.ts';
import { inNewTenant } from '../transact.ts';
import { addTenant, findTenants, type Tenant } from './tenant-store.ts';

/** Names are unique, whatever their case, because an operator names a tenant by its name. */
export async function createTenant(
  context: Context,
  input: { readonly displayName: string },
): Promise<Result<Tenant, Problem>> {
  const displayName = checkName('organization', input.displayName);
  if (!displayName.ok) return displayName;
  const now = context.clock();
  const [tenantId, eventId] = [newId(context), newId(context)];
  const tenant = { tenantId, displayName: displayName.value, createdAt: new Date(now).toISOString() };
  const add = async (tx: SystemTransaction): Promise<Result<void, Problem>> => {
    const same = (await findTenants(tx)).find(
      (it) => it.displayName.toLowerCase() === tenant.displayName.toLowerCase(),
    );
    if (same !== undefined && same.tenantId !== tenantId) return taken(same);
    return ok(await addTenant(tx, tenant));
  };
  return inNewTenant(context, tenantId, add, async (tx) => {
    const key = await currentTenantKey(context, tx);
    if (!key.ok) return key;
    await setRetentionPolicy(tx, DEFAULT_RETENTION, now);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'tenant.created',
      correlationId: eventId,
      resources: [{ type: 'Tenant', id: tenantId, properties: { displayName: { new: tenant.displayName } } }],
    });
    return ok(tenant);
  });
}

function taken({ displayName, tenantId }: Tenant): Result<never, Problem> {
  return fail({ code: 'already-exists', detail: `There already is a tenant "${displayName}" (${tenantId}).` });
}
