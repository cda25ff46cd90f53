// When a device backs up: every eight days, as Windows' own backup does, plus a fixed share of half a day that is the
// device's own, so that a fleet does not call at once. A missed run is caught up as soon as the device is on; after a
// failure the next attempt waits, longer each time and never longer than half a day.
//
// The task only asks; the rule lives here, so that it holds whatever triggers the agent. The clock is the device's and may
// be wrong: a time in the future is not believed but taken for now, so a clock that was years ahead delays one backup by at
// most one period.

import { sha256 } from '../../lib/hash.ts';

export const PERIOD_MILLISECONDS = 8 * 24 * 60 * 60_000;
export const JITTER_MILLISECONDS_MAX = 12 * 60 * 60_000;
/** How often the task asks; no wait ends more than this after its time while the device is on. */
export const TRIGGER_INTERVAL_MILLISECONDS = 4 * 60 * 60_000;
export const BACK_OFF_MILLISECONDS_MIN = 15 * 60_000;
export const BACK_OFF_MILLISECONDS_MAX = 12 * 60 * 60_000;

/** Times are milliseconds since 1970 by the device's clock. */
export type RunHistory = {
  readonly lastSuccess?: number;
  readonly lastAttempt?: number;
  /** Since the last success. */
  readonly failures: number;
};

export type RunQuestion = {
  readonly now: number;
  readonly history: RunHistory;
  readonly allowed: boolean;
  /** Stable for the device and its person; only spreads runs in time. */
  readonly deviceId: string;
};

export type RunDecision =
  | { readonly kind: 'run'; readonly why: 'first' | 'due' | 'retry' }
  | { readonly kind: 'wait'; readonly why: 'not-due' | 'back-off'; readonly until: number }
  | { readonly kind: 'off'; readonly why: 'policy' };

/** `question.history` should be what `believable` made of the recorded one, and be recorded again. */
export function decideRun({ now, history, allowed, deviceId }: RunQuestion): RunDecision {
  if (!allowed) return { kind: 'off', why: 'policy' };
  const { lastSuccess, lastAttempt, failures } = believable(history, now);
  const due = lastSuccess === undefined ? now : lastSuccess + PERIOD_MILLISECONDS + jitterOf(deviceId);
  if (now < due) return { kind: 'wait', why: 'not-due', until: due };
  const retry = failures === 0 || lastAttempt === undefined ? now : lastAttempt + backOff(failures, deviceId);
  if (now < retry) return { kind: 'wait', why: 'back-off', until: retry };
  return { kind: 'run', why: failures > 0 ? 'retry' : lastSuccess === undefined ? 'first' : 'due' };
}

/** The history without times that are still to come. */
export function believable({ lastSuccess, lastAttempt, failures }: RunHistory, now: number): RunHistory {
  return {
    ...(lastSuccess === undefined ? {} : { lastSuccess: Math.min(lastSuccess, now) }),
    ...(lastAttempt === undefined ? {} : { lastAttempt: Math.min(lastAttempt, now) }),
    failures,
  };
}

/** When the next regular run is due; `undefined` before the first success. */
export function nextDue(history: RunHistory, deviceId: string): number | undefined {
  return history.lastSuccess === undefined ? undefined : history.lastSuccess + PERIOD_MILLISECONDS + jitterOf(deviceId);
}

/** From zero to JITTER_MILLISECONDS_MAX, always the same for a device. */
export function jitterOf(deviceId: string): number {
  return Math.floor(shareOf(deviceId) * JITTER_MILLISECONDS_MAX);
}

/** 15 minutes, doubled with every failure up to 12 hours, less the device's own share of up to a quarter. */
export function backOff(failures: number, deviceId: string): number {
  const full = Math.min(BACK_OFF_MILLISECONDS_MIN * 2 ** (failures - 1), BACK_OFF_MILLISECONDS_MAX);
  return Math.floor(full * (1 - shareOf(deviceId) / 4));
}

function shareOf(deviceId: string): number {
  return Number.parseInt(sha256(deviceId).slice(0, 8), 16) / 2 ** 32;
}
