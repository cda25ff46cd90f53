// Session controls: the two that can hold a token back (sign-in frequency and token protection), and what the others make of
// the session once it exists.

import { type ControlResult, resultOf } from './controls.ts';
import type { SessionControls, SignInFrequency } from './policy.ts';
import type { SignIn } from './sign-in.ts';
import { ternary } from '../../lib/ternary.ts';

/** Entra's allowance for "every time", so that one sign-in does not ask twice. */
export const EVERY_TIME_TOLERANCE_SECONDS = 300;

/** What holds for a session that is granted, over all policies that apply. */
export type Session = {
  /** The strictest: the session ends this long after the person signed in. */
  readonly maxSecondsSinceSignIn: number | undefined;
  readonly persistentBrowser: string | undefined;
  /** Controls whose keeping is up to the resource, by Graph's name. */
  readonly others: readonly string[];
};

export function judgeSession(session: SessionControls, { proof }: SignIn): readonly ControlResult[] {
  const { signInFrequency, requiresTokenProtection } = session;
  const protection = resultOf(
    'tokenProtection',
    ternary(proof.isTokenBound),
    'block',
    'is the token bound to the device?',
  );
  return [
    ...(signInFrequency === undefined ? [] : [frequencyControl(signInFrequency, proof.secondsSinceSignIn)]),
    ...(requiresTokenProtection ? [protection] : []),
  ];
}

export function combineSessions(sessions: readonly SessionControls[]): Session {
  const ages = sessions.flatMap(({ signInFrequency: it }) => (it === undefined ? [] : [allowedSeconds(it)]));
  const browsers = sessions.flatMap(({ persistentBrowser: it }) => (it === undefined ? [] : [it]));
  return {
    maxSecondsSinceSignIn: ages.length === 0 ? undefined : Math.min(...ages),
    persistentBrowser: browsers.includes('never') ? 'never' : browsers[0],
    others: [...new Set(sessions.flatMap(({ others }) => others))],
  };
}

function frequencyControl(frequency: SignInFrequency, age: number | undefined): ControlResult {
  const met = ternary(age === undefined ? undefined : age <= allowedSeconds(frequency));
  return resultOf('signInFrequency', met, 'interaction', 'when the person last signed in', frequencyWords(frequency));
}

function allowedSeconds({ seconds }: SignInFrequency): number {
  return Math.max(seconds, EVERY_TIME_TOLERANCE_SECONDS);
}

function frequencyWords({ seconds }: SignInFrequency): string {
  if (seconds === 0) return 'every time';
  return seconds % 86_400 === 0 ? `every ${seconds / 86_400} days` : `every ${seconds / 3600} hours`;
}
