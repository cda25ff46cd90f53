// The embedded identity provider as an issuer: its keys are asked for in this process.

import { fail, ok } from '../../lib/result.ts';
import { type FindTenantProvider, ProviderUnavailableError } from '../identity-provider/tenant-providers.ts';
import { issuerOf } from '../identity-provider/tenant-runtime.ts';
import type { EmbeddedIssuer } from './issuer-keys.ts';

export function embeddedIssuer(publicUrl: () => string, find: FindTenantProvider): EmbeddedIssuer {
  return {
    issuerOf: (tenantId) => issuerOf(publicUrl(), tenantId),
    publicKeys: async (tenantId) => {
      try {
        const keys = (await find(tenantId))?.runtime.signingKeys ?? [];
        return ok(keys.map(({ kid, kty, alg, use, n, e }) => ({ kid, kty, alg, use, n: n ?? '', e: e ?? '' })));
      } catch (error) {
        if (!(error instanceof ProviderUnavailableError)) throw error;
        return fail({ code: 'unavailable', detail: error.message });
      }
    },
  };
}
