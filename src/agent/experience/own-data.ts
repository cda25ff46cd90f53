// What a person does with their own data: a copy of all of it, the end of it with a receipt, a new beginning. The service
// decides; an erasure is remembered here, so that this device does not go on saying that it is backed up.

import type { ServerResponse } from 'node:http';
import { Type } from 'typebox';
import { fail, type Result } from '../../lib/result.ts';
import type { BackupEnd } from '../../protocol/experience.ts';
import type { ErasureReceipt } from '../../protocol/operations/keys.ts';
import type { OwnErasure } from '../../protocol/operations/own-data.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';
import type { AgentContext } from '../schedule/agent-context.ts';
import { remember } from '../schedule/remember-run.ts';
import { eventLog } from '../status/event-log.ts';
import { readState } from '../status/state-file.ts';
import { forEachOwnRecord } from '../upload/own-records.ts';
import { BUSY } from './conversation.ts';
import { backUpNow } from './own-backups.ts';
import { bodyOf, type Routes, sendResult } from './routes.ts';

export function ownDataRoutes(context: AgentContext, isRestoring: () => boolean): Routes {
  return {
    'GET /api/export': ({ response }) => sendCopy(context, response),
    'GET /api/own-data': async ({ response }) => sendResult(response, await standing(context)),
    'GET /api/receipt': ({ response }) => sendReceipt(context, response),
    'POST /api/erase': async ({ request, response }) => {
      const wanted = await bodyOf(request, Type.Object({ person: Type.String() }));
      if (!wanted.ok) return sendResult(response, wanted);
      // A restore would lose what it comes from.
      sendResult(response, isRestoring() ? fail(BUSY) : await eraseOwn(context, wanted.value.person));
    },
    'POST /api/begin-again': async ({ response }) => sendResult(response, await beginAgain(context)),
  };
}

/** A file to keep, one record on each line: docs/formats/export.md. */
async function sendCopy(context: AgentContext, response: ServerResponse): Promise<void> {
  const service = context.connect();
  if (!service.ok) return sendResult(response, service);
  const lines: string[] = [];
  const counts = await forEachOwnRecord(service.value.client, (record) => void lines.push(JSON.stringify(record)));
  if (!counts.ok) return sendResult(response, counts);
  response.writeHead(200, { 'content-type': 'application/x-ndjson', ...asFile('windows-backup.jsonl') });
  response.end(`${lines.join('\n')}\n`);
}

async function standing(context: AgentContext): Promise<Result<OwnErasure, AgentProblem>> {
  const service = context.connect();
  return service.ok ? service.value.client.getOwnErasure() : service;
}

/** A file to keep: docs/formats/receipt.md. */
async function sendReceipt(context: AgentContext, response: ServerResponse): Promise<void> {
  const found = await standing(context);
  if (!found.ok) return sendResult(response, found);
  if (found.value.latest === null) return sendResult(response, fail(NO_RECEIPT));
  response.writeHead(200, { 'content-type': 'application/json', ...asFile('windows-backup-receipt.json') });
  response.end(JSON.stringify(found.value.latest.receipt));
}

/** `person` as the page named them to whoever confirmed. */
async function eraseOwn(context: AgentContext, person: string): Promise<Result<ErasureReceipt, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const erased = await service.value.client.eraseOwnData({ userPrincipalName: person });
  if (!erased.ok) return erased;
  const { erasureId, erasedAt } = erased.value;
  const log = eventLog(context.stateFolder, context.clock);
  log('own-data-erased', { erasureId });
  // What the next run would be answered.
  const problem = fromService({ code: 'erased', detail: `You erased your backups at ${erasedAt}.` });
  remember(context, log, { ...readState(context.stateFolder).state, problem });
  return erased;
}

/** Backups are allowed again, and the first is made at once. */
async function beginAgain(context: AgentContext): Promise<Result<BackupEnd, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const lifted = await service.value.client.resumeOwnBackups();
  return lifted.ok ? backUpNow(context) : lifted;
}

function asFile(name: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="${name}"` };
}

const NO_RECEIPT: AgentProblem = {
  code: 'not-found',
  detail: 'Nothing of yours was erased, so there is no receipt.',
  fix: 'Nothing to do.',
};
