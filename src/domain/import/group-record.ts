// Groups of a directory, and who is in them, as Graph tells it from either side: a group with its `members`, the list of a
// group's members, or a person or device with its `memberOf`. Members are the directory's objects, by their ids.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import { isBody, member, type RecordBody, text } from '../enrollment/record.ts';
import { whyNotKept } from './keepable.ts';

export type GroupRecord = {
  readonly groupId: string;
  readonly displayName: string;
  /** Without the members. */
  readonly body: RecordBody;
  /** `undefined`: nothing was said of them. */
  readonly memberIds: readonly string[] | undefined;
};

export type Membership = {
  readonly groupId: string;
  readonly groupName: string | undefined;
  readonly memberId: string;
  /** From the group's own list, so that whoever is not on it is not in the group. */
  readonly isFromGroup: boolean;
};

export function groupRecordOf(body: RecordBody): Result<GroupRecord, string> {
  const groupId = idOf(body);
  if (groupId === undefined) return fail('it is a group without an id');
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !/^members(@|$)/i.test(name)));
  const unkept = whyNotKept(rest);
  if (unkept !== undefined) return fail(unkept);
  const members = member(body, 'members');
  return ok({
    groupId,
    displayName: text(body, 'displayName') ?? groupId,
    body: rest,
    memberIds: Array.isArray(members) ? members.flatMap((it: Json) => idOf(it) ?? []) : undefined,
  });
}

/** What an object says of its own groups, or one of a group's list of members of itself. */
export function membershipsOf(kind: string, body: RecordBody, groupId?: string): readonly Membership[] {
  const memberId = idOf(body);
  if (memberId === undefined) return [];
  if (kind === 'groupMember' && groupId !== undefined)
    return [{ groupId, groupName: undefined, memberId, isFromGroup: true }];
  const groups = member(body, 'memberOf') ?? member(body, 'transitiveMemberOf');
  if (!Array.isArray(groups)) return [];
  return groups.filter(isGroup).flatMap((group) => {
    const id = idOf(group);
    return id === undefined
      ? []
      : [{ groupId: id, groupName: text(group, 'displayName'), memberId, isFromGroup: false }];
  });
}

/** Beside groups there are roles and administrative units. */
function isGroup(it: Json): it is RecordBody {
  return isBody(it) && /(^|\.)group$/i.test(text(it, '@odata.type') ?? 'group');
}

function idOf(json: Json): string | undefined {
  const id = typeof json === 'string' ? json.toLowerCase() : isBody(json) ? text(json, 'id')?.toLowerCase() : undefined;
  return id !== undefined && isUuid(id) ? id : undefined;
}
