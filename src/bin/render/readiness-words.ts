// How a report names occasions and verdicts, and what it says of changes.

import type { Occasion } from '../../domain/enrollment/phase.ts';
import type { Verdict } from '../../domain/readiness/standing.ts';

export const OCCASION_TITLES: Readonly<Record<Occasion, string>> = {
  backup: 'Backup',
  oobe: 'Restore during Windows setup',
  firstSignIn: 'Restore at first sign-in',
  inUse: 'Restore on demand',
};

export const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  eligible: 'Ready',
  ineligible: 'Not ready',
  unknown: 'Not known',
};

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === 0 || part === whole ? 0 : 1)} %`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}
