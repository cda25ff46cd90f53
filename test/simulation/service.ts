// The service of a simulation: its real handlers on a real database, called in process. What HTTP does on the way is done here in
// few words: a request and its answer are copied as JSON and checked against the schemas of their operation, and a device is
// known by its credential, which is looked up in the database each time.
//
// Deliberately absent: HTTP itself, signed tokens, proofs of possession, and whether an administrator holds the permission.

import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { fail, type Result } from '../../src/lib/result.ts';
import { OPERATIONS, type OperationName } from '../../src/protocol/api.ts';
import type { Operation } from '../../src/protocol/operation.ts';
import type { Problem } from '../../src/protocol/problem.ts';
import { ManifestSchema } from '../../src/protocol/snapshot-format.ts';
import { type Context, newId } from '../../src/server/context.ts';
import type { Call, Handler, Handlers, HttpFacts } from '../../src/server/http/handlers.ts';
import type { Actor, UserActor } from '../../src/server/identity/actor.ts';
import { actorOfCredential } from '../../src/server/identity/credential-actor.ts';
import type { DeviceIdentity } from './world.ts';
import { type CommitLoss, Crashed, type Fuse, fragileDatabase, makeFuse } from './crash.ts';

export type Asked = {
  readonly operation: OperationName;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: object | undefined;
  readonly body?: object | undefined;
  /** A device, or an administrator who has signed in. */
  readonly by: DeviceIdentity | UserActor;
  readonly ifMatch?: string | undefined;
};

export type Served = {
  readonly asked: Asked;
  readonly requestId: string;
  /** `undefined` where nobody was recognized. */
  readonly actor: Actor | undefined;
  readonly outcome: Result<unknown, Problem> | 'crashed';
};

export type Operated = { readonly tenantId: string; readonly outcome: Result<unknown, Problem> | 'crashed' };

export type SimulatedService = {
  readonly handle: (asked: Asked) => Promise<Served>;
  /** A command of whoever runs the service, on its database. */
  readonly operate: (
    tenantId: string,
    command: (context: Context) => Promise<Result<unknown, Problem>>,
  ) => Promise<Operated>;
  /** The same as handling, with nothing going wrong: to look at what is there. */
  readonly look: <N extends OperationName>(name: N, call: Call<N>) => ReturnType<Handler<N>>;
  /** Its next request ends with it, after so many things done to the database. */
  readonly crashAfter: (things: number) => void;
  /** Of the next transaction, the answer to the commit is lost. */
  readonly loseNextCommit: () => void;
};

export type MakeHandlers = (context: Context) => Partial<Handlers>;

export function startService(context: Context, makeHandlers: MakeHandlers): SimulatedService {
  const loss: CommitLoss = { isNext: false };
  const fuse: Fuse = makeFuse();
  const fragile: Context = { ...context, database: fragileDatabase(context.database, fuse, loss) };
  let handlers = makeHandlers(fragile);
  const untroubled = makeHandlers(context);
  const serve = async (asked: Asked, requestId: string): Promise<Omit<Served, 'asked' | 'requestId'>> => {
    const operation: Operation = OPERATIONS[asked.operation];
    const actor = await actorOf(fragile, asked);
    if (!actor.ok) return { actor: undefined, outcome: fail(actor.error) };
    const parts = { ...readParts(operation, asked), http: { ...NO_HTTP, ifMatch: asked.ifMatch } };
    const call = { requestId, actor: actor.value, ...parts } as Call<OperationName>;
    const outcome = await callOf(handlers, asked.operation, call);
    return {
      actor: actor.value,
      outcome: outcome.ok ? { ok: true, value: copied(operation, outcome.value) } : outcome,
    };
  };
  const orCrash = async <T>(work: () => Promise<T>): Promise<T | 'crashed'> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
      // It starts again, and has forgotten everything but the database.
      handlers = makeHandlers(fragile);
      return 'crashed';
    } finally {
      fuse.put();
      loss.isNext = false;
    }
  };
  return {
    crashAfter: fuse.light,
    loseNextCommit: () => void (loss.isNext = true),
    look: (name, call) => callOf(untroubled, name, call),
    operate: async (tenantId, command) => ({ tenantId, outcome: await orCrash(() => command(fragile)) }),
    handle: async (asked) => {
      const requestId = newId(context);
      const served = await orCrash(() => serve(asked, requestId));
      const ended = served === 'crashed' ? { actor: undefined, outcome: served } : served;
      return { asked, requestId, ...ended };
    },
  };
}

function callOf<N extends OperationName>(handlers: Partial<Handlers>, name: N, call: Call<N>): ReturnType<Handler<N>> {
  const handler = handlers[name];
  if (handler === undefined) throw new Error(`${name} has no handler in the simulation`);
  return handler(call);
}

async function actorOf(context: Context, { by, operation }: Asked): Promise<Result<Actor, Problem>> {
  if ('kind' in by) return { ok: true, value: by };
  const actor = await actorOfCredential(context, by.token, by.keyThumbprint);
  const { access }: Operation = OPERATIONS[operation];
  if (actor.ok && access !== 'device' && access !== 'user') throw new Error(`a device asks for ${operation}`);
  return actor;
}

function readParts(operation: Operation, { params, query, body }: Asked) {
  return {
    params: checked(operation.params, params ?? {}, 'params'),
    query: checked(operation.query, query ?? {}, 'query'),
    body: checked(operation.body, body, 'body'),
  };
}

function copied(operation: Operation, answer: unknown): unknown {
  if (answer instanceof Uint8Array || operation.status === 204) return answer;
  return checked(operation.answer, answer, 'answer');
}

/** As JSON carries it. Who asks and who answers are both ours, so that anything else than promised is a bug of one of them. */
function checked(schema: TSchema | undefined, value: unknown, part: string): unknown {
  if (schema === undefined) return undefined;
  const carried: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  const given = part === 'query' ? Value.Default(schema, carried) : carried;
  const checker = checkerOf(schema);
  if (checker.Check(given)) return given;
  const why = checker.Errors(given)[0];
  throw new Error(`${part} is not as the protocol has it: ${why?.instancePath ?? ''} ${why?.message ?? ''}`);
}

const checkers = new WeakMap<TSchema, ReturnType<typeof Compile>>();

/** Compiled once; shared with the clients. */
export function checkerOf(schema: TSchema): ReturnType<typeof Compile> {
  const checker = checkers.get(schema) ?? Compile(withoutManifest(schema));
  checkers.set(schema, checker);
  return checker;
}

/** The manifest is judged by the handlers, as it is behind HTTP. */
function withoutManifest(schema: TSchema): TSchema {
  const properties = 'properties' in schema ? (schema.properties as Record<string, TSchema>) : {};
  if (properties['manifest'] !== ManifestSchema) return schema;
  return Type.Object({ ...properties, manifest: Type.Unknown() }, { additionalProperties: false });
}

/** What a request has of HTTP where there is none. */
export const NO_HTTP: HttpFacts = {
  url: 'https://service.example/',
  ifMatch: undefined,
  prefer: undefined,
  consistencyLevel: undefined,
  reason: undefined,
  relay: undefined,
};
