// Errors that leave the provider as an answer of OAuth 2.0, with the code that Entra has for the same.

import { errors } from 'oidc-provider';
import type { Reason } from './judge-sign-in.ts';

/** Refused for a reason that has a code of its own. `claims`: what a client asks for again to get past it. */
export class RefusedSignInError extends errors.OIDCProviderError {
  readonly aadsts: number;
  readonly suberror: string | undefined;
  readonly claims: string | undefined;
  constructor(refusal: Reason & { readonly error: string }) {
    super(400, refusal.error);
    this.aadsts = refusal.aadsts;
    this.error_description = `AADSTS${refusal.aadsts}: ${refusal.message}`;
    this.suberror = refusal.suberror;
    this.claims = refusal.claims;
  }
}

/** Somebody else used the code or the token a moment before. */
export class AlreadyConsumedError extends RefusedSignInError {
  constructor() {
    super({ error: 'invalid_grant', aadsts: 54005, message: 'The code or token was already redeemed.' });
  }
}

/** Entra's codes for what oidc-provider refuses, by the error of OAuth 2.0 and, where that says too little, its description. */
export function aadstsCodeOf(error: {
  readonly error: string;
  readonly error_description?: string | undefined;
}): number {
  const text = error.error_description ?? '';
  const special = SPECIAL.find(({ of, says }) => of === error.error && says.test(text));
  return special?.code ?? CODES[error.error] ?? 900023;
}

const SPECIAL: readonly { readonly of: string; readonly says: RegExp; readonly code: number }[] = [
  { of: 'invalid_grant', says: /expired/, code: 70008 },
  { of: 'invalid_grant', says: /already/, code: 54005 },
  { of: 'invalid_grant', says: /PKCE|code_verifier/i, code: 50148 },
  { of: 'invalid_grant', says: /account not found/, code: 50173 },
  { of: 'invalid_client', says: /secret/, code: 7000215 },
  { of: 'invalid_request', says: /missing required/, code: 900144 },
  { of: 'invalid_request', says: /PKCE/, code: 9002325 },
];

const CODES: Readonly<Record<string, number>> = {
  access_denied: 65004,
  authorization_pending: 70016,
  consent_required: 65001,
  expired_token: 70020,
  interaction_required: 50058,
  invalid_client: 700016,
  invalid_grant: 70000,
  invalid_redirect_uri: 50011,
  invalid_request: 900144,
  invalid_scope: 70011,
  invalid_target: 500011,
  login_required: 50058,
  server_error: 90033,
  slow_down: 70016,
  unauthorized_client: 700016,
  unsupported_grant_type: 70003,
  unsupported_response_type: 700054,
};
