// The operations of Microsoft Graph that are no other feature's: a batch of them, people and groups, the
// audit log, and backups as Windows settings.

import type { GRAPH_AUDIT_OPERATIONS } from '../../protocol/operations/graph-audit.ts';
import type { GRAPH_BATCH_OPERATIONS } from '../../protocol/operations/graph-batch.ts';
import type { GRAPH_DIRECTORY_OPERATIONS } from '../../protocol/operations/graph-directory.ts';
import type { WINDOWS_SETTINGS_OPERATIONS } from '../../protocol/operations/windows-settings.ts';
import { graphAuditHandlers } from '../audit/graph-audit-routes.ts';
import { windowsSettingsHandlers } from '../backup/windows-settings-routes.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { runBatch } from './batch.ts';
import { graphDirectoryHandlers } from './directory-routes.ts';

type Names =
  | keyof typeof GRAPH_DIRECTORY_OPERATIONS
  | keyof typeof GRAPH_AUDIT_OPERATIONS
  | keyof typeof WINDOWS_SETTINGS_OPERATIONS
  | keyof typeof GRAPH_BATCH_OPERATIONS;

export function graphHandlers(context: Context): Pick<Handlers, Names> {
  return {
    ...graphDirectoryHandlers(context),
    ...graphAuditHandlers(context),
    ...windowsSettingsHandlers(context),
    runBatch: ({ body, requestId, http }) => runBatch(body, requestId, http),
  };
}
