// How the occasions are called in sentences for administrators.

import type { Occasion } from '../enrollment/phase.ts';

/** After "is needed for" or at the start of a line: what is asked about. */
export const OCCASION_WORDS: Readonly<Record<Occasion, string>> = {
  backup: 'a backup',
  oobe: 'a restore during Windows setup (OOBE)',
  firstSignIn: 'a restore at the first sign-in',
  inUse: 'a restore on demand',
};
