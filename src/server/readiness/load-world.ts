// A tenant's policies, Conditional Access, choices and stopped rings, as the world that its fleet is decided in.

import { parseAssignments } from '../../domain/policy/assignment.ts';
import type { World } from '../../domain/readiness/world.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import type { TenantTransaction } from '../database/database.ts';
import { loadPolicyInput, loadTenantChoices } from '../policy/load-policy.ts';
import { findObjects, type ManagementObject } from '../policy/management-object-store.ts';
import { findStoppedRings } from '../rollout/ring-store.ts';
import { stoppedAmong } from '../rollout/stopped-rings.ts';

export async function loadWorld(tx: TenantTransaction): Promise<World> {
  const input = await loadPolicyInput(tx);
  const { tenant: policies, restorePage: restorePages, filters, statusPages, peopleGroupIds } = input;
  const rings = await findStoppedRings(tx);
  const profiles = await findObjects(tx, 'windowsAutopilotDeploymentProfiles');
  return {
    policies,
    restorePages,
    filters,
    statusPages,
    peopleGroupIds,
    conditionalAccess: await loadConditionalAccess(tx),
    choices: await loadTenantChoices(tx),
    rings: {
      groupIds: rings.map(({ group }) => group.groupId),
      stoppedFor: (memberships) => stoppedAmong(rings, memberships),
    },
    otherGroupIds: profiles.flatMap(assignedGroups),
  };
}

function assignedGroups({ assignments }: ManagementObject): readonly string[] {
  const parsed = parseAssignments([...assignments]);
  return parsed.ok ? parsed.value.flatMap(({ target }) => ('groupId' in target ? [target.groupId] : [])) : [];
}
