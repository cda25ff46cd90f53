// What lib/ed25519.ts does with Node, in a browser: the build puts this in its place (vite.config.ts). As strict as Node about
// what a signature looks like, so that both say the same of every note.

import { ed25519 } from '@noble/curves/ed25519.js';

export const ED25519_KEY_BYTES = 32;

export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, seed);
}

export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === SIGNATURE_BYTES && ed25519.verify(signature, message, publicKey, { zip215: false });
}

const SIGNATURE_BYTES = 64;
