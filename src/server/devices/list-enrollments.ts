// Lists who is enrolled on which device, and whether the credential still opens anything. For the operator.

import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Credential, findCredentials } from '../identity/credential-store.ts';
import { tenantExists } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';

export type Enrollment = {
  readonly credentialId: string;
  readonly userPrincipalName: string;
  readonly deviceName: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: 'valid' | 'expired' | 'revoked';
};

/** Newest first. */
export async function listEnrollments(
  context: Context,
  input: { readonly tenantId: string },
): Promise<Result<readonly Enrollment[], Problem>> {
  const unknown = fail({ code: 'not-found', detail: `There is no tenant "${input.tenantId}".` } as const);
  if (!isUuid(input.tenantId)) return unknown;
  const now = context.clock();
  return inTenant(context, input.tenantId, async (tx) => {
    if (!(await tenantExists(tx))) return unknown;
    return ok((await findCredentials(tx)).map((credential) => enrollmentOf(credential, now)));
  });
}

function enrollmentOf(credential: Credential, now: number): Enrollment {
  const { credentialId, userPrincipalName, deviceName, createdAt, expiresAt, revokedAt } = credential;
  const ended = expiresAt.getTime() <= now ? 'expired' : 'valid';
  return {
    credentialId,
    userPrincipalName,
    deviceName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    state: revokedAt === null ? ended : 'revoked',
  };
}
