// A key provider that remembers, for a while, the tenant keys it unwrapped: a token takes milliseconds and may be far away.
//
// Only the very bytes that were unwrapped find what is remembered, so a key that was rewrapped or destroyed in the database is
// asked for anew at once. A key destroyed in the token stops opening when its time here is over. Users' keys are never kept.

import type { KeyObject } from 'node:crypto';
import { toHex } from '../../lib/bytes.ts';
import { ok } from '../../lib/result.ts';
import type { KeyProvider, TenantKeyName, WrappedKey } from './key-provider.ts';

export type MemoryLimits = {
  readonly keysMax: number;
  readonly milliseconds: number;
  readonly clock: () => number;
};

export function remembering(provider: KeyProvider, limits: MemoryLimits): KeyProvider {
  const memory = new Map<string, { readonly key: KeyObject; readonly until: number }>();
  const remember = (name: string, key: KeyObject): void => {
    // The oldest goes first; OpenSSL clears its bytes when it is collected.
    for (const oldest of memory.keys()) if (memory.size >= limits.keysMax) memory.delete(oldest);
    memory.set(name, { key, until: limits.clock() + limits.milliseconds });
  };
  return {
    ...provider,
    unwrap: async (wrapped, of) => {
      const name = nameOf(wrapped, of);
      const known = memory.get(name);
      if (known !== undefined && limits.clock() < known.until) return ok(known.key);
      memory.delete(name);
      const unwrapped = await provider.unwrap(wrapped, of);
      if (unwrapped.ok) remember(name, unwrapped.value);
      return unwrapped;
    },
    close: async () => {
      memory.clear();
      await provider.close();
    },
  };
}

function nameOf({ providerKeyId, bytes }: WrappedKey, { tenantId, keyId }: TenantKeyName): string {
  return [tenantId, keyId, providerKeyId, toHex(bytes)].join(' ');
}
