// The tokens of a sign-in, as they lie in the credential file: on Windows sealed for the person, elsewhere as they are, in a
// file that only its owner may read.

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { SignIn } from '../credential-file.ts';
import { openSealer } from './dpapi.ts';

const TokensSchema = Type.Object({
  accessToken: Type.String(),
  /** Milliseconds since 1970, by this device's clock. */
  expiresAt: Type.Number(),
  refreshToken: Type.Union([Type.String(), Type.Null()]),
});

export type Tokens = Static<typeof TokensSchema>;

const checker = Compile(TokensSchema);

export async function sealTokens(tokens: Tokens): Promise<SignIn['tokens']> {
  const text = JSON.stringify(tokens);
  if (process.platform !== 'win32') return { sealed: null, text };
  const { seal } = await openSealer();
  return { sealed: 'dpapi', text: Buffer.from(seal(Buffer.from(text))).toString('base64') };
}

export async function openTokens({ tokens }: SignIn): Promise<Result<Tokens, AgentProblem>> {
  try {
    const value: unknown = JSON.parse(tokens.sealed === null ? tokens.text : await unseal(tokens.text));
    if (checker.Check(value)) return ok(value);
  } catch {
    // Sealed by another person, or on another device; or damaged.
  }
  return fail({
    code: 'sign-in-needed',
    detail: 'The sign-in that is kept here can not be opened: it is of another person or device, or damaged.',
    fix: 'Sign in again: keepsake sign-in.',
  });
}

async function unseal(text: string): Promise<string> {
  return Buffer.from((await openSealer()).open(Buffer.from(text, 'base64'))).toString('utf8');
}
