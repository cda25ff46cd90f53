// Keys in a PKCS#11 token, such as an HSM: they wrap and unwrap inside it and never leave it.
//
// Wrapped: a byte for the version, twelve for the nonce, then AES-256-GCM's ciphertext and tag, with the same associated data as
// sealed bytes have. Here the nonce is chance alone, because a token derives no keys for us: a key in it wraps one tenant key
// for each tenant and rotation, and the chance that two of a million nonces are equal is one in 10^17.

import { randomBytes } from 'node:crypto';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import {
  keyLost,
  type KeyProvider,
  keyUnavailable,
  keyWrong,
  tenantKeyBinding,
  type TenantKeyName,
} from './key-provider.ts';
import { CryptokiError } from './pkcs11/cryptoki.ts';
import type { Message, Token } from './pkcs11/token.ts';
import { associatedData } from './seal.ts';
import { importKey } from './secret-key.ts';

/** `label`: of the key that wraps from now on. Keys with other labels unwrap what they wrapped. */
export function pkcs11Keys(token: Token, tokenLabel: string, label: string): KeyProvider {
  const where = `the token "${tokenLabel}"`;
  const currentKeyId = `${PREFIX}${label}`;
  return {
    where,
    currentKeyId,
    answersFor: (keyId) => keyId.startsWith(PREFIX),
    wrap: async (tenantKey, of) => {
      const iv = randomBytes(NONCE_BYTES);
      const bytes = tenantKey.export();
      const sealed = await asking(where, () => token.encrypt(label, messageOf(currentKeyId, of, iv, bytes)));
      bytes.fill(0);
      if (!sealed.ok) return sealed;
      if (sealed.value === undefined) return keyLost(currentKeyId, where);
      return ok({ providerKeyId: currentKeyId, bytes: Buffer.concat([HEAD, iv, sealed.value]) });
    },
    unwrap: async ({ providerKeyId, bytes }, of) => {
      const old = providerKeyId.slice(PREFIX.length);
      const [iv, sealed] = [bytes.subarray(1, BODY_AT), bytes.subarray(BODY_AT)];
      if (bytes[0] !== VERSION || iv.length !== NONCE_BYTES) return keyWrong(providerKeyId, where);
      const opened = await asking(where, async () => {
        try {
          return await token.decrypt(old, messageOf(providerKeyId, of, iv, sealed));
        } catch (error) {
          if (error instanceof CryptokiError && (await works(token, old))) return 'wrong';
          throw error;
        }
      });
      if (!opened.ok) return opened;
      if (opened.value === 'wrong') return keyWrong(providerKeyId, where);
      return opened.value === undefined ? keyLost(providerKeyId, where) : ok(importKey(opened.value));
    },
    close: () => token.close(),
  };
}

/**
 * Tokens answer a wrong tag with all kinds of errors. If the key opens what it has sealed just now, the error was about the
 * bytes and not about the token.
 */
async function works(token: Token, label: string): Promise<boolean> {
  const probe = { iv: randomBytes(NONCE_BYTES), associatedData: new Uint8Array(1), bytes: new Uint8Array(1) };
  const sealed = await token.encrypt(label, probe);
  return sealed !== undefined && (await token.decrypt(label, { ...probe, bytes: sealed })) !== undefined;
}

async function asking<T>(where: string, ask: () => Promise<T>): Promise<Result<T, Problem>> {
  try {
    return ok(await ask());
  } catch (error) {
    return keyUnavailable(where, error instanceof Error ? error.message : String(error));
  }
}

function messageOf(keyId: string, of: TenantKeyName, iv: Uint8Array, bytes: Uint8Array): Message {
  return { iv, associatedData: associatedData(keyId, tenantKeyBinding(of)), bytes };
}

const PREFIX = 'pkcs11:';
const VERSION = 1;
const HEAD = Uint8Array.of(VERSION);
const NONCE_BYTES = 12;
const BODY_AT = 1 + NONCE_BYTES;
