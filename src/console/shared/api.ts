// The service's operations as calls, typed by the protocol: what an operation takes and answers is checked where it is used.
// An operating error is thrown as a `ServiceError`, because that is how queries hand it to a page.

import type { Static, TSchema } from 'typebox';
import { OPERATION_PATHS } from 'virtual:operations';
import type { OPERATIONS, OperationName } from '../../protocol/api.ts';

type Part<N extends OperationName, P extends string> =
  (typeof OPERATIONS)[N] extends Record<P, infer S extends TSchema> ? Static<S> : never;

export type AnswerOf<N extends OperationName> = Static<(typeof OPERATIONS)[N]['answer']>;

export type CallOf<N extends OperationName> = {
  readonly [P in 'params' | 'query' | 'body' as [Part<N, P>] extends [never] ? never : P]?: Given<Part<N, P>>;
} & { readonly ifMatch?: string; readonly signal?: AbortSignal };

/** What is undefined is not sent. */
type Given<T> = { readonly [M in keyof T]?: T[M] | undefined };

export type Api = <N extends OperationName>(operation: N, call?: CallOf<N>) => Promise<AnswerOf<N>>;

/** What went wrong, in the service's words; `code` is one of its closed list, or `offline`. */
export class ServiceError extends Error {
  readonly code: string;
  readonly fix: string;
  readonly requestId: string | undefined;
  constructor(code: string, detail: string, fix: string, requestId?: string) {
    super(detail);
    this.code = code;
    this.fix = fix;
    this.requestId = requestId;
  }
}

/** `token` gives one that is good now. */
export function connectApi(tenantId: string, token: () => Promise<string>): Api {
  return async (operation, call = {}) => {
    const { params, query, body, ifMatch, signal } = call as Loose;
    const [method, path] = OPERATION_PATHS[operation] ?? ['GET', `/${operation}`];
    const headers: Record<string, string> = {
      authorization: `Bearer ${await token()}`,
      'keepsake-tenant': tenantId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    const response = await fetch(addressOf(path, params, query), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw new ServiceError('offline', '', '');
    });
    if (!response.ok) throw await errorIn(response);
    return (response.status === 204 ? null : await bodyOf(response)) as AnswerOf<typeof operation>;
  };
}

type Loose = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
};

function addressOf(path: string, params: Loose['params'] = {}, query: Loose['query'] = {}): string {
  const filled = path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    .replace(/\*$/, () => params['*'] ?? '');
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
}

/** JSON, or the bytes of an operation with a media type of its own. */
async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  return /^application\/(?:[\w.-]+\+)?json\b/.test(type)
    ? response.json()
    : new Uint8Array(await response.arrayBuffer());
}

/** RFC 9457's body, or Graph's. */
async function errorIn(response: Response): Promise<ServiceError> {
  const body = (await response.json().catch(() => ({}))) as {
    readonly code?: string;
    readonly detail?: string;
    readonly fix?: string;
    readonly requestId?: string;
    readonly error?: { readonly message?: string; readonly innerError?: Readonly<Record<string, string>> };
  };
  const inner = body.error?.innerError;
  return new ServiceError(
    body.code ?? inner?.['code'] ?? `http-${response.status}`,
    body.detail ?? body.error?.message ?? '',
    body.fix ?? '',
    body.requestId ?? inner?.['request-id'],
  );
}
