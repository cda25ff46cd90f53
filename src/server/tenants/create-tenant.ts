// Makes a tenant, with the key that names its blobs and the default retention. For the operator, on the database.
//
// The tenant's row is the operator's to write and the rest the tenant's, so these are two transactions. One that is cut
// off between them has made a tenant that works: its key is made at first use, and the default retention holds anyway.

import { fail, ok, type Result } from '../../lib/result.ts';
import { DEFAULT_RETENTION } from '../../domain/snapshot/retention.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent, OPERATOR } from '../audit/audit-store.ts';
import { setRetentionPolicy } from '../backup/retention-store.ts';
import { type Context, newId } from '../context.ts';
import { checkName } from '../names.ts';
import { inSystem, inTenant } from '../transact.ts';
import { addTenant, findTenants, type Tenant, tenantSecret } from './tenant-store.ts';

/** Names are unique, whatever their case, because an operator names a tenant by its name. */
export async function createTenant(
  context: Context,
  input: { readonly displayName: string },
): Promise<Result<Tenant, Problem>> {
  const displayName = checkName('organization', input.displayName);
  if (!displayName.ok) return displayName;
  const now = context.clock();
  const [tenantId, eventId, key] = [newId(context), newId(context), context.randomBytes(32)];
  const tenant = { tenantId, displayName: displayName.value, createdAt: new Date(now).toISOString() };
  const added = await inSystem(context, async (tx) => {
    const same = (await findTenants(tx)).find(
      (it) => it.displayName.toLowerCase() === tenant.displayName.toLowerCase(),
    );
    if (same !== undefined && same.tenantId !== tenantId) return taken(same);
    return ok(await addTenant(tx, tenant));
  });
  if (!added.ok) return added;
  return inTenant(context, tenantId, async (tx) => {
    await tenantSecret(tx, 'blob-name-key', key);
    await setRetentionPolicy(tx, DEFAULT_RETENTION, now);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'tenant.created',
      resource: { tenantId, displayName: tenant.displayName },
      correlationId: eventId,
    });
    return ok(tenant);
  });
}

function taken({ displayName, tenantId }: Tenant): Result<never, Problem> {
  return fail({ code: 'already-exists', detail: `There already is a tenant "${displayName}" (${tenantId}).` });
}
