// Nonces for proofs of possession (RFC 9449 section 8): the service's time, sealed so that nobody else can make one. Nothing
// is stored. Each process has its own key: a device that meets another process is told another nonce, and tries again.

import { createHmac, timingSafeEqual } from 'node:crypto';

export type ProofNonces = {
  readonly issue: (now: number) => string;
  readonly isFresh: (nonce: string, now: number) => boolean;
};

export function proofNonces(key: Uint8Array): ProofNonces {
  const seal = (time: Uint8Array): Uint8Array =>
    createHmac('sha256', key).update(time).digest().subarray(0, SEAL_BYTES);
  return {
    issue: (now) => {
      const time = Buffer.alloc(TIME_BYTES);
      time.writeDoubleBE(now);
      return Buffer.concat([time, seal(time)]).toString('base64url');
    },
    isFresh: (nonce, now) => {
      const bytes = Buffer.from(nonce, 'base64url');
      if (bytes.length !== TIME_BYTES + SEAL_BYTES || bytes.toString('base64url') !== nonce) return false;
      const time = bytes.subarray(0, TIME_BYTES);
      if (!timingSafeEqual(bytes.subarray(TIME_BYTES), seal(time))) return false;
      const age = now - time.readDoubleBE();
      return age >= 0 && age <= NONCE_MILLISECONDS_MAX;
    },
  };
}

export const NONCE_MILLISECONDS_MAX = 5 * 60_000;
const TIME_BYTES = 8;
const SEAL_BYTES = 16;
