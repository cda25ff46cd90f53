// A key provider whose keys are in this process's memory, wherever they came from. Wrapped keys are sealed bytes.

import { ok } from '../../lib/result.ts';
import { keyLost, type KeyProvider, keyWrong, tenantKeyBinding } from './key-provider.ts';
import { open, seal } from './seal.ts';
import { importKey, type NamedKey, withKeyBytes } from './secret-key.ts';

/** The first of `keys` wraps; each of them unwraps what it wrapped. */
export function softwareKeys(where: string, keys: readonly [NamedKey, ...NamedKey[]]): KeyProvider {
  const [current] = keys;
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  return {
    where,
    currentKeyId: current.keyId,
    answersFor: (keyId) => byId.has(keyId),
    wrap: async (tenantKey, of) => {
      const bytes = withKeyBytes(tenantKey, (it) => seal(current, it, tenantKeyBinding(of)));
      return ok({ providerKeyId: current.keyId, bytes });
    },
    unwrap: async ({ providerKeyId, bytes }, of) => {
      const key = byId.get(providerKeyId);
      if (key === undefined) return keyLost(providerKeyId, where);
      const unwrapped = open(key, bytes, tenantKeyBinding(of));
      return unwrapped === undefined ? keyWrong(providerKeyId, where) : ok(importKey(unwrapped));
    },
    close: async () => byId.clear(),
  };
}
