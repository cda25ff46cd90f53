// Which policies hold for somebody on a device, with the origin of every value, for people who wonder. Nothing is decided or
// stored by asking.

import type { AssignedThrough, PolicyOriginOf, ResolvedValue } from '../../domain/policy/resolved-policy.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { EffectivePolicy, PolicyOrigin } from '../../protocol/operations/policy.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Device, findDevice } from '../devices/device-store.ts';
import { loadDeviceFacts } from '../devices/load-device-facts.ts';
import { groupsOf } from '../eligibility/person-groups.ts';
import { findGroupEntity } from '../graph/directory-store.ts';
import { findUser, type User } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { loadTenantChoices } from './load-policy.ts';
import { policyFor } from './policy-for.ts';

export function explainPolicy(
  context: Context,
  tenantId: string,
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string },
): Promise<Result<EffectivePolicy, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const user = await findUser(tx, userId);
    if (user === undefined) return notFound(`There is no user ${userId}.`);
    const device = await findDevice(tx, deviceId);
    if (device === undefined) return notFound(`There is no device ${deviceId}.`);
    return ok(await effectivePolicy(context, tx, { user, device }));
  });
}

export async function effectivePolicy(
  context: Context,
  tx: TenantTransaction,
  { user, device }: { readonly user: User; readonly device: Device },
): Promise<EffectivePolicy> {
  const { userId, userPrincipalName } = user;
  const { deviceId, displayName } = device;
  const { policy, installsQualityUpdates = null } = await policyFor(tx, {
    userId,
    deviceId,
    known: await loadDeviceFacts(tx, deviceId),
    groupIds: await groupsOf(tx, userId, context.clock()),
    choices: await loadTenantChoices(tx),
  });
  const { values, restorePage, excludedGroups, excludedCategories, optedIn, problems } = policy;
  const origins = [...values.flatMap((it) => it.origins), ...(restorePage.origin ? [restorePage.origin] : [])];
  const names = await groupNames(tx, origins);
  return {
    userId,
    userPrincipalName,
    deviceId,
    deviceName: displayName,
    values: values.map((value) => shownValue(value, names)),
    restorePage: {
      state: restorePage.state,
      origin: restorePage.origin === undefined ? null : shownOrigin(restorePage.origin, names),
      ...(restorePage.missing === undefined ? {} : { missing: [...restorePage.missing] }),
    },
    excludedGroups: [...excludedGroups],
    excludedCategories: [...excludedCategories],
    optedIn: [...optedIn],
    installsQualityUpdates,
    problems: problems.map((it) => ({ ...it })),
  };
}

type Names = ReadonlyMap<string, string>;

/** Of groups that the service knows; others keep their ids. */
async function groupNames(tx: TenantTransaction, origins: readonly PolicyOriginOf[]): Promise<Names> {
  const ids = new Set(
    origins.flatMap((it) =>
      it.by === 'tenant' && it.through.kind === 'group' ? [it.through.groupId.toLowerCase()] : [],
    ),
  );
  const names = new Map<string, string>();
  for (const id of ids) {
    const name = isUuid(id) ? (await findGroupEntity(tx, id))?.['displayName'] : undefined;
    if (typeof name === 'string') names.set(id, name);
  }
  return names;
}

function shownValue({ policy, origins, ...value }: ResolvedValue, names: Names): EffectivePolicy['values'][number] {
  const { state, isConflict, userMayOverride, missing } = value;
  return {
    policy: policy.name,
    title: policy.title,
    state,
    isConflict,
    ...(userMayOverride === undefined ? {} : { userMayOverride }),
    origins: origins.map((origin) => shownOrigin(origin, names)),
    ...(missing === undefined ? {} : { missing: [...missing] }),
  };
}

function shownOrigin(origin: PolicyOriginOf, names: Names): PolicyOrigin {
  return origin.by === 'tenant' ? { ...origin, through: shownThrough(origin.through, names) } : { ...origin };
}

function shownThrough(through: AssignedThrough, names: Names) {
  const groupName = through.kind === 'group' ? names.get(through.groupId.toLowerCase()) : undefined;
  return { ...through, ...(groupName === undefined ? {} : { groupName }) };
}

function notFound(detail: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail });
}
