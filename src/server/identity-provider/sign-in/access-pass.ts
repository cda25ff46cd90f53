// Temporary Access Passes: what an administrator hands to somebody who has nothing else yet, or has lost it. Shown once, good
// for a while, once or as often as needed within it.

import { hashPassword, SALT_BYTES } from './password.ts';

export type AccessPass = {
  /** Secret: to be shown once. */
  readonly pass: string;
  readonly hash: string;
  readonly expiresAt: Date;
};

export async function makeAccessPass(
  randomBytes: (count: number) => Uint8Array,
  now: number,
  lifetimeMinutes: number,
): Promise<AccessPass> {
  const pass = passOf(randomBytes(PASS_LENGTH));
  const hash = await hashPassword(pass, randomBytes(SALT_BYTES));
  return { pass, hash, expiresAt: new Date(now + lifetimeMinutes * 60_000) };
}

/** Without what looks alike; 32 letters, so every byte gives one without preferring any. 60 bits. */
function passOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASS_LENGTH = 12;

export const ACCESS_PASS_MINUTES = { default: 60, min: 10, max: 30 * 24 * 60 } as const;
