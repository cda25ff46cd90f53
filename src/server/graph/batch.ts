// Runs the requests of a batch, each after those it depends on, and answers each by itself. What a request can do is what
// it could do alone: it takes the same way into the service, with the credential of whoever sent the batch.

import { fail, ok, type Result } from '../../lib/result.ts';
import { graphError } from '../../protocol/graph-error.ts';
import type { BatchAnswer, BatchedAnswer, BatchedRequest } from '../../protocol/operations/graph-batch.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { type Problem, PROBLEMS } from '../../protocol/problem.ts';
import type { HttpFacts } from '../http/handlers.ts';
import type { Relay, RelayedAnswer } from '../http/relay.ts';

/** As a handler gets it. */
type Request = Omit<BatchedRequest, 'headers' | 'dependsOn'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly string[];
};

export async function runBatch(
  { requests }: { readonly requests: readonly Request[] },
  requestId: string,
  { url, relay }: Pick<HttpFacts, 'url' | 'relay'>,
): Promise<Result<BatchAnswer, Problem>> {
  if (relay === undefined) return refuse('A batch can not be in a batch.');
  const ordered = inOrder(requests);
  if (!ordered.ok) return ordered;
  const [, version = ''] = new URL(url).pathname.split('/');
  const answers = new Map<string, BatchedAnswer>();
  for (const request of ordered.value) {
    const failed = (request.dependsOn ?? []).find((id) => (answers.get(id)?.status ?? 0) >= 400);
    const answer =
      failed === undefined ? await send(request, { version, requestId, relay }) : dependent(request, failed);
    answers.set(request.id, 'code' in answer ? refused(request, answer, requestId) : answer);
  }
  return ok({ responses: requests.flatMap(({ id }) => answers.get(id) ?? []) });
}

/** As they came, but each behind what it depends on. */
function inOrder(requests: readonly Request[]): Result<readonly Request[], Problem> {
  const ids = requests.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return refuse(`Two requests have the id "${twice}".`);
  const unknown = requests.flatMap(({ dependsOn = [] }) => dependsOn).find((id) => !ids.includes(id));
  if (unknown !== undefined) return refuse(`dependsOn names "${unknown}", which is the id of no request.`);
  const ordered: Request[] = [];
  let waiting = [...requests];
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ id }) => id));
    const ready = waiting.find(({ dependsOn = [] }) => dependsOn.every((id) => done.has(id)));
    if (ready === undefined) return refuse(`"${waiting[0]?.id}" depends on itself, by way of others.`);
    ordered.push(ready);
    waiting = waiting.filter((it) => it !== ready);
  }
  return ok(ordered);
}

type Sending = { readonly version: string; readonly requestId: string; readonly relay: Relay };

async function send(
  { id, method, url, headers = {}, body }: Request,
  { version, relay }: Sending,
): Promise<BatchedAnswer | Problem> {
  const path = pathBelow(version, url);
  if (path === undefined) return { code: 'bad-request', detail: `The url "${url}" leads out of /v1.0 and /beta.` };
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const passed = names.filter(([name, value]) => PASSED_ON.includes(name) && !/[\r\n\0]/.test(value));
  const answer = await relay({ method, path, headers: Object.fromEntries(passed), body: body as Json | undefined });
  return { id, status: answer.status, ...contentOf(answer) };
}

/**
 * Below the version that the batch was sent to, unless it names one: Graph's own client can not leave it out. `undefined`: it
 * leads elsewhere, once it is read as addresses are read.
 */
function pathBelow(version: string, url: string): string | undefined {
  const relative = url.replace(/^\/+/, '');
  const text = `http://batch.invalid/${VERSIONED.test(`/${relative}`) ? '' : `${version}/`}${relative}`;
  const target = URL.canParse(text) ? new URL(text) : undefined;
  if (target?.host !== 'batch.invalid' || !VERSIONED.test(target.pathname)) return undefined;
  return target.pathname + target.search;
}

function contentOf({ headers, body }: RelayedAnswer): Pick<BatchedAnswer, 'headers' | 'body'> {
  const named = Object.entries(ANSWERED).map(([name, spelled]) => [spelled, headers[name]] as const);
  const given = Object.fromEntries(named.filter((it): it is [string, string] => it[1] !== undefined));
  if (body.length === 0) return { headers: given };
  const isJson = /json/.test(headers['content-type'] ?? '');
  const bytes = Buffer.from(body);
  return { headers: given, body: isJson ? (JSON.parse(bytes.toString('utf8')) as unknown) : bytes.toString('base64') };
}

function dependent({ id }: Request, failed: string): Problem {
  return { code: 'failed-dependency', detail: `The request "${id}" depends on "${failed}", which failed.` };
}

/** In the words of whoever would have refused it alone. */
function refused({ id, headers = {} }: Request, problem: Problem, requestId: string): BatchedAnswer {
  const clientRequestId = headers['client-request-id'] ?? requestId;
  return {
    id,
    status: PROBLEMS[problem.code].status,
    headers: { 'Content-Type': 'application/json', 'request-id': requestId },
    body: graphError(problem, { requestId, clientRequestId, date: new Date() }),
  };
}

function refuse(detail: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail });
}

const VERSIONED = /^\/(?:v1\.0|beta)\//;
/** What a request can say in headers. The credential is the batch's; the address is the sender's. */
const PASSED_ON = [
  'accept',
  'client-request-id',
  'consistencylevel',
  'content-type',
  'dpop',
  'if-match',
  'if-none-match',
  'keepsake-reason',
  'prefer',
];
/** As Graph spells them: its own client looks for `Content-Type`, with these capitals. */
const ANSWERED = {
  allow: 'Allow',
  'content-type': 'Content-Type',
  'dpop-nonce': 'DPoP-Nonce',
  etag: 'ETag',
  location: 'Location',
  'request-id': 'request-id',
  'x-request-id': 'x-request-id',
};
