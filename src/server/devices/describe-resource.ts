// Where a tenant's people get tokens for the service: RFC 9728, and what a device needs to sign somebody in. For anybody; a
// tenant that is not there looks like one that trusts nobody.

import { KEEPSAKE_CONSOLE } from '../../domain/directory/built-in-applications.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { ResourceMetadata } from '../../protocol/operations/devices.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { ADMINISTRATION_SCOPE } from '../access/load-grants.ts';
import { BACKUP_SCOPE, type TrustedIssuer } from '../identity/issuer.ts';
import { type EmbeddedIssuer, SIGNING_ALGORITHMS } from '../identity/issuer-keys.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import { inTenant } from '../transact.ts';

export type ResourceOptions = Context & {
  readonly publicUrls: () => readonly string[];
  readonly embedded?: EmbeddedIssuer | undefined;
};

export function describeResource(
  options: ResourceOptions,
  tenantId: string,
): Promise<Result<ResourceMetadata, Problem>> {
  const nameOf = ({ kind, issuer }: TrustedIssuer): string | undefined =>
    kind === 'embedded' ? options.embedded?.issuerOf(tenantId) : issuer;
  return inTenant(options, tenantId, async (tx) => {
    // The embedded provider is trusted from the start: an issuer that somebody chose comes before it.
    const chosenFirst = (await findIssuers(tx)).toSorted((a, b) => Number(isEmbedded(a)) - Number(isEmbedded(b)));
    const issuers = chosenFirst.flatMap((it) => {
      const name = nameOf(it);
      return name === undefined ? [] : [{ name, isOwn: isEmbedded(it), signIn: it.settings.signIn }];
    });
    return ok({
      resource: options.publicUrls()[0] ?? '',
      authorization_servers: issuers.map(({ name }) => name),
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
      keepsake_sign_in: issuers.flatMap(({ name, signIn }) =>
        signIn === null ? [] : [{ issuer: name, client_id: signIn.clientId, scope: signIn.scope }],
      ),
      keepsake_admin_sign_in: issuers.flatMap(({ name, isOwn, signIn }) => {
        if (signIn === null) return [];
        const clientId = isOwn ? KEEPSAKE_CONSOLE.applicationId : signIn.clientId;
        const scope = signIn.scope.replace(BACKUP_SCOPE, ADMINISTRATION_SCOPE);
        return [{ issuer: name, client_id: clientId, scope }];
      }),
    });
  });
}

function isEmbedded({ kind }: TrustedIssuer): boolean {
  return kind === 'embedded';
}
