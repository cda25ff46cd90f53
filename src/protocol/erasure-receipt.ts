// Receipts of erasures: what was destroyed and when, signed. Whoever knows the tenant's public key can check one without the
// service. Normative: docs/formats/receipt.md.

import { Compile } from 'typebox/compile';
import { fromBase64, toBase64 } from '../lib/bytes.ts';
import { canonicalJson } from '../lib/canonical-json.ts';
import { ED25519_KEY_BYTES, ed25519PublicKey, ed25519Sign, ed25519Verify } from '../lib/ed25519.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { ErasureReceipt } from './operations/keys.ts';
import type { Problem } from './problem.ts';

export type UnsignedReceipt = Omit<ErasureReceipt, 'publicKey' | 'signature'>;

/** `seed`: of the tenant's key for receipts. */
export function signReceipt(receipt: UnsignedReceipt, seed: Uint8Array): ErasureReceipt {
  const withKey = { ...receipt, publicKey: toBase64(ed25519PublicKey(seed)) };
  return { ...withKey, signature: toBase64(ed25519Sign(seed, signedBytes(withKey))) };
}

/** A receipt from anywhere whose signature is that of the key in it. Whose key that is, the caller must know. */
export function readReceipt(value: unknown): Result<ErasureReceipt, Problem> {
  if (!checker.Check(value)) return broken('it is not a receipt of an erasure, version 1');
  const { signature, ...signed } = value;
  const [key, bytes] = [fromBase64(value.publicKey), fromBase64(signature)];
  if (key?.length !== ED25519_KEY_BYTES || bytes === undefined) return broken('its key or signature is not in base64');
  return ed25519Verify(key, signedBytes(signed), bytes) ? ok(value) : broken('its signature is wrong');
}

function signedBytes(signed: Omit<ErasureReceipt, 'signature'>): Uint8Array {
  return new TextEncoder().encode(canonicalJson(signed));
}

function broken(why: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail: `The receipt does not verify: ${why}.` });
}

const checker = Compile(ErasureReceipt);
