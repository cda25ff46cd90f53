// When somebody may be given their settings back.

/** `oobe`: Windows setup; `firstSignIn`: the first sign-in of this person on an enrolled device; `inUse`: any time after, on demand. */
export type EnrollmentPhase = 'oobe' | 'firstSignIn' | 'inUse';

export const ENROLLMENT_PHASES = ['oobe', 'firstSignIn', 'inUse'] as const satisfies readonly EnrollmentPhase[];

/** What can be decided about: a backup, or a restore in one of the phases. */
export type Occasion = 'backup' | EnrollmentPhase;

export const OCCASIONS = ['backup', ...ENROLLMENT_PHASES] as const satisfies readonly Occasion[];
