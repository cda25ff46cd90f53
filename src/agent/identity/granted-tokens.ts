// What a token endpoint answered, as what is kept of it.

import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import type { Tokens } from './tokens.ts';

export type GrantedTokens = TokenEndpointResponse & TokenEndpointResponseHelpers;

/** A provider that does not rotate refresh tokens says nothing of them: the one before stays. */
export function tokensOf(granted: GrantedTokens, refreshToken: string | null): Tokens {
  const seconds = granted.expiresIn() ?? LIFETIME_SECONDS;
  return {
    accessToken: granted.access_token,
    expiresAt: Date.now() + seconds * 1000,
    refreshToken: granted.refresh_token ?? refreshToken,
  };
}

/** Where the provider does not say it. */
const LIFETIME_SECONDS = 300;
