// What Conditional Access says of a restore, for the decision. Who asks with a token of their own has passed; of everybody else
// the tenant's imported policies are asked.

import { deviceOfFacts } from '../../domain/conditional-access/device-of-facts.ts';
import { explainRestore } from '../../domain/conditional-access/explanation/explain-restore.ts';
import { conditionalAccessFact as factOf } from '../../domain/eligibility/conditional-access-fact.ts';
import type { ConditionalAccessFact } from '../../domain/eligibility/facts.ts';
import { knownIdentity } from '../conditional-access/known-identity.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { KnownDevice } from '../devices/load-device-facts.ts';
import type { Question } from './question.ts';

export async function conditionalAccessFact(
  tx: TenantTransaction,
  { userId, deviceId, occasion, isSignedIn }: Question,
  { device, groupIds }: { readonly device: KnownDevice['device']; readonly groupIds: readonly string[] | undefined },
): Promise<ConditionalAccessFact> {
  if (isSignedIn) return { outcome: 'signedIn', blockedBy: [], missing: [] };
  const identity = await knownIdentity(tx, userId, groupIds);
  const explanation = explainRestore(await loadConditionalAccess(tx), {
    identity,
    device: deviceOfFacts(device, deviceId),
  });
  return factOf(explanation, occasion);
}
