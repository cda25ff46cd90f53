// The embedded provider as those see it who check its tokens: what it calls itself, and the keys that it signs with.

import type { JWK } from 'jose';
import { fail, ok } from '../../lib/result.ts';
import type { EmbeddedIssuer } from '../identity/issuer-keys.ts';
import { type FindTenantProvider, ProviderUnavailableError } from './tenant-providers.ts';
import { issuerOf } from './tenant-runtime.ts';
import { DatabaseUnavailableError } from '../database/database.ts';
import type { SigningJwk } from './signing-keys.ts';

export function embeddedIssuer(find: FindTenantProvider, publicUrl: () => string): EmbeddedIssuer {
  return {
    issuerOf: (tenantId) => issuerOf(publicUrl(), tenantId),
    publicKeys: async (tenantId) => {
      try {
        return ok(((await find(tenantId))?.runtime.signingKeys ?? []).map(publicHalf));
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError || error instanceof ProviderUnavailableError)) throw error;
        return fail({ code: 'unavailable', detail: 'The signing keys can not be read at the moment.' });
      }
    },
  };
}

function publicHalf({ kid, kty, alg, use, n, e }: SigningJwk): JWK {
  return { kid, kty, alg, use, ...(n === undefined ? {} : { n }), ...(e === undefined ? {} : { e }) };
}
