// Registers exactly the operations of the protocol, each with its schemas and its handler. Here and only here a request
// becomes an actor's call: every operation that is not open is authenticated and authorized before its body is read.

import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Result } from '../../lib/result.ts';
import { OPERATIONS, type OperationName } from '../../protocol/api.ts';
import { type Access, betaPath, type Operation } from '../../protocol/operation.ts';
import type { Actor } from '../identity/actor.ts';
import type { ShownBy } from '../identity/authenticate.ts';
import type { Refusal } from '../identity/refusal.ts';
import type { Call, Handler, Handlers, HttpFacts } from './handlers.ts';
import { describeOperation } from './openapi.ts';
import { RefusedError, sendProblem } from './problem-response.ts';
import { originOf, type Relay, relayFor } from './relay.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the time a handler runs, unless its operation is open. */
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    style?: Operation['style'];
    scopes?: Operation['scopes'];
    overSome?: Operation['overSome'];
  }
}

/** Who sends this request, if they may do what needs this access. */
export type Admit = (request: FastifyRequest, access: Access) => Promise<Result<Actor, Refusal>>;

/** What of a request says who sends it. A header that is there twice counts as neither. */
export function shownBy(request: FastifyRequest): ShownBy {
  const { authorization, dpop, 'keepsake-tenant': tenantId } = request.headers;
  return {
    requestId: request.id,
    method: request.method,
    path: request.originalUrl,
    authorization,
    proof: typeof dpop === 'string' ? dpop : undefined,
    tenantId: typeof tenantId === 'string' ? tenantId : undefined,
  };
}

export function registerOperations(app: FastifyInstance, handlers: Handlers, admit: Admit): void {
  app.decorateRequest('actor', undefined);
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    const route = routeOf(name, handlers[name] as Handler<OperationName>, { admit, relay: (it) => relayFor(app, it) });
    app.route(route);
    const { path, style }: Operation = OPERATIONS[name];
    if (style === 'graph') app.route(asBeta(route, path));
  }
}

/** Microsoft Graph's clients ask for much of this at /beta, for some of it only there. */
function asBeta(route: RouteOptions, path: string): RouteOptions {
  const { operationId: _, ...schema } = route.schema ?? {};
  return { ...route, url: betaPath(path), schema };
}

type Surroundings = { readonly admit: Admit; readonly relay: (request: FastifyRequest) => Relay | undefined };

function routeOf<N extends OperationName>(name: N, handler: Handler<N>, { admit, relay }: Surroundings): RouteOptions {
  const operation: Operation = OPERATIONS[name];
  return {
    method: operation.method,
    url: operation.path,
    schema: describeOperation(name, operation),
    config: { style: operation.style, scopes: operation.scopes, overSome: operation.overSome },
    onRequest: async (request) => {
      if (operation.access !== 'open') request.actor = await actorOf(request, operation.access, admit);
    },
    handler: async (request, reply) => {
      const { actor, params, query, body, id } = request;
      const http: HttpFacts = { ...httpFacts(request), relay: relay(request) };
      const result = await handler({ requestId: id, actor, params, query, body, http } as Call<N>);
      if (!result.ok) return sendProblem(reply, result.error);
      const etag = operation.style === 'graph' ? etagIn(result.value) : undefined;
      if (etag !== undefined) reply.header('etag', etag);
      if (operation.status === 204) return reply.code(204).send();
      return reply
        .code(operation.status ?? 200)
        .type(operation.media ?? 'application/json')
        .send(result.value);
    },
  };
}

function httpFacts(request: FastifyRequest): Omit<HttpFacts, 'relay'> {
  const { 'if-match': ifMatch, prefer, consistencylevel, 'keepsake-reason': reason } = request.headers;
  return {
    url: `${originOf(request)}${request.url}`,
    ifMatch,
    prefer: typeof prefer === 'string' ? prefer : undefined,
    consistencyLevel: typeof consistencylevel === 'string' ? consistencylevel : undefined,
    reason: typeof reason === 'string' ? reason : undefined,
  };
}

function etagIn(answer: unknown): string | undefined {
  if (answer === null || typeof answer !== 'object' || !('@odata.etag' in answer)) return undefined;
  return typeof answer['@odata.etag'] === 'string' ? answer['@odata.etag'] : undefined;
}

async function actorOf(request: FastifyRequest, access: Access, admit: Admit): Promise<Actor> {
  const actor = await admit(request, access);
  if (!actor.ok) throw new RefusedError(actor.error);
  return actor.value;
}
