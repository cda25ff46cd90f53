// One request to the service and its answer, checked against its schema. With a device's key each request proves that it
// comes from there. A secret never appears in a problem or a log line.

import { createHash, randomUUID } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import { OPERATIONS, type OperationName } from '../../protocol/api.ts';
import { REQUEST_TIMEOUT_MILLISECONDS } from '../../protocol/limits.ts';
import { isProblemCode, isRetryable } from '../../protocol/problem.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { makeProof } from '../identity/proof.ts';

export type RequestShape = {
  readonly operation: OperationName;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly body?: object;
};

/** What a request shows of who sends it. */
export type Shown = {
  readonly token: string;
  readonly tenantId: string | undefined;
  readonly key: DeviceKey | undefined;
  /** What the service told last; it stands for the time where this device's clock is wrong. */
  readonly nonce: string | undefined;
};

/** `passing` causes are worth another try: every operation here may be repeated without harm. */
export type Failure = {
  readonly problem: AgentProblem;
  readonly passing: boolean;
  /** To be proved with, at once: the service did not believe this device's clock. */
  readonly nonce?: string;
};

export async function sendRequest<S extends TSchema>(
  serviceUrl: string,
  schema: S,
  request: RequestShape,
  shown: Shown | undefined,
): Promise<Result<Static<S>, Failure>> {
  const { method, path } = OPERATIONS[request.operation];
  const url = new URL(withParams(path, request.params ?? {}), serviceUrl);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
  try {
    const headers = { accept: 'application/json', ...identityHeaders(method, url, shown) };
    const response = await fetch(url, {
      method,
      ...(request.body === undefined ? { headers } : withBody(headers, JSON.stringify(request.body))),
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MILLISECONDS),
    });
    const body: unknown = await response.json();
    if (response.ok) return checked(schema, body);
    const nonce = response.headers.get('dpop-nonce');
    return fail({ ...refused(body, response.status), ...(nonce === null ? {} : { nonce }) });
  } catch (error) {
    return fail({ problem: unreachable(serviceUrl, error), passing: true });
  }
}

function identityHeaders(method: string, url: URL, shown: Shown | undefined): Record<string, string> {
  if (shown === undefined) return {};
  const { token, tenantId, key, nonce } = shown;
  const tenant: Record<string, string> = tenantId === undefined ? {} : { 'keepsake-tenant': tenantId };
  if (key === undefined) return { ...tenant, authorization: `Bearer ${token}` };
  const proof = makeProof(key, { method, url, token, now: Date.now(), proofId: randomUUID(), nonce });
  return { ...tenant, authorization: `DPoP ${token}`, dpop: proof };
}

function withParams(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
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
