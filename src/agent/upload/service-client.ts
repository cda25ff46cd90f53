// The agent's side of the service's API: requests that are repeated when the cause passes, answers that are checked
// against their schema. A secret never appears in a problem or a log line.

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import { OPERATIONS, type OperationName } from '../../protocol/api.ts';
import { REQUEST_ATTEMPTS_MAX, REQUEST_TIMEOUT_MILLISECONDS } from '../../protocol/limits.ts';
import {
  type ContentQuery,
  type NewSnapshot,
  ProfileList,
  type Proposal,
  ProposalAnswer,
  SnapshotContent,
  SnapshotPage,
  type SnapshotQuery,
  StoredSnapshot,
} from '../../protocol/operations/backup.ts';
import { isProblemCode, isRetryable } from '../../protocol/problem.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';

export type ServiceClient = {
  readonly listProfiles: () => Promise<Result<ProfileList, AgentProblem>>;
  readonly listSnapshots: (query: SnapshotQuery) => Promise<Result<SnapshotPage, AgentProblem>>;
  readonly getSnapshot: (snapshotId: string, query: ContentQuery) => Promise<Result<SnapshotContent, AgentProblem>>;
  readonly proposeSnapshot: (body: Proposal) => Promise<Result<ProposalAnswer, AgentProblem>>;
  readonly createSnapshot: (body: NewSnapshot) => Promise<Result<StoredSnapshot, AgentProblem>>;
  /** How many requests went out so far, repeats included. */
  readonly requestCount: () => number;
};

export type ServiceAddress = { readonly url: string; readonly token: string };

export function connectService(address: ServiceAddress): ServiceClient {
  let requests = 0;
  const ask = async <S extends TSchema>(schema: S, request: RequestShape): Promise<Result<Static<S>, AgentProblem>> => {
    for (let attempt = 1; ; attempt += 1) {
      requests += 1;
      const answer = await send(address, schema, request);
      if (answer.ok || !answer.error.passing || attempt === REQUEST_ATTEMPTS_MAX) {
        return answer.ok ? answer : fail(answer.error.problem);
      }
      await sleep(BACK_OFF_MILLISECONDS * 2 ** (attempt - 1));
    }
  };
  return {
    listProfiles: () => ask(ProfileList, { operation: 'listProfiles' }),
    listSnapshots: (query) => ask(SnapshotPage, { operation: 'listSnapshots', query }),
    getSnapshot: (snapshotId, query) => ask(SnapshotContent, { operation: 'getSnapshot', snapshotId, query }),
    proposeSnapshot: (body) => ask(ProposalAnswer, { operation: 'proposeSnapshot', body }),
    createSnapshot: (body) => ask(StoredSnapshot, { operation: 'createSnapshot', body }),
    requestCount: () => requests,
  };
}

type RequestShape = {
  readonly operation: OperationName;
  readonly snapshotId?: string;
  readonly query?: SnapshotQuery | ContentQuery;
  readonly body?: object;
};

/** `passing` causes are worth another try: every operation here may be repeated without harm. */
type Failure = { readonly problem: AgentProblem; readonly passing: boolean };

async function send<S extends TSchema>(
  address: ServiceAddress,
  schema: S,
  request: RequestShape,
): Promise<Result<Static<S>, Failure>> {
  const { method, path } = OPERATIONS[request.operation];
  const url = new URL(path.replace(':snapshotId', request.snapshotId ?? ''), address.url);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
  const headers = { accept: 'application/json', authorization: `Bearer ${address.token}` };
  try {
    const response = await fetch(url, {
      method,
      ...(request.body === undefined ? { headers } : withBody(headers, JSON.stringify(request.body))),
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MILLISECONDS),
    });
    const body: unknown = await response.json();
    return response.ok ? checked(schema, body) : fail(refused(body, response.status));
  } catch (error) {
    return fail({ problem: unreachable(address.url, error), passing: true });
  }
}

/** The digest (RFC 9530) lets the service see damage on the way in what no hash of a document covers. */
function withBody(headers: Record<string, string>, body: string): { headers: Record<string, string>; body: string } {
  const digest = createHash('sha256').update(body).digest('base64');
  const about = { 'content-type': 'application/json', 'content-digest': `sha-256=:${digest}:` };
  return { headers: { ...headers, ...about }, body };
}

function checked<S extends TSchema>(schema: S, body: unknown): Result<Static<S>, Failure> {
  const checker = Compile(schema);
  if (checker.Check(body)) return ok(body);
  const why = checker.Errors(body)[0];
  const detail = `The service answered something else than it promises: ${why?.instancePath ?? ''} ${why?.message ?? ''}.`;
  return fail({ problem: misbehaves(detail), passing: false });
}

function refused(body: unknown, status: number): Failure {
  const { code, detail } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  if (typeof code !== 'string' || typeof detail !== 'string' || !isProblemCode(code)) {
    return { problem: misbehaves(`The service answered with status ${status} and no reason.`), passing: status >= 500 };
  }
  return { problem: fromService({ code, detail }), passing: isRetryable(code) };
}

function unreachable(url: string, error: unknown): AgentProblem {
  const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
  return {
    code: 'service-unreachable',
    detail: `The service at ${url} does not answer: ${cause === '' ? 'no connection' : cause}.`,
    fix: 'Check that it runs (keepsake serve) and that its address in the credential file is right.',
  };
}

function misbehaves(detail: string): AgentProblem {
  return { code: 'service-misbehaves', detail, fix: 'Check that the address is a Keepsake service of this version.' };
}

const BACK_OFF_MILLISECONDS = 250;
