// What a route is, and how it reads and answers: JSON both ways, small bodies, problems as the agent has them.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';

export type Visit = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
};

export type Route = (visit: Visit) => Promise<void> | void;

/** By method and path: `POST /api/undo`. */
export type Routes = Readonly<Record<string, Route>>;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A problem is an answer like another: the page shows cause and fix. */
export function sendResult(response: ServerResponse, result: Result<unknown, AgentProblem>): void {
  if (result.ok) return sendJson(response, 200, result.value);
  const { code, detail, fix } = result.error;
  sendJson(response, PROBLEM_STATUS, { code, detail, fix });
}

/** What a page sends, if it is of the shape that is meant. */
export async function bodyOf<S extends TSchema>(
  request: IncomingMessage,
  schema: S,
): Promise<Result<Static<S>, AgentProblem>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return fail(NOT_UNDERSTOOD);
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return Compile(schema).Check(value) ? ok(value) : fail(NOT_UNDERSTOOD);
  } catch {
    return fail(NOT_UNDERSTOOD);
  }
}

const BODY_BYTES_MAX = 64 * 1024;
const PROBLEM_STATUS = 422;

const NOT_UNDERSTOOD: AgentProblem = {
  code: 'bad-request',
  detail: 'The page and the agent do not understand each other.',
  fix: 'Close the window and open it again.',
};
