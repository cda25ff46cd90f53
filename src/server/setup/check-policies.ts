// Whether backups are on for somebody, and whether somebody is asked to restore: by a policy of the service that is assigned, or
// by what devices say that Group Policy or an MDM has set.

import type { Assignment } from '../../domain/policy/assignment.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findGroupEntity } from '../graph/directory-store.ts';
import { loadPolicyInput } from '../policy/load-policy.ts';
import { firstSwitchedOn } from './first-things.ts';
import type { Checked } from './get-setup.ts';

export async function checkBackupPolicy(tx: TenantTransaction): Promise<Checked> {
  const { tenant } = await loadPolicyInput(tx);
  const enabling = tenant.filter(({ settings }) =>
    settings.some(({ policy, state }) => policy.name === 'EnableWindowsBackup' && state === 'enabled'),
  );
  const [first] = enabling;
  if (first !== undefined) {
    const evidence = { name: first.name, detail: await reachOf(tx, first.assignments), at: null };
    return { state: 'done', count: enabling.length, evidence };
  }
  const { evidence } = await firstSwitchedOn(tx);
  return { state: evidence === null ? 'open' : 'done', count: null, evidence };
}

/** The tenant's own switch reaches everybody; another configuration only whom it is assigned to. */
export async function checkRestorePage(tx: TenantTransaction): Promise<Checked> {
  const { restorePage } = await loadPolicyInput(tx);
  const on = restorePage.filter(
    ({ state, priority, assignments }) => state === 'enabled' && (priority === 0 || assignments.length > 0),
  );
  const [first] = on;
  if (first === undefined) return { state: 'open', count: 0, evidence: null };
  const detail = first.priority === 0 ? null : await reachOf(tx, first.assignments);
  return { state: 'done', count: on.length, evidence: { name: first.name, detail, at: null } };
}

/** The names of its groups, as far as the service knows them; null: everybody. */
async function reachOf(tx: TenantTransaction, assignments: readonly Assignment[]): Promise<string | null> {
  const names: string[] = [];
  for (const { target } of assignments) {
    if (target.kind === 'allDevices' || target.kind === 'allUsers') return null;
    if (target.kind !== 'group') continue;
    const name = isUuid(target.groupId) ? (await findGroupEntity(tx, target.groupId))?.['displayName'] : undefined;
    names.push(typeof name === 'string' ? name : target.groupId);
  }
  return names.join(', ');
}
