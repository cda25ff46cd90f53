// What Conditional Access says of a restore, for the decision. Who asks with a token of their own has passed; of everybody else
// the tenant's imported policies are asked.

import { deviceOfFacts } from '../../domain/conditional-access/device-of-facts.ts';
import { explainRestore } from '../../domain/conditional-access/explanation/explain-restore.ts';
import type { UserIdentity } from '../../domain/conditional-access/sign-in.ts';
import { conditionalAccessFact as factOf } from '../../domain/eligibility/conditional-access-fact.ts';
import type { ConditionalAccessFact } from '../../domain/eligibility/facts.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { KnownDevice } from '../devices/load-device-facts.ts';
import { findAccount, findDirectoryRoles } from '../directory/account-store.ts';
import { findSubjects, findUser } from '../identity/user-store.ts';
import type { Question } from './question.ts';

export async function conditionalAccessFact(
  tx: TenantTransaction,
  { userId, deviceId, occasion, isSignedIn }: Question,
  { device, groupIds }: { readonly device: KnownDevice['device']; readonly groupIds: readonly string[] | undefined },
): Promise<ConditionalAccessFact> {
  if (isSignedIn) return { outcome: 'signedIn', blockedBy: [], missing: [] };
  const identity = await identityOf(tx, userId, groupIds);
  const explanation = explainRestore(await loadConditionalAccess(tx), {
    identity,
    device: deviceOfFacts(device, deviceId),
  });
  return factOf(explanation, occasion);
}

/** By the id that the directory has for the person, which policies name. */
async function identityOf(
  tx: TenantTransaction,
  userId: string,
  groups: readonly string[] | undefined,
): Promise<UserIdentity> {
  const isOfOwnDirectory = (await findAccount(tx, userId)) !== undefined;
  const subject = (await findSubjects(tx, userId))[0];
  return {
    kind: 'user',
    id: isOfOwnDirectory ? userId : (subject ?? userId),
    principalName: (await findUser(tx, userId))?.userPrincipalName,
    groups,
    ...(isOfOwnDirectory ? { guestType: 'none', roles: await findDirectoryRoles(tx, userId) } : {}),
  };
}
