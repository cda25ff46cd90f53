// What a device shows on behalf of a person: a credential that `keepsake enroll` handed out, or a sign-in that `keepsake
// sign-in` keeps going. A file that only its owner may read; on Windows a sign-in's tokens are sealed for the person, too.

import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../lib/result.ts';
import type { AgentProblem } from './agent-problem.ts';
import { realDisk } from './apply/disk.ts';
import { replaceFile } from './status/replace-file.ts';

const EnrolledSchema = Type.Object({
  service: Type.String({ pattern: '^https?://' }),
  token: Type.String({ pattern: '^ks1\\.' }),
  user: Type.String(),
  device: Type.String(),
  tenantId: Type.String(),
  credentialId: Type.String(),
  expiresAt: Type.String(),
});

const SignInSchema = Type.Object({
  kind: Type.Literal('signIn'),
  service: Type.String({ pattern: '^https?://' }),
  tenantId: Type.String(),
  user: Type.String(),
  device: Type.String(),
  issuer: Type.String(),
  clientId: Type.String(),
  scope: Type.String(),
  tokens: Type.Object({
    /** `dpapi`: sealed by Windows for this person, in base64. */
    sealed: Type.Union([Type.Literal('dpapi'), Type.Null()]),
    text: Type.String(),
  }),
});

export type Credential = Static<typeof EnrolledSchema>;
export type SignIn = Static<typeof SignInSchema>;
export type AnyCredential = Credential | SignIn;

const checker = Compile(Type.Union([EnrolledSchema, SignInSchema]));

export function writeCredential(path: string, credential: AnyCredential): void {
  replaceFile(realDisk, path, new TextEncoder().encode(`${JSON.stringify(credential, null, 2)}\n`));
}

export function readCredential(path: string): Result<AnyCredential, AgentProblem> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (checker.Check(value)) return ok(value);
    return unreadable(`"${path}" is not a credential file of Keepsake.`);
  } catch (error) {
    return unreadable(`"${path}" can not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

export function isSignIn(credential: AnyCredential): credential is SignIn {
  return 'kind' in credential;
}

function unreadable(detail: string): Result<never, AgentProblem> {
  return fail({
    code: 'credential-unreadable',
    detail,
    fix: 'Sign in with "keepsake sign-in", or get a file from an administrator ("keepsake enroll --out FILE") and name it with --credential FILE or KEEPSAKE_CREDENTIAL.',
  });
}
