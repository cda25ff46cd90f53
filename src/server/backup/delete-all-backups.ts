// Deletes all of another person's backup profiles, as one act. The key stays, so that the next backup of the person is one as
// before: that is what tells it from an erasure. The person sees that it happened, and why.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newIds } from '../context.ts';
import { sweepBlobs } from './blob-store.ts';
import { deleting } from './delete-others-backup.ts';
import { eventOf, noteForPerson, type OthersAct, timed } from './others-act.ts';
import { findBackupLines, lockProfileOf, moveHead, removeProfile } from './profile-store.ts';
import { findReceptions, removeSnapshots } from './snapshot-store.ts';

/** Without any, it is done already. */
export function deleteAllBackupsOf(context: Context, othersAct: OthersAct): Promise<Result<null, Problem>> {
  const act = timed(context, othersAct);
  const ids = newIds(context);
  const { userId, reason } = act;
  return deleting(context, act, async (tx) => {
    const removed: { readonly profileId: string; readonly deviceName: string; readonly snapshotCount: number }[] = [];
    for (const { profileId } of await findBackupLines(tx, userId)) {
      const profile = await lockProfileOf(tx, { userId, profileId });
      if (profile === undefined) continue;
      const snapshotIds = (await findReceptions(tx, profileId)).map((it) => it.snapshotId);
      await moveHead(tx, profileId, null);
      await sweepBlobs(tx, await removeSnapshots(tx, snapshotIds));
      await removeProfile(tx, profileId);
      const note = { ...act, accessId: ids(2 * removed.length) };
      await noteForPerson(tx, note, { ...profile, act: 'deleted', snapshotId: null });
      removed.push({ ...profile, snapshotCount: snapshotIds.length });
    }
    for (const [nth, { profileId, deviceName, snapshotCount }] of removed.entries()) {
      const properties = { reason: { new: reason }, snapshotCount: { old: snapshotCount } };
      await appendAuditEvent(tx, {
        ...eventOf({ ...act, eventId: ids(2 * nth + 1) }, 'backup.delete'),
        activity: 'backupProfile.deleted',
        resources: [
          { type: 'BackupProfile', id: profileId, name: deviceName, properties },
          { type: 'User', id: userId },
        ],
      });
    }
    return ok(null);
  });
}
