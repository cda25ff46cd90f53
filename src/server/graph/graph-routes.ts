// The operations of Microsoft Graph that are no other feature's: a batch of them, people and groups.

import type { GRAPH_BATCH_OPERATIONS } from '../../protocol/operations/graph-batch.ts';
import type { GRAPH_DIRECTORY_OPERATIONS } from '../../protocol/operations/graph-directory.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { runBatch } from './batch.ts';
import { graphDirectoryHandlers } from './directory-routes.ts';

type Names = keyof typeof GRAPH_DIRECTORY_OPERATIONS | keyof typeof GRAPH_BATCH_OPERATIONS;

export function graphHandlers(context: Context): Pick<Handlers, Names> {
  return {
    ...graphDirectoryHandlers(context),
    runBatch: ({ body, requestId, http }) => runBatch(body, requestId, http),
  };
}
