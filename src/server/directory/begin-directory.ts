// The first person or application of a directory: from then on the tenant trusts the tokens of its own identity provider.
// Whoever takes that trust back (keepsake issuer remove) is not overruled by the next one.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { embeddedIssuer } from '../identity/issuer.ts';
import { trustIssuer } from '../identity/manage-issuers.ts';
import { inTenant } from '../transact.ts';
import { findAccounts } from './account-store.ts';
import { findApplications } from './application-store.ts';

export async function beginDirectory(context: Context, tenantId: string): Promise<Result<undefined, Problem>> {
  const isEmpty = await inTenant(context, tenantId, async (tx) =>
    ok((await findAccounts(tx)).length === 0 && (await findApplications(tx)).length === 0),
  );
  if (!isEmpty.ok) return isEmpty;
  if (!isEmpty.value) return ok(undefined);
  const trusted = await trustIssuer(context, { tenantId, kind: 'embedded', ...embeddedIssuer(tenantId) });
  return trusted.ok || trusted.error.code === 'already-exists' ? ok(undefined) : trusted;
}
