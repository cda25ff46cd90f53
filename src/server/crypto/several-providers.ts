// Several key providers as one, for the time of moving from one to another: the first wraps, and each unwraps its own.

import type { KeyProvider } from './key-provider.ts';
import { keyLost } from './key-provider.ts';

export function severalProviders(providers: readonly [KeyProvider, ...KeyProvider[]]): KeyProvider {
  const [current] = providers;
  const where = providers.map((it) => it.where).join(' or ');
  return {
    ...current,
    where,
    answersFor: (keyId) => providers.some((it) => it.answersFor(keyId)),
    unwrap: async (wrapped, of) => {
      const provider = providers.find((it) => it.answersFor(wrapped.providerKeyId));
      return provider === undefined ? keyLost(wrapped.providerKeyId, where) : provider.unwrap(wrapped, of);
    },
    close: async () => void (await Promise.all(providers.map((it) => it.close()))),
  };
}
