// Tokens whose signature was checked already: an agent shows the same one many times, and checking it is the dearest part
// of a small request. Named by their hash, so that no token lies in memory; for one tenant each; the least used goes first.
//
// What is found here is only as good as its times and its issuer, which whoever asks checks again.

import { createHash } from 'node:crypto';
import type { VerifiedToken } from './verify-token.ts';

export type VerifiedTokens = {
  readonly find: (tenantId: string, token: string, now: number) => VerifiedToken | undefined;
  readonly keep: (tenantId: string, token: string, verified: VerifiedToken) => void;
};

export function rememberTokens(countMax = TOKENS_MAX): VerifiedTokens {
  const tokens = new Map<string, VerifiedToken>();
  return {
    find: (tenantId, token, now) => {
      const name = nameOf(tenantId, token);
      const verified = tokens.get(name);
      if (verified === undefined) return undefined;
      tokens.delete(name);
      if (now >= verified.validUntil || now < verified.validFrom) return undefined;
      tokens.set(name, verified);
      return verified;
    },
    keep: (tenantId, token, verified) => {
      tokens.set(nameOf(tenantId, token), verified);
      const [oldest] = tokens.keys();
      if (tokens.size > countMax && oldest !== undefined) tokens.delete(oldest);
    },
  };
}

function nameOf(tenantId: string, token: string): string {
  return `${tenantId} ${createHash('sha256').update(token).digest('base64')}`;
}

const TOKENS_MAX = 10_000;
