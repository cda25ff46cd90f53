// Adding a ring behind the others, and taking one away that has not begun. A ring that began stays: what happened in it is part of
// what was decided.

import {
  DEFAULT_ENTRY,
  DEFAULT_EXIT,
  type EntryCriteria,
  type ExitCriteria,
  type Ring,
} from '../../domain/rollout/ring.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ROLLOUT_RINGS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findGroupCalled } from '../policy/group-called.ts';
import { inTenant } from '../transact.ts';
import { addRing as storeRing, findRings, lockRollout, removeRing as removeStored } from './ring-store.ts';
import { eventOf, momentOf, type RolloutAct } from './rollout-act.ts';

export type WantedRing = {
  readonly displayName: string;
  /** Name or id of a group. */
  readonly group: string;
  readonly members?: Ring['members'] | undefined;
  readonly entry?: Partial<EntryCriteria> | undefined;
  readonly exit?: Partial<ExitCriteria> | undefined;
};

export function addRing(context: Context, act: RolloutAct, wanted: WantedRing): Promise<Result<Ring, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const group = await findGroupCalled(tx, wanted.group);
    if (!group.ok) return group;
    const rings = await findRings(tx);
    if (rings.length >= ROLLOUT_RINGS_MAX) return tooMany();
    const same = rings.find((it) => it.group.groupId === group.value.groupId);
    if (same !== undefined) {
      const detail = `The group "${group.value.displayName}" is that of the ring "${same.displayName}" already.`;
      return fail({ code: 'already-exists', detail });
    }

    const ring: Ring = {
      ringId: moment.id,
      position: (rings.at(-1)?.position ?? 0) + 1,
      displayName: wanted.displayName.trim(),
      group: group.value,
      members: wanted.members ?? 'people',
      entry: { ...DEFAULT_ENTRY, ...wanted.entry },
      exit: { ...DEFAULT_EXIT, ...wanted.exit },
    };
    await storeRing(tx, ring);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'ring.added',
      resources: [
        {
          ...resourceOf(ring),
          properties: {
            group: { new: ring.group.groupId },
            criteria: { new: JSON.stringify([ring.entry, ring.exit]) },
          },
        },
      ],
    });
    return ok(ring);
  });
}

export function removeRing(context: Context, act: RolloutAct, ringId: string): Promise<Result<null, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const ring = await ringNamed(tx, ringId);
    if (!ring.ok) return ring;
    if (ring.value.startedAt !== undefined) {
      const detail = `The ring "${ring.value.displayName}" has begun; stop it instead.`;
      return fail({ code: 'in-use', detail });
    }
    await removeStored(tx, ringId);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'ring.removed',
      resources: [resourceOf(ring.value)],
    });
    return ok(null);
  });
}

export async function ringNamed(tx: TenantTransaction, ringId: string): Promise<Result<Ring, Problem>> {
  const ring = (await findRings(tx)).find((it) => it.ringId === ringId);
  return ring === undefined ? fail({ code: 'not-found', detail: `There is no ring ${ringId}.` }) : ok(ring);
}

export function resourceOf({ ringId, displayName }: Ring) {
  return { type: 'RolloutRing', id: ringId, name: displayName } as const;
}

function tooMany(): Result<never, Problem> {
  return fail({ code: 'too-many', detail: `A rollout has ${ROLLOUT_RINGS_MAX} rings at most.` });
}
