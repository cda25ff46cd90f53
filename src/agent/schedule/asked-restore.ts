// Did an administrator ask for a restore on this person's behalf? One small request with each run of the task; where there is
// no answer, or a service that does not know the question, nobody asked.

import type { WaitingRequest } from '../../protocol/operations/restore-requests.ts';
import { eventLog } from '../status/event-log.ts';
import type { AgentContext } from './agent-context.ts';
import { isFromBefore } from './check-in.ts';

export async function findAskedRestore({
  connect,
  stateFolder,
  clock,
}: Pick<AgentContext, 'connect' | 'stateFolder' | 'clock'>): Promise<WaitingRequest['request']> {
  const service = connect();
  if (!service.ok) return null;
  const answer = await service.value.client.getWaitingRestoreRequest();
  const log = eventLog(stateFolder, clock);
  if (!answer.ok) {
    if (!isFromBefore(answer.error)) log('error', { ...answer.error });
    return null;
  }
  const { request } = answer.value;
  if (request !== null) log('restore-asked-for', { requestId: request.requestId, requestedBy: request.requestedBy });
  return request;
}
