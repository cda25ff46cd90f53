// Proof of possession (DPoP, RFC 9449): whether the request's `DPoP` header was made by the holder of a key, for this
// request, with this token, now. Whose key it is decides somebody else.
//
// Guarantees: the checks of section 4.3. The address is compared with the service's configured one, never with the `Host`
// header. A device whose clock is wrong is told a nonce, which then stands for the time. Every refusal is about the proof
// alone and says nothing of what exists. Deliberately absent: seeing a proof twice (seen-proofs.ts).

import { createHash } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PROOF_SECONDS_AHEAD_MAX, PROOF_SECONDS_MAX } from '../../protocol/limits.ts';
import { keyFits, SIGNING_ALGORITHMS } from './issuer-keys.ts';
import type { ReadProofKey } from './proof-keys.ts';
import type { ProofNonces } from './proof-nonces.ts';

export type Proof = {
  /** RFC 7638, of the key that made it. */
  readonly thumbprint: string;
  readonly proofId: string;
};

export type ProofRefusal = {
  readonly error: 'invalid_dpop_proof' | 'use_dpop_nonce';
  readonly detail: string;
};

export type ProofContext = {
  readonly method: string;
  /** Without query; the same place under each name that the service has. */
  readonly urls: readonly string[];
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly nonces: ProofNonces;
  readonly readKey: ReadProofKey;
};

export async function checkProof(text: string, context: ProofContext): Promise<Result<Proof, ProofRefusal>> {
  const signed = await readSigned(text, context.readKey);
  if (!signed.ok) return signed;
  const { payload, thumbprint } = signed.value;
  const { jti, htm, htu, iat, nonce, ath } = payload;
  if (typeof jti !== 'string' || jti === '' || jti.length > PROOF_ID_LENGTH_MAX) return invalid('it has no usable jti');
  if (htm !== context.method) return invalid(`it is for ${shown(htm)}, the request is ${context.method}`);
  if (!isSamePlace(htu, context.urls)) return invalid(`it is for ${shown(htu)}, this is ${context.urls[0] ?? ''}`);
  if (ath !== hashOf(context.token)) return invalid('it is for another token');
  const fresh = checkTime({ iat, nonce }, context);
  if (!fresh.ok) return fresh;
  return ok({ thumbprint, proofId: jti });
}

/** What somebody else wrote, if it is a text at all. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, SHOWN_LENGTH_MAX) : 'nothing that can be read';
}

type Signed = { readonly payload: JWTPayload; readonly thumbprint: string };

/** The signature, by the key that the proof itself brings: that is what makes it a proof of possession. */
async function readSigned(text: string, readKey: ReadProofKey): Promise<Result<Signed, ProofRefusal>> {
  if (text.length > PROOF_LENGTH_MAX) return invalid('it is too long');
  try {
    const { jwk, alg } = decodeProtectedHeader(text);
    if (alg === undefined || !SIGNING_ALGORITHMS.includes(alg)) {
      return invalid(`its algorithm is none of ${SIGNING_ALGORITHMS.join(', ')}`);
    }
    if (jwk === undefined || !isPublic(jwk) || !keyFits(jwk, alg)) return invalid('it has no public key that fits');
    const { key, thumbprint } = await readKey(jwk, alg);
    // Its times are checked below, and by another clock where there is a nonce.
    const { payload } = await jwtVerify(text, key, { algorithms: [alg], typ: 'dpop+jwt', ...ANY_TIME });
    return ok({ payload, thumbprint });
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'typ') return invalid('it is no dpop+jwt');
    if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('its signature is wrong');
    return invalid('it can not be read');
  }
}

/** Made just now, by its own clock or by ours, which the nonce carries. */
function checkTime(
  { iat, nonce }: { readonly iat: unknown; readonly nonce: unknown },
  { now, nonces }: ProofContext,
): Result<void, ProofRefusal> {
  if (typeof iat !== 'number') return invalid('it does not say when it was made');
  if (typeof nonce === 'string' && nonces.isFresh(nonce, now)) return ok(undefined);
  const age = now / 1000 - iat;
  if (nonce === undefined && age <= PROOF_SECONDS_MAX && age >= -PROOF_SECONDS_AHEAD_MAX) return ok(undefined);
  const detail = 'The proof was made at another time; make it again with the nonce in DPoP-Nonce.';
  return fail({ error: 'use_dpop_nonce', detail });
}

function isPublic(jwk: JWK): boolean {
  return typeof jwk === 'object' && PRIVATE_MEMBERS.every((name) => !Object.hasOwn(jwk, name));
}

/** Compared as RFC 9449 says: normalised, without query and fragment. */
function isSamePlace(htu: unknown, urls: readonly string[]): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return false;
  const { protocol, host, pathname, username, password } = new URL(htu);
  return (
    username === '' && password === '' && urls.some((url) => new URL(url).href === `${protocol}//${host}${pathname}`)
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function invalid(why: string): { readonly ok: false; readonly error: ProofRefusal } {
  return fail({ error: 'invalid_dpop_proof', detail: `The proof of possession is refused: ${why}.` });
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const PROOF_LENGTH_MAX = 8192;
const PROOF_ID_LENGTH_MAX = 256;
const SHOWN_LENGTH_MAX = 200;
const ANY_TIME = { clockTolerance: Number.MAX_SAFE_INTEGER };
