// Requests within a request: sent as whoever sent the outer one, with the same credential from the same address, through the
// very routes that they would take alone. So nothing becomes possible that was not. A relayed request relays no further.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Json } from '../../lib/canonical-json.ts';

export type RelayedRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  /** Without a credential: one that is here does not count. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json | undefined;
};

export type RelayedAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type Relay = (request: RelayedRequest) => Promise<RelayedAnswer>;

/** `undefined` for a request that is relayed itself. */
export function relayFor(app: FastifyInstance, outer: FastifyRequest): Relay | undefined {
  if (outerOrigin.getStore() !== undefined) return undefined;
  const { authorization, 'keepsake-tenant': tenant, host = '' } = outer.headers;
  const credential = {
    ...(authorization === undefined ? {} : { authorization }),
    ...(typeof tenant === 'string' ? { 'keepsake-tenant': tenant } : {}),
  };
  return async ({ method, path, headers, body }) => {
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const answer = await outerOrigin.run(originOf(outer), () =>
      app.inject({
        method,
        url: path,
        headers: { ...headers, ...credential, host },
        remoteAddress: outer.ip,
        ...payload,
      }),
    );
    const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return { status: answer.statusCode, headers: Object.fromEntries(names), body: answer.rawPayload };
  };
}

/** Of the request as its client wrote it; a relayed one stands for a part of the outer one, whose connection it is. */
export function originOf({ protocol, host }: FastifyRequest): string {
  return outerOrigin.getStore() ?? `${protocol}://${host}`;
}

const outerOrigin = new AsyncLocalStorage<string>();
