// The first wall, held by the type checker: each line below that must not compile says so, and `npm run types` fails the
// day that one does. Nothing here runs.

import type { Database, SystemTransaction, TenantTransaction } from '../../src/server/database/database.ts';
import { findTenants, tenantExists } from '../../src/server/tenants/tenant-store.ts';

declare const database: Database;
declare const tenantTx: TenantTransaction;
declare const systemTx: SystemTransaction;
declare const query: TenantTransaction['query'];

// A transaction is made by the database alone: what looks like one is none.
// @ts-expect-error: it lacks the mark that only src/server/database/transaction.ts can give.
export const forged: TenantTransaction = { query, tenantId: '0190a000-0000-7000-8000-00000000000a' };
// @ts-expect-error: likewise.
export const forgedSystem: SystemTransaction = { query };

// Neither stands in for the other.
// @ts-expect-error: a tenant's transaction is not the operator's.
export const raised: SystemTransaction = tenantTx;
// @ts-expect-error: the operator's is no tenant's, even with an id beside it.
export const lowered: TenantTransaction = { ...systemTx, tenantId: tenantTx.tenantId };

// A handler that asks outside its tenant does not compile, whichever way it tries.
// @ts-expect-error: the store of tenants' rows takes a tenant's transaction.
export const outside = database.inSystem((tx) => tenantExists(tx));
// @ts-expect-error: the list of all tenants takes the operator's.
export const upwards = database.inTenant(tenantTx.tenantId, (tx) => findTenants(tx));
// @ts-expect-error: without a tenant there is no tenant's transaction.
export const nowhere = database.inTenant((tx: TenantTransaction) => tenantExists(tx));
// @ts-expect-error: there is no bare connection.
export const bare = database.query('SELECT 1');
