// With which account somebody is signed in to a device, as far as the service knows: who comes with a token of an issuer that the
// organization trusts has the organization's account. Otherwise it is what the device said when it asked last.

import type { PersonFacts } from '../../domain/eligibility/facts.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findLastDecision, type Subject } from './decision-store.ts';

type Asking = Subject & { readonly credentialId?: string | undefined; readonly keyThumbprint?: string | undefined };

/** `asking`: an actor, or somebody about whom another asks, who shows nothing. */
export async function accountOf(tx: TenantTransaction, asking: Asking): Promise<PersonFacts['account']> {
  if (asking.keyThumbprint !== undefined && asking.credentialId === undefined) return 'organizational';
  const facts = (await findLastDecision(tx, asking))?.facts as { readonly person?: PersonFacts } | undefined;
  return facts?.person?.account;
}
