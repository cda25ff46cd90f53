// The proofs of possession that were used, until they are too old to be used anyway: none counts twice in one process.
// Only proofs that came with a good token get in, so strangers can not fill it; when it is full, the oldest go.

import { createHash } from 'node:crypto';
import { PROOF_SECONDS_AHEAD_MAX, PROOF_SECONDS_MAX } from '../../protocol/limits.ts';
import { NONCE_MILLISECONDS_MAX } from './proof-nonces.ts';
import type { Proof } from './proof.ts';

/** True the first time; from then on false. */
export type ClaimProof = (proof: Proof, now: number) => boolean;

export function rememberProofs(countMax = PROOFS_MAX): ClaimProof {
  // In the order in which they came, which is the order in which they become too old.
  const seen = new Map<string, number>();
  return ({ thumbprint, proofId }, now) => {
    for (const [name, until] of seen) {
      if (until > now && seen.size < countMax) break;
      seen.delete(name);
    }
    const name = createHash('sha256').update(`${thumbprint} ${proofId}`).digest('base64');
    if (seen.has(name)) return false;
    seen.set(name, now + KEPT_MILLISECONDS);
    return true;
  };
}

const PROOFS_MAX = 200_000;
const KEPT_MILLISECONDS = Math.max(NONCE_MILLISECONDS_MAX, (PROOF_SECONDS_MAX + PROOF_SECONDS_AHEAD_MAX) * 1000);
