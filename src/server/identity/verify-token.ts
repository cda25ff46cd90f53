// Whether a JWT is one that a trusted issuer gave for this service, now (RFC 9068, and Entra's v1.0 and v2.0 tokens).
//
// Guarantees: only the tenant's own issuers count, each with its own keys; algorithm, issuer, audience and times are checked
// before anything else in the token is believed. The one thing read before the signature is `iss`, to know whose key to take.

import { decodeJwt, errors, type JWSHeaderParameters, jwtVerify, type JWTPayload } from 'jose';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import { TOKEN_SKEW_SECONDS } from '../../protocol/limits.ts';
import { type FindKey, SIGNING_ALGORITHMS } from './issuer-keys.ts';
import type { TrustedIssuer } from './issuer.ts';
import { readClaims, type TokenSubject } from './read-claims.ts';

export type VerifiedToken = {
  readonly issuer: TrustedIssuer;
  readonly subject: TokenSubject;
  /** The key that whoever shows it must prove possession of (`cnf.jkt`), if it is bound to one. */
  readonly boundTo: string | undefined;
  readonly issuedAt: Date;
  /** Milliseconds since 1970, the issuer's clock taken with a little patience. */
  readonly validFrom: number;
  readonly validUntil: number;
};

/** `why` is for the log; whoever showed the token does not hear it. */
export type TokenRefusal = { readonly kind: 'invalid' | 'unavailable'; readonly why: string };

export type Trust = {
  readonly issuers: readonly TrustedIssuer[];
  /** What an issuer's tokens say in `iss`. */
  readonly namesOf: (issuer: TrustedIssuer) => readonly string[];
  readonly keysOf: (issuer: TrustedIssuer) => FindKey;
  readonly now: number;
};

export async function verifyToken(token: string, trust: Trust): Promise<Result<VerifiedToken, TokenRefusal>> {
  const { issuers, namesOf, keysOf, now } = trust;
  const name = issuerNamedIn(token);
  const issuer = issuers.find((it) => name !== undefined && namesOf(it).includes(name));
  if (name === undefined || issuer === undefined) return invalid('iss');
  const findKey = keysOf(issuer);
  try {
    const { payload, protectedHeader } = await jwtVerify(token, (header) => keyFor(header, findKey, namesOf(issuer)), {
      algorithms: [...SIGNING_ALGORITHMS],
      issuer: name,
      audience: [...issuer.settings.audiences],
      clockTolerance: TOKEN_SKEW_SECONDS,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat'],
    });
    if (!isAccessToken(protectedHeader)) return invalid('typ');
    return verified(payload, issuer);
  } catch (error) {
    if (error instanceof KeysUnavailable) return fail({ kind: 'unavailable', why: 'keys' });
    if (error instanceof errors.JWTClaimValidationFailed) return invalid(error.claim);
    if (error instanceof errors.JOSEError) return invalid(error.code);
    throw error;
  }
}

function verified(payload: JWTPayload, issuer: TrustedIssuer): Result<VerifiedToken, TokenRefusal> {
  const { iat = 0, nbf = 0, exp = 0, cnf } = payload;
  const subject = readClaims(payload, issuer);
  if (!subject.ok) return invalid(subject.error);
  const boundTo = confirmation(cnf);
  if (!boundTo.ok) return invalid(boundTo.error);
  return ok({
    issuer,
    subject: subject.value,
    boundTo: boundTo.value,
    issuedAt: new Date(iat * 1000),
    validFrom: (nbf - TOKEN_SKEW_SECONDS) * 1000,
    validUntil: (exp + TOKEN_SKEW_SECONDS) * 1000,
  });
}

/** A binding of a kind that can not be checked here refuses the token. */
function confirmation(cnf: unknown): Result<string | undefined, string> {
  if (cnf === undefined) return ok(undefined);
  const bound = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string';
  return bound ? ok(cnf.jkt as string) : fail('cnf');
}

/** ID tokens, logout tokens and proofs are signed by the same keys and are something else. */
function isAccessToken({ typ }: JWSHeaderParameters): boolean {
  if (typ === undefined) return true;
  return typeof typ === 'string' && ['jwt', 'at+jwt', 'application/at+jwt'].includes(typ.toLowerCase());
}

function issuerNamedIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** Entra says at each key whose tokens it signs, with a place for the directory's id. */
async function keyFor(header: JWSHeaderParameters, findKey: FindKey, names: readonly string[]) {
  const found = await findKey(header);
  if (!found.ok && found.error === 'unavailable') throw new KeysUnavailable();
  if (!found.ok) throw new errors.JWKSNoMatchingKey();
  const { key, jwk } = found.value;
  const { issuer: signsFor } = jwk as { readonly issuer?: unknown };
  if (typeof signsFor !== 'string') return key;
  if (!names.some((name) => matches(signsFor, name))) throw new errors.JWKSNoMatchingKey();
  return key;
}

function matches(template: string, name: string): boolean {
  const [before = '', after] = template.split('{tenantid}');
  if (after === undefined) return template === name;
  return (
    name.startsWith(before) && name.endsWith(after) && isUuid(name.slice(before.length, name.length - after.length))
  );
}

function invalid(why: string): { readonly ok: false; readonly error: TokenRefusal } {
  return fail({ kind: 'invalid', why });
}

class KeysUnavailable extends Error {}
