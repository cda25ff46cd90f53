// The steps from nothing to a restore that worked, each answered from what the service holds at this moment. What is not here,
// such as roles that only an organization's own directory knows, is told as unknown and never as missing.

import { ok, type Result } from '../../lib/result.ts';
import { SETUP_STEPS, type Setup, type SetupStep, type SetupStepName } from '../../protocol/operations/setup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { findAccessPolicy } from '../access/access-policy-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import { inTenant } from '../transact.ts';
import { checkConditionalAccess } from './check-conditional-access.ts';
import { checkBackupPolicy, checkRestorePage } from './check-policies.ts';
import { countAdministrators } from './count-administrators.ts';
import { firstBackup, firstDevice, firstReport, firstRestore, type Found, newestPerson } from './first-things.ts';

export type Checked = Omit<SetupStep, 'step'>;

export function getSetup(context: Context, tenantId: string): Promise<Result<Setup, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const steps: SetupStep[] = [];
    for (const step of SETUP_STEPS) steps.push({ step, ...(await CHECKS[step](tx, context)) });
    return ok({ steps });
  });
}

const CHECKS: Readonly<Record<SetupStepName, (tx: TenantTransaction, context: Context) => Promise<Checked>>> = {
  signIn: checkSignIn,
  administrators: checkAdministrators,
  people: async (tx) => {
    const found = await newestPerson(tx);
    return { state: (found.count ?? 0) > 1 ? 'done' : 'open', ...found };
  },
  devices: async (tx) => doneWith(await firstDevice(tx)),
  backupPolicy: checkBackupPolicy,
  restorePage: checkRestorePage,
  conditionalAccess: checkConditionalAccess,
  agent: async (tx) => doneWith(await firstReport(tx)),
  firstBackup: async (tx) => doneWith(await firstBackup(tx)),
  firstRestore: async (tx) => doneWith(await firstRestore(tx)),
};

function doneWith(found: Found): Checked {
  return { state: found.evidence === null ? 'open' : 'done', ...found };
}

/** Whoever asks has signed in, so somebody is trusted. */
async function checkSignIn(tx: TenantTransaction): Promise<Checked> {
  const [first, ...others] = await findIssuers(tx);
  if (first === undefined) return { state: 'open', count: 0, evidence: null };
  const { issuer, kind, createdAt } = first;
  const evidence = { name: issuer, detail: kind, at: createdAt.toISOString() };
  return { state: 'done', count: 1 + others.length, evidence };
}

async function checkAdministrators(tx: TenantTransaction): Promise<Checked> {
  const { trustTokenRoles } = await findAccessPolicy(tx);
  const count = await countAdministrators(tx, trustTokenRoles);
  const isTold = trustTokenRoles && (await findIssuers(tx)).some(({ kind }) => kind !== 'embedded');
  return { state: count >= ADMINISTRATORS_MIN ? 'done' : isTold ? 'unknown' : 'open', count, evidence: null };
}

/** So that one who is away, or has lost a key, locks nobody out. */
const ADMINISTRATORS_MIN = 2;
