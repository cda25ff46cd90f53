// May somebody restore onto this device now, on demand? Windows itself restores only where *Enable Windows Restore* says so, and
// so does Keepsake. An administrator may decide otherwise for one restore: whoever may write the policies may also pass over
// them, says so by name, and it is recorded. Looking at a preview takes no permission.

import type { LocalPolicy } from './local-policy.ts';
import type { PolicyFinding } from './policy-finding.ts';

export type OnDemandRestore =
  | { readonly kind: 'allowed' }
  /** `despite` are the findings that stood against it, for the record. */
  | { readonly kind: 'overridden'; readonly despite: readonly PolicyFinding[] }
  | { readonly kind: 'forbidden'; readonly because: PolicyFinding };

export type RestoreRequest = {
  /** Whether the person asked for it in spite of the policy. */
  readonly despitePolicy: boolean;
  /** Whether this process has the right to write the machine's policies. */
  readonly mayWritePolicies: boolean;
};

export function decideOnDemandRestore({ restore }: LocalPolicy, request: RestoreRequest): OnDemandRestore {
  const [because] = restore.reasons;
  if (because === undefined) return { kind: 'allowed' };
  if (request.despitePolicy && request.mayWritePolicies) return { kind: 'overridden', despite: restore.reasons };
  if (!request.despitePolicy) return { kind: 'forbidden', because: { ...because, fix: `${because.fix} ${OVERRIDE}` } };
  const detail = `${because.detail} Only an administrator may restore all the same.`;
  return { kind: 'forbidden', because: { ...because, detail, fix: ELEVATE } };
}

const OVERRIDE =
  'An administrator can restore all the same, in an elevated prompt: --despite-policy. That is recorded.';
const ELEVATE = 'Open the prompt with "Run as administrator", or have the policy enabled.';
