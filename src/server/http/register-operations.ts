// Registers exactly the operations of the protocol, each with its schemas and its handler. Here and only here a request
// becomes an actor's call: every operation that is not open is authenticated and authorized before its body is read.

import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Result } from '../../lib/result.ts';
import { OPERATIONS, type OperationName } from '../../protocol/api.ts';
import type { Access, Operation } from '../../protocol/operation.ts';
import type { Actor } from '../identity/actor.ts';
import type { ShownBy } from '../identity/authenticate.ts';
import type { Refusal } from '../identity/refusal.ts';
import type { Call, Handler, Handlers } from './handlers.ts';
import { describeOperation } from './openapi.ts';
import { RefusedError, sendProblem } from './problem-response.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the time a handler runs, unless its operation is open. */
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    style?: Operation['style'];
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
    path: request.url,
    authorization,
    proof: typeof dpop === 'string' ? dpop : undefined,
    tenantId: typeof tenantId === 'string' ? tenantId : undefined,
  };
}

export function registerOperations(app: FastifyInstance, handlers: Handlers, admit: Admit): void {
  app.decorateRequest('actor', undefined);
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    app.route(routeOf(name, handlers[name] as Handler<OperationName>, admit));
  }
}

function routeOf<N extends OperationName>(name: N, handler: Handler<N>, admit: Admit): RouteOptions {
  const operation: Operation = OPERATIONS[name];
  return {
    method: operation.method,
    url: operation.path,
    schema: describeOperation(name, operation),
    config: { style: operation.style },
    onRequest: async (request) => {
      if (operation.access !== 'open') request.actor = await actorOf(request, operation.access, admit);
    },
    handler: async (request, reply) => {
      const { actor, params, query, body, id } = request;
      const result = await handler({ requestId: id, actor, params, query, body } as Call<N>);
      if (!result.ok) return sendProblem(reply, result.error);
      if (operation.status === 204) return reply.code(204).send();
      return reply
        .code(operation.status ?? 200)
        .type(operation.media ?? 'application/json')
        .send(result.value);
    },
  };
}

async function actorOf(request: FastifyRequest, access: Access, admit: Admit): Promise<Actor> {
  const actor = await admit(request, access);
  if (!actor.ok) throw new RefusedError(actor.error);
  return actor.value;
}
