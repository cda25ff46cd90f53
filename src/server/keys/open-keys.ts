// The keys of a service on its database: opened, and held against what the database says is wrapped by them. A service that
// lacks a key does not start, because it would answer for its tenants with errors, or worse, begin to seal under another.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type KeyConfigurationProblem, keyConfigurationProblem } from '../crypto/key-configuration.ts';
import type { KeyProvider } from '../crypto/key-provider.ts';
import { type KeyConfiguration, openKeyProvider } from '../crypto/open-key-provider.ts';
import type { Database } from '../database/database.ts';
import { findTenants } from '../tenants/tenant-store.ts';
import { findTenantKeys, type TenantKeyRow } from './tenant-key-store.ts';

export function openKeys(
  database: Database,
  configuration: KeyConfiguration,
): Promise<Result<KeyProvider, KeyConfigurationProblem>> {
  return openKeyProvider(configuration, async () => (await findWrappedKeys(database)).size === 0);
}

/** Whether every key that tenants need is there and right. One tenant's key is tried for each. */
export async function checkKeys(
  database: Database,
  provider: KeyProvider,
): Promise<Result<undefined, KeyConfigurationProblem>> {
  for (const [providerKeyId, [sample, ...others]] of await findWrappedKeys(database)) {
    const unwrapped = await provider.unwrap(sample.row.wrapped, { tenantId: sample.tenantId, keyId: sample.row.keyId });
    if (unwrapped.ok) continue;
    const { code, detail } = unwrapped.error;
    const needed = `The backups of ${others.length + 1} tenant(s) are sealed under the key "${providerKeyId}".`;
    const problem = code === 'key-unavailable' ? 'key-unavailable' : 'key-lost';
    return fail(keyConfigurationProblem(problem, `${needed} ${detail}`, FIX[problem]));
  }
  return ok(undefined);
}

type Wrapped = { readonly tenantId: string; readonly row: TenantKeyRow };

/** The tenants' keys, by the provider's key that wraps them. */
export async function findWrappedKeys(
  database: Database,
): Promise<ReadonlyMap<string, readonly [Wrapped, ...Wrapped[]]>> {
  const found = new Map<string, [Wrapped, ...Wrapped[]]>();
  for (const { tenantId } of await database.inSystem(findTenants)) {
    for (const row of await database.inTenant(tenantId, findTenantKeys)) {
      const same = found.get(row.wrapped.providerKeyId);
      if (same === undefined) found.set(row.wrapped.providerKeyId, [{ tenantId, row }]);
      else same.push({ tenantId, row });
    }
  }
  return found;
}

const FIX = {
  'key-lost':
    'Bring that key back: the key file or variable it was in, or the token it is in (docs/operating/keys.md). Without it these backups can not be read by anybody.',
  'key-unavailable': 'Check that the token is connected and its module answers, then start again.',
} as const;
