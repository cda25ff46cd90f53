// The types between the operations of the protocol and the use cases: what a handler of an operation is given, and what
// it must answer. They follow from OPERATIONS alone.

import type { Static, TSchema } from 'typebox';
import type { Result } from '../../lib/result.ts';
import type { OPERATIONS, OperationName } from '../../protocol/api.ts';
import type { Operation } from '../../protocol/operation.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Relay } from './relay.ts';
import type { ApplicationActor, DeviceActor, UserActor } from '../identity/actor.ts';

/** One function for each operation; together they are the service. */
export type Handlers = { readonly [N in OperationName]: Handler<N> };

export type Handler<N extends OperationName> = (call: Call<N>) => Promise<Result<Answer<N>, Problem>>;

/** A request that was authenticated and checked against its schemas. */
export type Call<N extends OperationName> = {
  readonly requestId: string;
  readonly actor: ActorFor<(typeof OPERATIONS)[N]['access']>;
  readonly params: Part<N, 'params'>;
  readonly query: Part<N, 'query'>;
  readonly body: Part<N, 'body'>;
  readonly http: HttpFacts;
};

/** What of HTTP an operation of Microsoft Graph's may turn on. */
export type HttpFacts = {
  /** The address of the request as the client wrote it, query included: what `@odata.nextLink` goes on from. */
  readonly url: string;
  /** Of the headers `If-Match`, `Prefer` and `ConsistencyLevel`, as they came. */
  readonly ifMatch: string | undefined;
  readonly prefer: string | undefined;
  readonly consistencyLevel: string | undefined;
  /** Of the header `Keepsake-Reason`: why somebody looks into what is another's, where a client knows no member for it. */
  readonly reason: string | undefined;
  /** Sends another request as whoever sent this one. `undefined` where this one was sent so. */
  readonly relay: Relay | undefined;
};

/** Who can have got as far as a handler, by the access its operation asks for. */
export type ActorFor<A extends Operation['access']> = A extends 'open'
  ? undefined
  : A extends 'device'
    ? DeviceActor
    : A extends 'user'
      ? DeviceActor | UserActor
      : UserActor | ApplicationActor;

export type Answer<N extends OperationName> = DeepReadonly<Static<(typeof OPERATIONS)[N]['answer']>>;

type Part<N extends OperationName, P extends string> =
  (typeof OPERATIONS)[N] extends Record<P, infer S extends TSchema> ? DeepReadonly<Static<S>> : undefined;

type DeepReadonly<T> = T extends Uint8Array
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
