// Makes a proof of possession (DPoP, RFC 9449): a JWT that says for which request and which token it is, signed by the
// device's key.

import { createHash } from 'node:crypto';
import type { DeviceKey } from './device-key.ts';

export type ProofInput = {
  readonly method: string;
  readonly url: URL;
  /** What the request shows; left out where a token is only asked for. */
  readonly token?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Never the same twice. */
  readonly proofId: string;
  /** What the service told last; it stands for the time, so that the device's clock may be wrong. */
  readonly nonce?: string | undefined;
};

export function makeProof(key: DeviceKey, input: ProofInput): string {
  const { method, url, token, now, proofId, nonce } = input;
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk };
  const claims = {
    jti: proofId,
    htm: method,
    htu: `${url.origin}${url.pathname}`,
    iat: Math.floor(now / 1000),
    ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
    ...(nonce === undefined ? {} : { nonce }),
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${Buffer.from(key.sign(Buffer.from(signed))).toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
