// What the provider keeps secret at rest: sealed under one key for each tenant, which itself is a secret of the tenant.
//
// Guarantees: sealed bytes open only in the tenant and under the name that they were sealed for.

import { hkdfSync } from 'node:crypto';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { open, seal } from '../crypto/seal.ts';
import { importKey, keyIdOf, type NamedKey, withKeyBytes } from '../crypto/secret-key.ts';
import type { Context } from '../context.ts';
import { tenantSecret } from '../tenants/tenant-secret.ts';

export type Vault = {
  readonly seal: (name: string, content: Uint8Array) => Uint8Array;
  /** Throws if these are not bytes sealed for this tenant under this name: then the database was tampered with. */
  readonly open: (name: string, sealed: Uint8Array) => Uint8Array;
  /** A key for another purpose, as text; the same one at every start. */
  readonly derive: (purpose: string) => string;
};

export async function openVault(context: Context, tx: TenantTransaction): Promise<Result<Vault, Problem>> {
  const bytes = await tenantSecret(context, tx, 'identity-provider-key');
  if (!bytes.ok) return bytes;
  const key = importKey(bytes.value);
  return ok(vaultOf(tx.tenantId, { keyId: keyIdOf(key), key }));
}

function vaultOf(tenantId: string, key: NamedKey): Vault {
  const binding = (name: string) => ({
    tenantId,
    userId: null,
    purpose: 'tenant-secret' as const,
    name: `idp ${name}`,
  });
  return {
    seal: (name, content) => seal(key, content, binding(name)),
    open: (name, sealed) => {
      const content = open(key, sealed, binding(name));
      if (content === undefined) throw new Error(`the identity provider's "${name}" can not be opened`);
      return content;
    },
    derive: (purpose) =>
      withKeyBytes(key.key, (bytes) =>
        Buffer.from(hkdfSync('sha256', bytes, new Uint8Array(), `keepsake idp ${purpose}`, 32)).toString('base64url'),
      ),
  };
}
