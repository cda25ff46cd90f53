// The credential that `keepsake enroll` hands to a device: where the service is and the secret that opens it. A file that
// only its owner may read.

import { readFileSync, writeFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../lib/result.ts';
import type { AgentProblem } from './agent-problem.ts';

const CredentialSchema = Type.Object({
  service: Type.String({ pattern: '^https?://' }),
  token: Type.String({ pattern: '^ks1\\.' }),
  user: Type.String(),
  device: Type.String(),
  tenantId: Type.String(),
  credentialId: Type.String(),
  expiresAt: Type.String(),
});

export type Credential = Static<typeof CredentialSchema>;

const checker = Compile(CredentialSchema);

export function writeCredential(path: string, credential: Credential): void {
  writeFileSync(path, `${JSON.stringify(credential, null, 2)}\n`, { mode: 0o600 });
}

export function readCredential(path: string): Result<Credential, AgentProblem> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (checker.Check(value)) return ok(value);
    return unreadable(`"${path}" is not a credential file of Keepsake.`);
  } catch (error) {
    return unreadable(`"${path}" can not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unreadable(detail: string): Result<never, AgentProblem> {
  return fail({
    code: 'credential-unreadable',
    detail,
    fix: 'Make one with "keepsake enroll --out FILE" and name it with --credential FILE or KEEPSAKE_CREDENTIAL.',
  });
}
