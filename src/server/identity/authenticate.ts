// The one seam between a request and who acts: what it shows becomes an actor, or a refusal.
//
// Guarantees: a malformed, unknown, wrong, expired or revoked token, one of an unknown tenant or of an issuer that the tenant
// does not trust, and one that is bound to a key that did not prove itself, get the same answer, so that nobody learns
// which of them exist. A proof that came along is checked before that, and counts once.

import type { Result } from '../../lib/result.ts';
import type { Actor } from './actor.ts';
import type { AuthenticatorOptions } from './authenticator-options.ts';
import { actorOfCredential } from './credential-actor.ts';
import { checkProof, type Proof } from './proof.ts';
import { rememberProofKeys } from './proof-keys.ts';
import { proofNonces } from './proof-nonces.ts';
import { type Refusal, REFUSED, refuseProof } from './refusal.ts';
import { rememberProofs } from './seen-proofs.ts';
import { isCredentialToken } from './token.ts';
import { tokenActors } from './token-actor.ts';

/** What of a request says who sends it. */
export type ShownBy = {
  readonly requestId: string;
  readonly method: string;
  /** With its query, if any. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** The header `DPoP`. */
  readonly proof: string | undefined;
  /** The header `Keepsake-Tenant`. */
  readonly tenantId: string | undefined;
};

export type Authenticate = (shown: ShownBy) => Promise<Result<Actor, Refusal>>;

/** Holds what is worth remembering between requests: issuers' keys, tokens that were checked, proofs that were used. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { clock } = options;
  const nonces = proofNonces(options.randomBytes(32));
  const claimProof = rememberProofs();
  const readKey = rememberProofKeys();
  const actorOfToken = tokenActors(options);

  const proofOf = async (shown: ShownBy, token: string): Promise<Result<Proof | undefined, Refusal>> => {
    if (shown.proof === undefined) return { ok: true, value: undefined };
    const path = shown.path.split('?')[0] ?? '';
    const urls = options.publicUrls().map((url) => `${url}${path}`);
    const proof = await checkProof(shown.proof, { method: shown.method, urls, token, now: clock(), nonces, readKey });
    return proof.ok ? proof : refuseProof(proof.error, nonces.issue(clock()));
  };

  return async (shown) => {
    const authorization = readAuthorization(shown.authorization);
    if (authorization === undefined) return REFUSED;
    const { token, mustProve } = authorization;
    const proof = await proofOf(shown, token);
    if (!proof.ok) return proof;
    if (mustProve && proof.value === undefined) return REFUSED;
    const key = proof.value?.thumbprint;
    const actor = isCredentialToken(token)
      ? await actorOfCredential(options, token, key)
      : await actorOfToken({ token, tenantId: shown.tenantId, key, mustProve, requestId: shown.requestId });
    if (actor.ok && proof.value !== undefined && !claimProof(proof.value, clock())) return USED;
    return actor;
  };
}

/** `DPoP` says that the token is bound to a key; what it shows is read alike. */
function readAuthorization(
  header: string | undefined,
): { readonly token: string; readonly mustProve: boolean } | undefined {
  if (header === undefined || header.length > AUTHORIZATION_LENGTH_MAX) return undefined;
  const [, scheme, token] = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  return { token, mustProve: scheme.toLowerCase() === 'dpop' };
}

const USED = refuseProof(
  { error: 'invalid_dpop_proof', detail: 'The proof of possession is refused: it was used before.' },
  '',
);
const AUTHORIZATION_LENGTH_MAX = 12 * 1024;
