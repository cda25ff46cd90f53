// The operations on other people's backups, as calls of their use cases.

import type { OTHERS_BACKUPS_OPERATIONS } from '../../protocol/operations/others-backups.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { deleteOthersProfile, deleteOthersSnapshot } from './delete-others-backup.ts';
import { listOwnAccesses, listProfilesOf, listSnapshotsOf } from './list-others-backups.ts';
import type { OthersAct } from './others-act.ts';
import { readOthersSnapshot } from './read-others-snapshot.ts';

export function othersBackupsHandlers(context: Context): Pick<Handlers, keyof typeof OTHERS_BACKUPS_OPERATIONS> {
  return {
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
