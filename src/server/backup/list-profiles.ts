// Lists the user's backup profiles, from all their devices.

import { ok, type Result } from '../../lib/result.ts';
import type { ProfileList } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { findProfiles } from './profile-store.ts';

export function listProfiles(context: Context, actor: DeviceActor): Promise<Result<ProfileList, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => ok({ profiles: await findProfiles(tx, actor.userId) }));
}
