// Going on: the ring that is under way ends and the next begins. It begins by what an administrator could do by hand, in the same
// use cases: backups and restores are enabled for its group, and the restore page is shown to it.
//
// These come first, each its own transaction, and the ring counts as begun once they are there: cut short, going on again brings
// it to its end, because saying the same again changes nothing. Against the proposal it takes a reason, which is audited.

import { PROPOSAL_WORDS } from '../../domain/rollout/criterion-words.ts';
import { type Proposal, proposeNext } from '../../domain/rollout/propose-next.ts';
import { type Course, courseOf, type Ring, ringStateOf } from '../../domain/rollout/ring.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { enablePolicy, setRestorePage } from '../policy/switch-policies.ts';
import { inTenant } from '../transact.ts';
import { resourceOf } from './manage-rings.ts';
import { measureAll } from './measure-ring.ts';
import { findRings, lockRollout, saveProgress } from './ring-store.ts';
import { eventOf, momentOf, type RolloutAct } from './rollout-act.ts';

export type Advance = {
  /** The ring that the caller saw under way; null: none. Another one by now: nothing is done. */
  readonly from: string | null;
  /** Why it goes on all the same, where "go on" is not proposed. */
  readonly despite?: string | undefined;
};

export async function advanceRollout(
  context: Context,
  act: RolloutAct,
  advance: Advance,
): Promise<Result<readonly Ring[], Problem>> {
  const moment = momentOf(context);
  const allowed = await inTenant(context, act.tenantId, (tx) => checkAdvance(tx, advance, moment.now));
  if (!allowed.ok) return allowed;
  if (allowed.value.next !== undefined) {
    const enabled = await enableFor(context, act, allowed.value.next);
    if (!enabled.ok) return enabled;
  }
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const checked = await checkAdvance(tx, advance, moment.now);
    if (!checked.ok) return checked;
    const { current, next, proposal } = checked.value;
    const moved: Ring[] = [];
    if (current !== undefined) moved.push({ ...current, finishedAt: moment.now });
    if (next !== undefined) moved.push({ ...next, startedAt: moment.now });
    for (const ring of moved) await saveProgress(tx, ring);
    const rings = await findRings(tx);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'rollout.advanced',
      resources: moved.map((ring) => ({
        ...resourceOf(ring),
        properties: {
          state: { new: ringStateOf(ring) },
          proposal: { new: proposal.kind },
          ...(advance.despite === undefined ? {} : { despite: { new: advance.despite } }),
        },
      })),
    });
    return ok(rings);
  });
}

type Checked = Course & { readonly proposal: Proposal };

async function checkAdvance(
  tx: TenantTransaction,
  { from, despite }: Advance,
  now: number,
): Promise<Result<Checked, Problem>> {
  const rings = await findRings(tx);
  const course = courseOf(rings);
  const { current, next } = course;
  if ((current?.ringId ?? null) !== from) {
    const detail = `Not this ring is under way, but ${current === undefined ? 'none' : `"${current.displayName}"`}.`;
    return fail({ code: 'stale-version', detail });
  }
  if (current === undefined && next === undefined) {
    return fail({ code: 'not-found', detail: 'There is no ring to go on to: add one first.' });
  }
  if (current?.stop !== undefined) {
    return fail({ code: 'not-now', detail: `The ring "${current.displayName}" is stopped: resume it first.` });
  }
  const proposal = proposeNext(rings, await measureAll(tx, rings, now));
  if (proposal.kind === 'goOn' || despite !== undefined) return ok({ ...course, proposal });
  const detail = `${PROPOSAL_WORDS[proposal.kind]} Whoever goes on all the same gives a reason.`;
  return fail({ code: 'not-now', detail });
}

/** Backups before restores: who is asked about a restore should find one next time. */
async function enableFor(context: Context, act: RolloutAct, { group }: Ring): Promise<Result<void, Problem>> {
  const { groupId } = group;
  for (const policy of ['backup', 'restore'] as const) {
    const enabled = await enablePolicy(context, act.tenantId, { policy, group: groupId, act });
    if (!enabled.ok) return enabled;
  }
  const shown = await setRestorePage(context, act.tenantId, { state: 'enabled', group: groupId, act });
  return shown.ok ? ok(undefined) : shown;
}
