// What the provider of one tenant works with: everything its hooks and pages are given.

import type { Context } from '../context.ts';
import type { JudgeSignIn } from './judge-sign-in.ts';
import type { SigningJwk } from './signing-keys.ts';
import type { Vault } from './vault.ts';

export type TenantRuntime = {
  readonly context: Context;
  readonly tenantId: string;
  readonly tenantName: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly vault: Vault;
  readonly signingKeys: readonly SigningJwk[];
  readonly judge: JudgeSignIn;
  readonly log: (line: string) => void;
};

export function issuerOf(publicUrl: string, tenantId: string): string {
  return `${publicUrl}/${tenantId}/v2.0`;
}
