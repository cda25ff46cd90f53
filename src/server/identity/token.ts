// The bearer token of a device: `ks1.<tenantId>.<credentialId>.<secret>`, the secret being 32 random bytes in base64url.
// The service keeps only the secret's SHA-256: 256 bits of chance need no slow hash.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isUuid } from '../../lib/uuid.ts';

export type Token = { readonly tenantId: string; readonly credentialId: string; readonly secret: Uint8Array };

export const SECRET_BYTES = 32;

export function formatToken({ tenantId, credentialId, secret }: Token): string {
  return [PREFIX, tenantId, credentialId, Buffer.from(secret).toString('base64url')].join('.');
}

/** `undefined` unless `text` is exactly what `formatToken` writes for some token. */
export function parseToken(text: string): Token | undefined {
  const [prefix, tenantId = '', credentialId = '', encoded = '', ...rest] = text.split('.');
  const secret = Buffer.from(encoded, 'base64url');
  const wellFormed = prefix === PREFIX && isUuid(tenantId) && isUuid(credentialId) && rest.length === 0;
  if (!wellFormed || secret.length !== SECRET_BYTES || secret.toString('base64url') !== encoded) return undefined;
  return { tenantId, credentialId, secret };
}

/** Whether `text` means to be one of ours rather than an issuer's. */
export function isCredentialToken(text: string): boolean {
  return text.startsWith(`${PREFIX}.`);
}

export function hashSecret(secret: Uint8Array): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

const PREFIX = 'ks1';
