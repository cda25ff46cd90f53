// A row of Microsoft's own catalogue of what Windows Backup covers, and Keepsake's answer to it.

import type { ReasonCode } from '../reasons.ts';

export type OfficialGroup = {
  /** The page of the Settings app. */
  readonly page: string;
  /** Below the page; empty for the page itself. */
  readonly group: string;
  readonly windows11: Support;
  readonly windows10: Support;
  readonly rows: readonly OfficialRow[];
};

/** What Microsoft says of a Windows: backed up, not backed up, not listed at all, or only up to 23H2. */
export type Support = 'yes' | 'no' | 'unlisted' | 'until23H2';

export type OfficialRow = { readonly name: string; readonly answer: Answer };

export type Answer =
  | { readonly settings: readonly string[] /** What of it stays behind. */; readonly but?: string }
  | { readonly reason: ReasonCode; readonly because: string };

export function group(
  page: string,
  name: string,
  [windows11, windows10]: readonly [windows11: Support, windows10: Support],
  rows: readonly OfficialRow[],
): OfficialGroup {
  return { page, group: name, windows11, windows10, rows };
}

/** Carried by these settings. */
export function carried(name: string, ...settings: readonly string[]): OfficialRow {
  return { name, answer: { settings } };
}

/** Carried by these settings, but not all of it. */
export function partly(name: string, settings: readonly string[], but: string): OfficialRow {
  return { name, answer: { settings, but } };
}

export function staying(name: string, reason: ReasonCode, because: string): OfficialRow {
  return { name, answer: { reason, because } };
}

export const BOTH = ['yes', 'yes'] as const;
export const NEITHER = ['no', 'no'] as const;
export const ONLY_11 = ['yes', 'no'] as const;
export const NEW_IN_11 = ['yes', 'unlisted'] as const;
