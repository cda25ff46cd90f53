// The answers to requests that prove too little. There is one for everything that hangs on what exists (RFC 6750), so that
// nobody learns of tenants, issuers, users or credentials; and one for what is wrong with a proof alone (RFC 9449).

import { fail } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { SIGNING_ALGORITHMS } from './issuer-keys.ts';
import type { ProofRefusal } from './proof.ts';

/** A problem that brings headers of its own. */
export type Refusal = Problem & { readonly headers?: Readonly<Record<string, string>> };

const ALGORITHMS = `algs="${SIGNING_ALGORITHMS.join(' ')}"`;

/** What can be shown, where a refusal does not say it more closely. */
export const CHALLENGE = `Bearer, DPoP ${ALGORITHMS}`;

export const REFUSED = fail<Refusal>({
  code: 'not-authenticated',
  detail: 'The request has no credential that is valid here and now.',
});

export const KEYS_UNAVAILABLE = fail<Refusal>({
  code: 'unavailable',
  detail: "The issuer's signing keys can not be had at the moment, so nobody can tell whether the token is good.",
});

/** `nonce`: what the next proof has to carry instead of relying on the device's clock. */
export function refuseProof({ error, detail }: ProofRefusal, nonce: string): ReturnType<typeof fail<Refusal>> {
  const challenge = { 'www-authenticate': `DPoP error="${error}", ${ALGORITHMS}` };
  const headers = error === 'use_dpop_nonce' ? { ...challenge, 'dpop-nonce': nonce } : challenge;
  return fail({ code: 'proof-refused', detail, headers });
}
