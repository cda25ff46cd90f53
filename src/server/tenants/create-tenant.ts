// Makes a tenant, with its key, the default retention and trust in the embedded identity provider, which knows nobody yet.
// For the operator, on the database.
//
// The tenant's row is the operator's to write and the rest the tenant's: one transaction that changes its role in between.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { DEFAULT_RETENTION } from '../../domain/snapshot/retention.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { setRetentionPolicy } from '../backup/retention-store.ts';
import { type Context, newId } from '../context.ts';
import type { SystemTransaction } from '../database/database.ts';
import { embeddedIssuer } from '../identity/issuer.ts';
import { addIssuer } from '../identity/issuer-store.ts';
import { currentTenantKey } from '../keys/tenant-keys.ts';
import { checkName } from '../names.ts';
import { inNewTenant } from '../transact.ts';
import { addTenant, findTenants, type Tenant } from './tenant-store.ts';

export type NewTenant = {
  /** A fresh one, unless it is to be that of the organization's Entra directory. */
  readonly tenantId?: string | undefined;
  readonly displayName: string;
};

/** Names are unique, whatever their case, because an operator names a tenant by its name. */
export async function createTenant(context: Context, input: NewTenant): Promise<Result<Tenant, Problem>> {
  const displayName = checkName('organization', input.displayName);
  if (!displayName.ok) return displayName;
  const now = context.clock();
  const [tenantId, eventId, issuerId] = [input.tenantId ?? newId(context), newId(context), newId(context)];
  if (!isUuid(tenantId)) return fail({ code: 'bad-request', detail: `"${tenantId}" is not an id in lower case.` });
  const tenant = { tenantId, displayName: displayName.value, createdAt: new Date(now).toISOString() };
  const add = async (tx: SystemTransaction): Promise<Result<void, Problem>> => {
    const same = (await findTenants(tx)).find(
      (it) => it.tenantId === tenantId || it.displayName.toLowerCase() === tenant.displayName.toLowerCase(),
    );
    // Run again, it may find what it has made itself.
    const isOurs = same?.tenantId === tenantId && same.createdAt === tenant.createdAt;
    if (same !== undefined && !isOurs) return taken(same);
    return ok(await addTenant(tx, tenant));
  };
  return inNewTenant(context, tenantId, add, async (tx) => {
    const key = await currentTenantKey(context, tx);
    if (!key.ok) return key;
    await setRetentionPolicy(tx, DEFAULT_RETENTION, now);
    await addIssuer(tx, { issuerId, kind: 'embedded', ...embeddedIssuer(tenantId), createdAt: new Date(now) });
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
