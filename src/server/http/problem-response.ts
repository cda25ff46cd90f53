// Every way a request can fail, as one kind of answer: RFC 9457 `application/problem+json`, or Microsoft Graph's error where
// the operation is one of Graph's. What is unexpected becomes an
// opaque 500: its cause is in the log under the request's id, and nowhere else.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { graphError } from '../../protocol/graph-error.ts';
import { type Problem, problemBody } from '../../protocol/problem.ts';
import { CHALLENGE, type Refusal } from '../identity/refusal.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Carries a problem out of a hook or a parser, where only throwing ends a request. */
export class RefusedError extends Error {
  readonly problem: Refusal;
  constructor(problem: Refusal) {
    super(problem.code);
    this.problem = problem;
  }
}

export function sendProblem(reply: FastifyReply, problem: Refusal): FastifyReply {
  const body = problemBody(problem, reply.request.id);
  if (body.status === 401) reply.header('www-authenticate', CHALLENGE);
  if (problem.headers !== undefined) reply.headers(problem.headers);
  if (isGraph(reply.request)) return sendGraphError(reply, problem);
  // As bytes, because the framework would add a charset to a text, which JSON does not have.
  return reply
    .code(body.status)
    .type(PROBLEM_TYPE)
    .send(Buffer.from(JSON.stringify(body)));
}

/** Also where nothing is at a path that would be one of Graph's. */
function isGraph({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions.config.style === 'graph' || (routeOptions.url === undefined && /^\/(v1\.0|beta)\//.test(url));
}

function sendGraphError(reply: FastifyReply, problem: Problem): FastifyReply {
  const { id, headers } = reply.request;
  const client = headers['client-request-id'];
  const body = graphError(problem, {
    requestId: id,
    clientRequestId: typeof client === 'string' ? client : id,
    date: new Date(),
  });
  return reply
    .code(problemBody(problem).status)
    .header('request-id', id)
    .type('application/json')
    .send(Buffer.from(JSON.stringify(body)));
}

/** `undefined`: nobody's fault but ours. */
export function problemOfError(error: unknown): Refusal | undefined {
  if (error instanceof RefusedError) return error.problem;
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const known =
    typeof code === 'string' && Object.hasOwn(FRAMEWORK_PROBLEMS, code) ? FRAMEWORK_PROBLEMS[code] : undefined;
  if (known !== undefined) return known;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return MALFORMED;
  return undefined;
}

export const OPAQUE: Problem = {
  code: 'internal-error',
  detail: 'Something went wrong that the service did not expect. Its log knows the request by its id.',
};

/** What the HTTP parser refuses before there is a request, as the bytes of a whole answer. */
export function rawProblemAnswer(errorCode: string | undefined): string {
  const problem = RAW_PROBLEMS[errorCode ?? ''] ?? MALFORMED;
  const body = JSON.stringify(problemBody(problem));
  return [
    `HTTP/1.1 ${problemBody(problem).status} ${problem.code}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

const MALFORMED: Problem = { code: 'bad-request', detail: 'The request is not HTTP as the service understands it.' };
const NOT_JSON: Problem = { code: 'bad-request', detail: 'The body is not JSON.' };
const TOO_LARGE: Problem = { code: 'too-large', detail: 'The request is larger than the service accepts.' };
const TOO_SLOW: Problem = { code: 'request-timeout', detail: 'The request did not arrive in time.' };

const FRAMEWORK_PROBLEMS: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'wrong-media-type', detail: 'The body is not application/json.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: NOT_JSON,
  FST_ERR_CTP_INVALID_JSON_BODY: NOT_JSON,
  FST_ERR_HANDLER_TIMEOUT: { code: 'unavailable', detail: 'The service could not answer in time.' },
};

/** By the codes of Node's HTTP server. */
const RAW_PROBLEMS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
  HPE_HEADER_OVERFLOW: TOO_LARGE,
};
