// What a tenant's issuers are trusted with: how each calls itself, and where its keys come from. The keys of one address are
// kept once, whichever tenants trust it; those of the embedded provider once for each tenant.

import { fail } from '../../lib/result.ts';
import type { AuthenticatorOptions } from './authenticator-options.ts';
import type { TrustedIssuer } from './issuer.ts';
import { cacheKeys, type EmbeddedIssuer, type FindKey, type LoadKeys } from './issuer-keys.ts';
import { remoteKeys } from './remote-keys.ts';
import type { Trust } from './verify-token.ts';

export function issuerTrust(
  options: Pick<AuthenticatorOptions, 'clock' | 'embedded' | 'log'>,
): (tenantId: string, issuers: readonly TrustedIssuer[]) => Trust {
  const { clock, embedded, log } = options;
  const caches = new Map<string, FindKey>();
  const cached = (name: string, load: LoadKeys): FindKey => {
    const found = caches.get(name) ?? cacheKeys({ load, clock, log });
    caches.set(name, found);
    return found;
  };
  return (tenantId, issuers) => ({
    issuers,
    now: clock(),
    namesOf: ({ kind, settings }) => {
      if (kind !== 'embedded') return settings.issuers;
      return embedded === undefined ? [] : [embedded.issuerOf(tenantId)];
    },
    keysOf: ({ settings: { jwksUrl } }) =>
      jwksUrl === null
        ? cached(`tenant ${tenantId}`, embeddedKeys(embedded, tenantId))
        : cached(jwksUrl, remoteKeys(jwksUrl)),
  });
}

function embeddedKeys(embedded: EmbeddedIssuer | undefined, tenantId: string): LoadKeys {
  return async () => {
    if (embedded === undefined) return fail('the embedded identity provider does not run here');
    const keys = await embedded.publicKeys(tenantId);
    return keys.ok ? keys : fail(keys.error.detail);
  };
}
