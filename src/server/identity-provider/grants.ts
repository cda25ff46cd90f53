// What an application may do in a person's name: what they consented to, kept for as long as a grant lives. Keepsake's own
// applications need nobody's consent: whoever runs the service trusts them.
//
// Each session has grants of its own, so that a refresh token that was stolen and reused ends what came of that sign-in alone.

import type { KoaContextWithOIDC } from 'oidc-provider';
import { findArtifactsOfAccount } from './artifact-store.ts';
import { isBuiltIn } from './clients.ts';
import type { TenantRuntime } from './tenant-runtime.ts';

type Grant = InstanceType<KoaContextWithOIDC['oidc']['provider']['Grant']>;

export async function loadGrant(runtime: TenantRuntime, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, account, provider, result } = ctx.oidc;
  if (client === undefined || account === undefined) return undefined;
  const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.clientId);
  const kept = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const found = kept?.accountId === account.accountId ? kept : undefined;
  const isOurs = isBuiltIn(client.clientId);
  if (found !== undefined && !isOurs) return found;
  const consents = isOurs ? [asked(ctx)] : await earlierConsents(runtime, account.accountId, client.clientId);
  if (consents.length === 0) return undefined;
  const grant = found ?? new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  for (const { scope, resources } of consents) {
    grant.addOIDCScope(scope);
    for (const [resource, scopes] of Object.entries(resources)) grant.addResourceScope(resource, scopes);
  }
  await grant.save();
  return grant;
}

type Consent = { readonly scope: string; readonly resources: { readonly [resource: string]: string } };

/** Everything that the request asks for. */
function asked(ctx: KoaContextWithOIDC): Consent {
  const scopes = [...ctx.oidc.requestParamScopes];
  const ofResource = scopes.filter((it) => it.includes('/')).join(' ');
  return {
    scope: scopes.filter((it) => !it.includes('/')).join(' '),
    resources: Object.fromEntries(Object.keys(ctx.oidc.resourceServers ?? {}).map((it) => [it, ofResource])),
  };
}

type StoredGrant = {
  readonly clientId?: string;
  readonly openid?: { readonly scope?: string };
  readonly resources?: { readonly [resource: string]: string };
};

async function earlierConsents(
  { context, tenantId, vault }: TenantRuntime,
  accountId: string,
  clientId: string,
): Promise<readonly Consent[]> {
  const now = new Date(context.clock());
  const grants = await context.database.inTenant(tenantId, (tx) => findArtifactsOfAccount(tx, 'Grant', accountId, now));
  return grants
    .map(({ body }) => JSON.parse(Buffer.from(vault.open('Grant', body)).toString()) as StoredGrant)
    .filter((grant) => grant.clientId === clientId)
    .map(({ openid, resources = {} }) => ({ scope: openid?.scope ?? '', resources }));
}
