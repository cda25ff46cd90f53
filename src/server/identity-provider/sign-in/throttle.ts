// Counting against guessing. A failure counts for the address, for the name at that address, and for the name anywhere.
//
// Guarantees: an attempt is charged before it is tried, so that many at once count as many; success gives the charge back.
// Somebody else's guessing can slow a person down by a minute at most, and never keeps a passkey out.

import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { TenantTransaction } from '../../database/database.ts';
import {
  findThrottle,
  lockThrottle,
  putThrottle,
  removeExpiredThrottles,
  removeThrottle,
} from '../../directory/throttle-store.ts';

export type Attempt = { readonly ipAddress: string; readonly userName: string };

type Rule = {
  readonly bucket: string;
  /** Failures that cost nothing yet. */
  readonly free: number;
  /** The longest that one more failure blocks for. */
  readonly longestMilliseconds: number;
};

export type Charged = {
  /** The attempt must not be tried. */
  readonly blockedUntil: Date | undefined;
  /** Should it fail, the next one must not be tried until then. */
  readonly blocksUntil: Date | undefined;
};

/** Counts one failure in advance. Blocked: it was not counted, and must not be tried. */
export async function charge(tx: TenantTransaction, attempt: Attempt, now: Date): Promise<Charged> {
  await removeExpiredThrottles(tx, now);
  const rules = rulesOf(attempt);
  for (const rule of rules) await lockThrottle(tx, rule.bucket);
  const states = [];
  for (const rule of rules) states.push({ rule, state: await findThrottle(tx, rule.bucket, now) });
  const until = Math.max(...states.map(({ state }) => state?.blockedUntil.getTime() ?? 0));
  if (until > now.getTime()) return { blockedUntil: new Date(until), blocksUntil: undefined };
  let blocks = 0;
  for (const { rule, state } of states) {
    const failures = (state?.failures ?? 0) + 1;
    const pause = pauseMilliseconds(failures, rule);
    blocks = Math.max(blocks, pause);
    const blockedUntil = new Date(now.getTime() + pause);
    await putThrottle(tx, rule.bucket, {
      failures,
      blockedUntil,
      expiresAt: new Date(now.getTime() + FORGET_MILLISECONDS),
    });
  }
  return { blockedUntil: undefined, blocksUntil: blocks === 0 ? undefined : new Date(now.getTime() + blocks) };
}

/** Takes the charge back, and forgets what was counted against this name. */
export async function refund(tx: TenantTransaction, attempt: Attempt, now: Date): Promise<void> {
  const [address, ...ofName] = rulesOf(attempt);
  for (const rule of ofName) await removeThrottle(tx, rule.bucket);
  if (address === undefined) return;
  await lockThrottle(tx, address.bucket);
  const state = await findThrottle(tx, address.bucket, now);
  if (state === undefined) return;
  const failures = state.failures - 1;
  if (failures === 0) return removeThrottle(tx, address.bucket);
  await putThrottle(tx, address.bucket, {
    failures,
    blockedUntil: now,
    expiresAt: new Date(now.getTime() + FORGET_MILLISECONDS),
  });
}

/** After the free ones: a minute, doubling with each failure. Pure. */
export function pauseMilliseconds(
  failures: number,
  { free, longestMilliseconds }: Pick<Rule, 'free' | 'longestMilliseconds'>,
): number {
  const over = failures - free;
  return over < 0 ? 0 : Math.min(MINUTE * 2 ** Math.min(over, 20), longestMilliseconds);
}

/** Always in this order, so that two attempts never wait for each other. */
function rulesOf({ ipAddress, userName }: Attempt): readonly Rule[] {
  const address = networkOf(ipAddress);
  const name = userName.trim().toLowerCase();
  return [
    { bucket: bucketOf('address', address), free: 30, longestMilliseconds: HOUR },
    { bucket: bucketOf('name at address', `${name} ${address}`), free: 5, longestMilliseconds: HOUR },
    { bucket: bucketOf('name', name), free: 50, longestMilliseconds: MINUTE },
  ];
}

/** Who has one IPv6 address has its whole /64. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter((it) => it !== '');
  const back = tail.split(':').filter((it) => it !== '');
  const zeros = address.includes('::') ? Array.from({ length: 8 - front.length - back.length }, () => '0') : [];
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}

function bucketOf(kind: string, value: string): string {
  return createHash('sha256').update(`${kind} ${value}`).digest('base64url');
}

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const FORGET_MILLISECONDS = 24 * HOUR;
