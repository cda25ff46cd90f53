// How a browser comes in: with a secret that stands in the first address and works once, exchanged for a cookie. Whoever reads
// the address later (a history, a list of processes) holds something worthless.

import { createHash, timingSafeEqual } from 'node:crypto';

export type Entrance = {
  /** What stands in the first address. */
  readonly secret: string;
  /** The cookie to set, the first time that the secret is shown; `undefined` for anything else. */
  readonly enter: (shown: string) => string | undefined;
  readonly isInside: (cookies: string | undefined) => boolean;
};

export function makeEntrance(randomBytes: (length: number) => Uint8Array): Entrance {
  const secret = tokenOf(randomBytes);
  const cookie = tokenOf(randomBytes);
  let isUsed = false;
  return {
    secret,
    enter: (shown) => {
      if (isUsed || !isEqual(shown, secret)) return undefined;
      isUsed = true;
      return `${COOKIE}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isInside: (cookies = '') =>
      cookies
        .split(';')
        .map((each) => each.trim())
        .some((each) => each.startsWith(`${COOKIE}=`) && isEqual(each.slice(COOKIE.length + 1), cookie)),
  };
}

function tokenOf(randomBytes: (length: number) => Uint8Array): string {
  return Buffer.from(randomBytes(32)).toString('base64url');
}

/** In a time that says nothing about where they differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const COOKIE = 'keepsake-page';
