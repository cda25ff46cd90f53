// Which stopped rings concern somebody on a device, as a fact of the decision. A membership that nobody knows is named, and then
// nothing is offered; only memberships of the kind that the ring is made of are asked about.

import type { StoppedRing } from '../../domain/eligibility/facts.ts';
import { reachOf } from '../../domain/policy/assignment.ts';
import type { Ring } from '../../domain/rollout/ring.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findStoppedRings } from './ring-store.ts';

export type Memberships = {
  readonly userGroupIds: readonly string[] | undefined;
  readonly deviceGroupIds: readonly string[] | undefined;
};

export async function stoppedRingsFor(
  tx: TenantTransaction,
  memberships: Memberships,
): Promise<readonly StoppedRing[]> {
  return stoppedAmong(await findStoppedRings(tx), memberships);
}

/** The same for whoever has the stopped rings at hand. */
export function stoppedAmong(
  rings: readonly Ring[],
  { userGroupIds, deviceGroupIds }: Memberships,
): readonly StoppedRing[] {
  return rings.flatMap(({ displayName: name, group, members, stop }) => {
    const memberships =
      members === 'people' ? { userGroupIds, deviceGroupIds: [] } : { userGroupIds: [], deviceGroupIds };
    const target = { kind: 'group', groupId: group.groupId } as const;
    const { is, missing } = reachOf([{ target }], { device: {}, ...known(memberships) }, []);
    return is === 'no' ? [] : [{ name, reason: stop?.reason ?? '', missing }];
  });
}

function known({ userGroupIds, deviceGroupIds }: Memberships) {
  return {
    ...(userGroupIds === undefined ? {} : { userGroupIds }),
    ...(deviceGroupIds === undefined ? {} : { deviceGroupIds }),
  };
}
