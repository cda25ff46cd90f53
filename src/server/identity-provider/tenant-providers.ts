// The providers of the tenants that are being signed in to: made when somebody comes, forgotten after a while, never more
// than a number of them. A change of keys or of a tenant's name shows when the provider is made again.

import type { Provider } from 'oidc-provider';
import { ok } from '../../lib/result.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findTenantName } from '../tenants/tenant-store.ts';
import type { JudgeSignIn } from './judge-sign-in.ts';
import { createProvider } from './provider.ts';
import { loadSigningKeys, makeSigningKey, needsFreshKey } from './signing-keys.ts';
import type { TenantRuntime } from './tenant-runtime.ts';
import { openVault } from './vault.ts';

export type TenantProvider = { readonly runtime: TenantRuntime; readonly provider: Provider };

export type TenantProvidersOptions = {
  readonly context: Context;
  readonly publicUrl: () => string;
  readonly judge: JudgeSignIn;
  readonly log: (line: string) => void;
};

/** `undefined`: there is no such tenant. Throws `ProviderUnavailableError`, or what the database throws. */
export type FindTenantProvider = (tenantId: string) => Promise<TenantProvider | undefined>;

export function tenantProviders(options: TenantProvidersOptions): FindTenantProvider {
  const cache = new Map<string, { readonly made: Promise<TenantProvider | undefined>; readonly until: number }>();
  return (tenantId) => {
    const now = options.context.clock();
    const kept = cache.get(tenantId);
    cache.delete(tenantId);
    const entry =
      kept !== undefined && kept.until > now ? kept : { made: make(options, tenantId), until: now + KEEP_MILLISECONDS };
    cache.set(tenantId, entry);
    // Neither a tenant that is not there nor a failure is remembered.
    entry.made.then(
      (found) => found ?? cache.delete(tenantId),
      () => cache.delete(tenantId),
    );
    const [oldest] = cache.keys();
    if (cache.size > TENANTS_MAX && oldest !== undefined) cache.delete(oldest);
    return entry.made;
  };
}

/** The keys or the database can not be had at the moment. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
}

async function make(options: TenantProvidersOptions, tenantId: string): Promise<TenantProvider | undefined> {
  const { context, publicUrl, judge, log } = options;
  const first = await context.database.inTenant(tenantId, async (tx) => ({
    name: await findTenantName(tx),
    needsKey: await needsFreshKey(context, tx),
  }));
  if (first.name === undefined) return undefined;
  const freshKey = first.needsKey ? await makeSigningKey(context) : undefined;
  const opened = await inTenant(context, tenantId, async (tx) => {
    const vault = await openVault(context, tx);
    if (!vault.ok) return vault;
    const signingKeys = await loadSigningKeys(context, tx, { vault: vault.value, fresh: freshKey });
    return ok({ vault: vault.value, signingKeys });
  });
  if (!opened.ok) throw new ProviderUnavailableError(opened.error.detail);
  const runtime = { context, tenantId, tenantName: first.name, publicUrl: publicUrl(), judge, log, ...opened.value };
  return { runtime, provider: createProvider(runtime) };
}

/** Less than the notice that a new signing key is published with. */
const KEEP_MILLISECONDS = 5 * 60 * 1000;
const TENANTS_MAX = 500;
