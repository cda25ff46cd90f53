// Passwords and passes: Argon2id, the parameters beside the hash, so that they can grow without asking anybody to change theirs.

import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. `salt`: 16 fresh random bytes. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const hash = await derive(password, salt, PARAMETERS);
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Takes as long for nobody's password (`undefined`) as for a wrong one. */
export async function isPassword(password: string, stored: string | undefined | null): Promise<boolean> {
  const parsed = PHC.exec(stored ?? '');
  const [, memory, passes, parallelism, salt = '', hash = ''] = parsed ?? [];
  if (parsed === null) {
    await derive(password, NOBODYS_SALT, PARAMETERS);
    return false;
  }
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(hash, 'base64');
  const derived = await derive(password, Buffer.from(salt, 'base64'), parameters);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

/** Why nobody should have this password; `undefined`: it will do. Length is what counts (NIST SP 800-63B). */
export function passwordProblem(password: string, userPrincipalName: string): string | undefined {
  if (password.length < PASSWORD_LENGTH_MIN) return `Choose at least ${PASSWORD_LENGTH_MIN} characters.`;
  if (password.length > PASSWORD_LENGTH_MAX) return `Choose at most ${PASSWORD_LENGTH_MAX} characters.`;
  const name = userPrincipalName.split('@')[0]?.toLowerCase() ?? '';
  const lower = password.toLowerCase();
  if (name.length >= 3 && lower.includes(name)) return 'Choose one that does not hold your name.';
  if (new Set(lower).size < DIFFERENT_CHARACTERS_MIN || COMMON.some((it) => lower.startsWith(it))) {
    return 'Choose one that is harder to guess: several words that have nothing to do with each other are good.';
  }
  return undefined;
}

export const SALT_BYTES = 16;
export const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 256;
const DIFFERENT_CHARACTERS_MIN = 5;
const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  '12345678',
  '123456789',
  'letmein',
  'welcome',
  'iloveyou',
  'keepsake',
];

type Parameters = { readonly memory: number; readonly passes: number; readonly parallelism: number };

/** OWASP's least: 19 MiB, two passes; some 20 ms. */
const PARAMETERS: Parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const NOBODYS_SALT = new Uint8Array(SALT_BYTES);
const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([\w+/]+)\$([\w+/]+)$/;

async function derive(
  password: string,
  nonce: Uint8Array,
  { memory, passes, parallelism }: Parameters,
): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  return promisify(argon2)('argon2id', { message, nonce, memory, passes, parallelism, tagLength: TAG_BYTES });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}
