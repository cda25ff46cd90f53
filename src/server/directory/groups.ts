// Groups and who is in them. For the operator.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { checkName } from '../names.ts';
import { inTenant } from '../transact.ts';
import { accountCalled, groupCalled } from './find-named.ts';
import {
  addGroup as addGroupRow,
  addMember,
  findGroups,
  type Group,
  removeGroup as removeGroupRow,
  removeMember,
} from './group-store.ts';

type TenantInput = { readonly tenantId: string };

export async function addGroup(
  context: Context,
  input: TenantInput & { readonly displayName: string },
): Promise<Result<Group, Problem>> {
  const name = checkName('group', input.displayName);
  if (!name.ok) return name;
  const now = context.clock();
  const [groupId, eventId] = [newId(context), newId(context)];
  return inTenant(context, input.tenantId, async (tx) => {
    const added = await addGroupRow(tx, { groupId, displayName: name.value, now: new Date(now) });
    // Run again after an answer that was lost, it finds what it made itself.
    if (!added && !(await groupCalled(tx, groupId)).ok) {
      return fail({ code: 'already-exists', detail: `There already is a group "${name.value}".` });
    }
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'group.added',
      correlationId: eventId,
      resources: [{ type: 'Group', id: groupId, name: name.value }],
    });
    return ok({ groupId, displayName: name.value, memberCount: 0 });
  });
}

export function listGroups(context: Context, { tenantId }: TenantInput): Promise<Result<readonly Group[], Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(await findGroups(tx)));
}

export async function removeGroup(
  context: Context,
  input: TenantInput & { readonly group: string },
): Promise<Result<Group, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, input.tenantId, async (tx) => {
    const group = await groupCalled(tx, input.group);
    if (!group.ok) return group;
    const { groupId, displayName } = group.value;
    await removeGroupRow(tx, groupId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'group.removed',
      correlationId: eventId,
      resources: [{ type: 'Group', id: groupId, name: displayName }],
    });
    return group;
  });
}

/** Repeating it is harmless. */
export async function changeMember(
  context: Context,
  input: TenantInput & { readonly group: string; readonly user: string; readonly change: 'add' | 'remove' },
): Promise<Result<Group, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, input.tenantId, async (tx) => {
    const group = await groupCalled(tx, input.group);
    if (!group.ok) return group;
    const account = await accountCalled(tx, input.user);
    if (!account.ok) return account;
    const { groupId, displayName } = group.value;
    const { userId, userPrincipalName } = account.value;
    await (input.change === 'add' ? addMember : removeMember)(tx, groupId, userId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'group.changed',
      correlationId: eventId,
      resources: [
        {
          type: 'Group',
          id: groupId,
          name: displayName,
          properties: input.change === 'add' ? { added: { new: userId } } : { removed: { old: userId } },
        },
        { type: 'User', id: userId, name: userPrincipalName },
      ],
    });
    return group;
  });
}
