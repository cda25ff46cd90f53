// The operations of backups, as calls of their use cases.

import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { createSnapshot } from './create-snapshot.ts';
import { getSnapshot } from './get-snapshot.ts';
import { listProfiles } from './list-profiles.ts';
import { listSnapshots } from './list-snapshots.ts';
import { proposeSnapshot } from './propose-snapshot.ts';

export function backupHandlers(
  context: Context,
): Pick<Handlers, 'listProfiles' | 'listSnapshots' | 'getSnapshot' | 'proposeSnapshot' | 'createSnapshot'> {
  return {
    listProfiles: ({ actor }) => listProfiles(context, actor),
    listSnapshots: ({ actor, query }) => listSnapshots(context, actor, query),
    getSnapshot: ({ actor, params, query }) =>
      getSnapshot(context, actor, { snapshotId: params.snapshotId, withFiles: query.files === true }),
    proposeSnapshot: ({ actor, body, requestId }) =>
      proposeSnapshot(context, actor, { manifest: body.manifest, correlationId: requestId }),
    createSnapshot: ({ actor, body, requestId }) =>
      createSnapshot(context, actor, { ...body, correlationId: requestId }),
  };
}
