// Deletes another person's snapshot, or a whole backup profile. Who is on legal hold keeps everything. The person sees that
// it happened, and why.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { refuseOnHold } from '../keys/hold-store.ts';
import { lockPersonToWrite } from '../keys/lock-person.ts';
import { inTenant } from '../transact.ts';
import { sweepBlobs } from './blob-store.ts';
import { eventOf, noteForPerson, type OthersAct, timed } from './others-act.ts';
import { lockProfileOf, moveHead, removeProfile } from './profile-store.ts';
import { findReceptions, findSnapshot, removeSnapshots } from './snapshot-store.ts';

/** If it is the head, the newest of the others becomes it. */
export function deleteOthersSnapshot(
  context: Context,
  othersAct: OthersAct,
  snapshotId: string,
): Promise<Result<null, Problem>> {
  const act = timed(context, othersAct);
  const { userId, reason } = act;
  return deleting(context, act, async (tx) => {
    const profileId = (await findSnapshot(tx, userId, snapshotId))?.facts.profileId;
    const profile = profileId === undefined ? undefined : await lockProfileOf(tx, { userId, profileId });
    if (profile === undefined) return notFound(`This person has no snapshot ${snapshotId}.`);
    const isHead = profile.headSnapshotId === snapshotId;
    const head = isHead ? await newestBut(tx, profile.profileId, snapshotId) : profile.headSnapshotId;

    if (isHead) await moveHead(tx, profile.profileId, head);
    await sweepBlobs(tx, await removeSnapshots(tx, [snapshotId]));
    await noteForPerson(tx, act, { ...profile, act: 'deleted', snapshotId });
    await appendAuditEvent(tx, {
      ...eventOf(act, 'backup.delete'),
      activity: 'snapshot.deleted',
      resources: [
        { type: 'Snapshot', id: snapshotId, properties: { reason: { new: reason } } },
        {
          type: 'BackupProfile',
          id: profile.profileId,
          name: profile.deviceName,
          ...(isHead ? { properties: { head: { old: snapshotId, new: head ?? undefined } } } : {}),
        },
        { type: 'User', id: userId },
      ],
    });
    return ok(null);
  });
}

export function deleteOthersProfile(
  context: Context,
  othersAct: OthersAct,
  profileId: string,
): Promise<Result<null, Problem>> {
  const act = timed(context, othersAct);
  const { userId, reason } = act;
  return deleting(context, act, async (tx) => {
    const profile = await lockProfileOf(tx, { userId, profileId });
    if (profile === undefined) return notFound(`This person has no backup profile ${profileId}.`);
    const snapshotIds = (await findReceptions(tx, profileId)).map((it) => it.snapshotId);

    await moveHead(tx, profileId, null);
    await sweepBlobs(tx, await removeSnapshots(tx, snapshotIds));
    await removeProfile(tx, profileId);
    await noteForPerson(tx, act, { ...profile, act: 'deleted', snapshotId: null });
    await appendAuditEvent(tx, {
      ...eventOf(act, 'backup.delete'),
      activity: 'backupProfile.deleted',
      resources: [
        {
          type: 'BackupProfile',
          id: profileId,
          name: profile.deviceName,
          properties: { reason: { new: reason }, snapshotCount: { old: snapshotIds.length } },
        },
        { type: 'User', id: userId },
      ],
    });
    return ok(null);
  });
}

/** Nothing of a person on hold. */
export function deleting(
  context: Context,
  { actor, userId }: OthersAct,
  work: (tx: TenantTransaction) => Promise<Result<null, Problem>>,
): Promise<Result<null, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => (await lockUnheld(tx, userId)) ?? work(tx), RETRY);
}

/** First of all locks: see lock-person.ts. */
async function lockUnheld(tx: TenantTransaction, userId: string): Promise<Result<never, Problem> | undefined> {
  await lockPersonToWrite(tx, userId);
  return refuseOnHold(tx, userId);
}

async function newestBut(tx: TenantTransaction, profileId: string, snapshotId: string): Promise<string | null> {
  const others = (await findReceptions(tx, profileId)).filter((it) => it.snapshotId !== snapshotId);
  const newest = others.toSorted((a, b) => b.receivedAt - a.receivedAt || (a.snapshotId < b.snapshotId ? 1 : -1))[0];
  return newest?.snapshotId ?? null;
}

function notFound(detail: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail });
}

/** A blob got a reference before it was swept: 23503, foreign_key_violation. */
const RETRY = { alsoRetry: ['23503'] };
