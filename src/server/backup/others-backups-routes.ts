// The operations on other people's backups, as calls of their use cases.

import type { BACKUPS_OPERATIONS } from '../../protocol/operations/backups.ts';
import type { OTHERS_BACKUPS_OPERATIONS } from '../../protocol/operations/others-backups.ts';
import { withinReach } from '../access/reach.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { exportOthersData } from '../own-data/export-others-data.ts';
import { compareOthersSnapshots } from './compare-others-snapshots.ts';
import { deleteOthersProfile, deleteOthersSnapshot } from './delete-others-backup.ts';
import { getBackupHistory } from './get-history.ts';
import { listBackups } from './list-backups.ts';
import { listOwnAccesses, listProfilesOf, listSnapshotsOf } from './list-others-backups.ts';
import type { OthersAct } from './others-act.ts';
import { readOthersSnapshot } from './read-others-snapshot.ts';

export function othersBackupsHandlers(
  context: Context,
): Pick<Handlers, keyof typeof OTHERS_BACKUPS_OPERATIONS | keyof typeof BACKUPS_OPERATIONS> {
  return {
    listBackups: ({ actor, query }) =>
      withinReach(context, { actor, permission: 'backupMetadata.read' }, (reach) =>
        listBackups(context, actor.tenantId, query, reach),
      ),
    getBackupHistory: ({ actor, params, query }) =>
      getBackupHistory(context, { tenantId: actor.tenantId, ...params, ...query }),
    compareSnapshotsOf: (call) =>
      compareOthersSnapshots(context, actOf(call), { newer: call.params.snapshotId, older: call.query.since }),
    exportDataOf: (call) => exportOthersData(context, actOf(call), call.query.after),
    listProfilesOf: ({ actor, params }) => listProfilesOf(context, { tenantId: actor.tenantId, ...params }),
    listSnapshotsOf: ({ actor, params, query }) =>
      listSnapshotsOf(context, { tenantId: actor.tenantId, ...params }, query),
    getSnapshotOf: (call) =>
      readOthersSnapshot(context, actOf(call), {
        snapshotId: call.params.snapshotId,
        withFiles: call.query.files === true,
      }),
    deleteSnapshotOf: (call) => deleteOthersSnapshot(context, actOf(call), call.params.snapshotId),
    deleteProfileOf: (call) => deleteOthersProfile(context, actOf(call), call.params.profileId),
    listMyAccesses: ({ actor }) => listOwnAccesses(context, actor),
  };
}

function actOf(call: {
  readonly actor: UserActor | ApplicationActor;
  readonly params: { readonly userId: string };
  readonly query: { readonly reason: string };
  readonly requestId: string;
}): OthersAct {
  const { actor, params, query, requestId } = call;
  return { actor, userId: params.userId, reason: query.reason, correlationId: requestId };
}
