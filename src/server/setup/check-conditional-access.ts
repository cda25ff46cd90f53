// Whether Conditional Access lets the sign-in of a restore through, tried with one person: the first who has a device, else the
// first there is. The page of Conditional Access looks at anybody.
//
// An organization whose people sign in elsewhere may have policies there that nobody imported: without any here, nothing is
// known. With the embedded provider alone, the policies here are all there are.

import type { TenantTransaction } from '../database/database.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import type { Context } from '../context.ts';
import { conditionalAccessFact } from '../eligibility/conditional-access-fact.ts';
import { groupsOf } from '../eligibility/person-groups.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import type { Checked } from './get-setup.ts';

export async function checkConditionalAccess(tx: TenantTransaction, context: Context): Promise<Checked> {
  const { policies } = await loadConditionalAccess(tx);
  const count = policies.length;
  if (count === 0) {
    const isWhole = (await findIssuers(tx)).every(({ kind }) => kind === 'embedded');
    return { state: isWhole ? 'done' : 'unknown', count, evidence: null };
  }
  const person = await somebody(tx);
  if (person === undefined) return { state: 'unknown', count, evidence: null };
  const { userId, name, userPrincipalName } = person;
  const question = { userId, deviceId: '', occasion: 'oobe', isSignedIn: false, account: undefined } as const;
  const groupIds = await groupsOf(tx, userId, context.clock());
  const { outcome, blockedBy } = await conditionalAccessFact(tx, question, { device: {}, groupIds });
  if (outcome === 'blocked') {
    const [first] = blockedBy;
    return { state: 'open', count, evidence: { name: first?.policyName ?? '', detail: userPrincipalName, at: null } };
  }
  const state = outcome === 'unknown' ? 'unknown' : 'done';
  return { state, count, evidence: { name, detail: userPrincipalName, at: null } };
}

type Person = { readonly userId: string; readonly name: string; readonly userPrincipalName: string };

async function somebody(tx: TenantTransaction): Promise<Person | undefined> {
  const [user] = await tx.query<Person>(WITH_DEVICE, [tx.tenantId]);
  if (user !== undefined) return user;
  const [anybody] = await tx.query<Person>(ANYBODY, [tx.tenantId]);
  return anybody;
}

const WITH_DEVICE = `
  SELECT u.user_id AS "userId", u.display_name AS name, u.user_principal_name AS "userPrincipalName"
    FROM device_key k JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
   WHERE k.tenant_id = $1 ORDER BY k.user_id LIMIT 1`;
const ANYBODY = `
  SELECT u.user_id AS "userId", u.display_name AS name, u.user_principal_name AS "userPrincipalName"
    FROM app_user u WHERE u.tenant_id = $1 ORDER BY u.user_id LIMIT 1`;
