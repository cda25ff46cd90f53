// Runs a transaction again when the database says that this may help.
//
// Two kinds: a conflict (lost against another transaction) is tried a number of times; an absence (failover, restart,
// connection lost) for a length of time. Both pause longer and longer, with chance in it, so that losers do not meet again.

import { setTimeout as pause } from 'node:timers/promises';
import { databaseLimits as limits } from './limits.ts';
import { codeOf } from './problem.ts';

export type Retriable = 'conflict' | 'unavailable' | undefined;

/** The database was away, or the transaction kept losing, for longer than we try: HTTP 503, come again. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

export type RetryOptions = {
  /** What kind of failure the last attempt's error is; `undefined`: not ours to repeat. */
  readonly classify: (thrown: unknown) => Retriable;
  /** Called before an attempt that follows an absence: to say so, or to bring the server back if that is up to us. */
  readonly onUnavailable: (thrown: unknown) => Promise<void>;
};

export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = performance.now() + limits.unavailableMilliseconds;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const kind = options.classify(error);
      if (kind === undefined) throw error;
      const spent = kind === 'conflict' ? tried >= limits.conflictAttemptsMax : performance.now() > deadline;
      if (spent) throw new DatabaseUnavailableError(`gave up after ${tried} attempts`, { cause: error });
      await pause(pauseMilliseconds(kind, tried, Math.random()));
      if (kind === 'unavailable') await options.onUnavailable(error);
    }
  }
}

/** Doubles with each attempt up to a maximum; `chance` in [0, 1) takes away up to half. */
export function pauseMilliseconds(kind: 'conflict' | 'unavailable', tried: number, chance: number): number {
  const [first, most] =
    kind === 'conflict'
      ? [limits.conflictPauseMilliseconds, limits.conflictPauseMillisecondsMax]
      : [limits.unavailablePauseMilliseconds, limits.unavailablePauseMillisecondsMax];
  return Math.min(first * 2 ** (tried - 1), most) * (1 - chance / 2);
}

// PostgreSQL, appendix A: serialization_failure, deadlock_detected.
const CONFLICTS = new Set(['40001', '40P01']);

const ABSENCES = new Set([
  // admin_shutdown, crash_shutdown, cannot_connect_now, read_only_sql_transaction (an old primary), too_many_connections
  '57P01',
  '57P02',
  '57P03',
  '25006',
  '53300',
  // What the operating system says instead.
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/** Sorts an error that the database driver threw. */
export function retriable(thrown: unknown, alsoConflicts: readonly string[] = []): Retriable {
  const code = codeOf(thrown);
  if (code === undefined) return isConnectionLost(thrown) ? 'unavailable' : undefined;
  if (CONFLICTS.has(code) || alsoConflicts.includes(code)) return 'conflict';
  return ABSENCES.has(code) || code.startsWith('08') ? 'unavailable' : undefined;
}

/** The driver gives these no code; there is nothing but their text to know them by. */
function isConnectionLost(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/.test(
      thrown.message,
    )
  );
}
