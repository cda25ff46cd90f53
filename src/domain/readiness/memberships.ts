// Who is in which groups, through other groups as well, for people and devices of a whole directory: two numbers for each
// membership.

import { intList } from '../../lib/int-list.ts';
import { textTable } from '../../lib/text-table.ts';

export type Memberships = {
  readonly add: (groupId: string, memberId: string) => void;
  /** The members of some group are known as a whole, so who is in none is known to be in none. */
  readonly setKnown: () => void;
  /** Of objects that are all one person's or one device's. `undefined`: nobody knows. */
  readonly groupsOf: (memberIds: readonly string[]) => readonly string[] | undefined;
};

export function memberships(): Memberships {
  const ids = textTable();
  const [groups, members] = [intList(), intList()];
  let isKnown = false;
  let index: MembershipIndex | undefined;
  return {
    add: (groupId, memberId) => {
      groups.push(ids.numberOf(groupId.toLowerCase()));
      members.push(ids.numberOf(memberId.toLowerCase()));
      index = undefined;
    },
    setKnown: () => {
      isKnown = true;
    },
    groupsOf: (memberIds) => {
      index ??= indexOf(groups.values(), members.values(), ids.size);
      const held = heldBy(
        memberIds.flatMap((id) => ids.find(id.toLowerCase()) ?? []),
        index,
      );
      if (held.size > 0) return [...held].map((number) => ids.textOf(number)).toSorted();
      return isKnown ? [] : undefined;
    },
  };
}

/** `groups` of member n stand from `starts[n]` to `starts[n + 1]`. */
type MembershipIndex = { readonly starts: Int32Array; readonly groups: Int32Array };

function indexOf(groups: Int32Array, members: Int32Array, size: number): MembershipIndex {
  const starts = new Int32Array(size + 1);
  for (const member of members) starts[member + 1] = (starts[member + 1] ?? 0) + 1;
  for (let member = 0; member < size; member += 1)
    starts[member + 1] = (starts[member + 1] ?? 0) + (starts[member] ?? 0);
  const [sorted, next] = [new Int32Array(groups.length), starts.slice()];
  for (let edge = 0; edge < groups.length; edge += 1) {
    const member = members[edge] ?? 0;
    const at = next[member] ?? 0;
    sorted[at] = groups[edge] ?? 0;
    next[member] = at + 1;
  }
  return { starts, groups: sorted };
}

function heldBy(members: readonly number[], { starts, groups }: MembershipIndex): ReadonlySet<number> {
  const held = new Set<number>();
  const open = [...members];
  for (let member = open.pop(); member !== undefined; member = open.pop()) {
    for (const group of groups.subarray(starts[member], starts[member + 1])) {
      if (held.has(group)) continue;
      held.add(group);
      open.push(group);
    }
  }
  return held;
}
