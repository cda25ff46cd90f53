// Registers exactly the operations of the protocol, each with its schemas and its handler. Here and only here a request
// becomes an actor's call: every operation that is not open is authenticated before its body is read.

import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Result } from '../../lib/result.ts';
import { type Operation, OPERATIONS, type OperationName } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Actor } from '../identity/actor.ts';
import type { Call, Handler, Handlers } from './handlers.ts';
import { describeOperation } from './openapi.ts';
import { RefusedError, sendProblem } from './problem-response.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the time a handler runs, unless its operation is open. */
    actor: Actor | undefined;
  }
}

export type Authenticate = (header: string | undefined) => Promise<Result<Actor, Problem>>;

export function registerOperations(app: FastifyInstance, handlers: Handlers, authenticate: Authenticate): void {
  app.decorateRequest('actor', undefined);
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    app.route(routeOf(name, handlers[name] as Handler<OperationName>, authenticate));
  }
}

function routeOf<N extends OperationName>(name: N, handler: Handler<N>, authenticate: Authenticate): RouteOptions {
  const operation: Operation = OPERATIONS[name];
  return {
    method: operation.method,
    url: operation.path,
    schema: describeOperation(name, operation),
    onRequest: async (request) => {
      if (operation.open !== true) request.actor = await actorOf(request, authenticate);
    },
    handler: async (request, reply) => {
      const { actor, params, query, body, id } = request;
      const result = await handler({ requestId: id, actor, params, query, body } as Call<N>);
      return result.ok ? reply.send(result.value) : sendProblem(reply, result.error);
    },
  };
}

async function actorOf(request: FastifyRequest, authenticate: Authenticate): Promise<Actor> {
  const actor = await authenticate(request.headers.authorization);
  if (!actor.ok) throw new RefusedError(actor.error);
  return actor.value;
}
