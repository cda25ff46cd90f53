// One-time codes of an authenticator app (RFC 6238): six digits, thirty seconds, one step of clock error either way.
//
// Guarantees: a code is good once; so is none before it.

import { Secret, TOTP } from 'otpauth';
import type { AuthenticationMethod } from '../../directory/method-store.ts';
import type { Vault } from '../vault.ts';

export type Enrollment = { readonly uri: string; readonly secret: string };

/** What an app needs to know. `secret`: 20 fresh random bytes. */
export function enrollmentOf(secret: Uint8Array, account: string, organization: string): Enrollment {
  const totp = totpOf(secret, account, organization);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** The step that the code is for; `undefined`: it is wrong, or not newer than the last one that was used. */
export function stepOfCode(secret: Uint8Array, code: string, now: number, lastStep: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = totpOf(secret, '', '');
  const delta = totp.validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return undefined;
  const step = totp.counter({ timestamp: now }) + delta;
  return step > lastStep ? step : undefined;
}

export const TOTP_SECRET_BYTES = 20;

/** People copy codes with a space in the middle. */
export function normalizeCode(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}

export function sealTotpSecret(vault: Vault, methodId: string, secret: Uint8Array): Uint8Array {
  return vault.seal(`totp ${methodId}`, secret);
}

export function openTotpSecret(vault: Vault, { methodId, sealed }: AuthenticationMethod): Uint8Array {
  if (sealed === null) throw new Error('a one-time password app has no secret');
  return vault.open(`totp ${methodId}`, sealed);
}

export function lastStepOf({ details }: AuthenticationMethod): number {
  return typeof details['lastStep'] === 'number' ? details['lastStep'] : 0;
}

function totpOf(secret: Uint8Array, label: string, issuer: string): TOTP {
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: 30, secret: new Secret({ buffer }) });
}
