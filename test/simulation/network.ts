// The network of a simulation, and the time that programs wait: a bag of requests and answers that are under way. Each move
// takes one out, any one, so that what was sent first may come last; and it may drop it, leave a copy in the bag, or let
// somebody who waits give up. What is dropped is not always gone: a request may come long after its sender gave up.

import type { TSchema } from 'typebox';
import { fail, ok, type Result } from '../../src/lib/result.ts';
import type { DecisionBody } from '../../src/protocol/operations/restore.ts';
import { isRetryable } from '../../src/protocol/problem.ts';
import { type AgentProblem, fromService } from '../../src/agent/agent-problem.ts';
import type { ClientDoor } from '../../src/agent/upload/service-client.ts';
import type { Failure } from '../../src/agent/upload/send-request.ts';
import type { Chance } from './random.ts';
import type { Running } from './running.ts';
import { type Asked, checkerOf, type Served } from './service.ts';

export type Network = {
  /** How a program reaches the service and lets time pass. `by` is what its requests show. */
  readonly door: (self: Running, by: Asked['by']) => ClientDoor;
  /** One request, for programs that are no clients of a device. */
  readonly ask: (self: Running, asked: Asked) => Promise<Result<unknown, Failure>>;
  /** Whether nothing is under way and nobody waits. */
  readonly isQuiet: () => boolean;
  /** Makes one thing happen, and says who goes on because of it. */
  readonly move: () => Promise<Running | undefined>;
};

/** Likelihoods for a thing that is moved. */
export type NetworkFaults = {
  readonly drop: number;
  readonly repeat: number;
  readonly giveUp: number;
};

export const HEALED: NetworkFaults = { drop: 0, repeat: 0, giveUp: 0 };

export type NetworkOptions = {
  readonly chance: Chance;
  readonly faults: () => NetworkFaults;
  readonly handle: (asked: Asked) => Promise<Served>;
  readonly note: (line: string) => void;
  /** Milliseconds go by. */
  readonly pass: (milliseconds: number) => void;
};

type Exchange = {
  readonly number: number;
  readonly self: Running;
  readonly asked: Asked;
  isOpen: boolean;
  readonly answer: (result: Result<unknown, Failure>) => void;
};

type Parcel = { readonly exchange: Exchange; readonly result?: Result<unknown, Failure> };
type Sleeper = { readonly self: Running; readonly milliseconds: number; readonly wake: (nothing: undefined) => void };

export function makeNetwork({ chance, faults, handle, note, pass }: NetworkOptions): Network {
  const parcels: Parcel[] = [];
  let waiting: Exchange[] = [];
  let sleepers: Sleeper[] = [];
  let sent = 0;

  const ask = (self: Running, asked: Asked): Promise<Result<unknown, Failure>> =>
    self.wait((answer) => {
      sent += 1;
      const exchange: Exchange = { number: sent, self, asked: copyOf(asked), isOpen: true, answer };
      waiting.push(exchange);
      parcels.push({ exchange });
      note(`  #${sent} ${self.name} sends ${asked.operation}`);
    });
  const close = (exchange: Exchange, result: Result<unknown, Failure>): Running | undefined => {
    if (!exchange.isOpen) return undefined;
    exchange.isOpen = false;
    waiting = waiting.filter((it) => it !== exchange);
    exchange.answer(result);
    return exchange.self;
  };
  const deliver = async ({ exchange, result }: Parcel): Promise<Running | undefined> => {
    const { number, self, asked } = exchange;
    pass(chance.integer(1, 2000));
    if (result !== undefined) {
      note(`  #${number} ${self.name} gets the answer${exchange.isOpen ? '' : ' and waits no more'}`);
      return close(exchange, result);
    }
    const { outcome } = await handle(asked);
    note(`  #${number} ${asked.operation} of ${self.name}: ${outcomeWords(outcome)}`);
    if (outcome !== 'crashed') parcels.push({ exchange, result: asFailure(outcome) });
    return undefined;
  };
  const giveUp = (exchange: Exchange): Running | undefined => {
    pass(GIVE_UP_MILLISECONDS);
    note(`  #${exchange.number} ${exchange.self.name} waits no more`);
    return close(exchange, fail({ problem: NO_ANSWER, passing: true }));
  };
  const wake = (sleeper: Sleeper): Running => {
    sleepers = sleepers.filter((it) => it !== sleeper);
    pass(sleeper.milliseconds);
    sleeper.wake(undefined);
    return sleeper.self;
  };
  /** What the dead wait for is not waited for; what they sent is under way all the same. */
  const forgetTheDead = (): void => {
    waiting = waiting.filter(({ self }) => self.state() !== 'dead');
    sleepers = sleepers.filter(({ self }) => self.state() !== 'dead');
  };

  return {
    ask,
    door: (self, by) => ({
      send: async (_url, schema, request) => checkedAnswer(schema, await ask(self, { ...request, by })),
      pause: (milliseconds) =>
        self.wait((wakeUp: (nothing: undefined) => void) => void sleepers.push({ self, milliseconds, wake: wakeUp })),
    }),
    isQuiet: () => {
      forgetTheDead();
      return parcels.length === 0 && waiting.length === 0 && sleepers.length === 0;
    },
    move: async () => {
      forgetTheDead();
      const { drop, repeat, giveUp: impatience } = faults();
      const inFlight = new Set(parcels.map(({ exchange }) => exchange));
      const lost = waiting.find((exchange) => !inFlight.has(exchange));
      if (lost !== undefined) return giveUp(lost);
      if (waiting.length > 0 && chance.happens(impatience)) return giveUp(chance.pick(waiting));
      if (parcels.length === 0 || (sleepers.length > 0 && chance.happens(0.3))) {
        return sleepers.length === 0 ? undefined : wake(chance.pick(sleepers));
      }
      const at = chance.integer(0, parcels.length - 1);
      const parcel = parcels[at] as Parcel;
      const isRepeated = chance.happens(repeat);
      if (!isRepeated) parcels.splice(at, 1);
      if (!isRepeated && chance.happens(drop)) {
        note(`  #${parcel.exchange.number} ${parcel.result === undefined ? 'is' : 'has its answer'} lost`);
        return undefined;
      }
      return deliver(parcel);
    },
  };
}

/** What is sent does not change with what its sender does later. */
function copyOf({ body, ...rest }: Asked): Asked {
  return body === undefined ? rest : { ...rest, body: JSON.parse(JSON.stringify(body)) as object };
}

function asFailure(outcome: Exclude<Served['outcome'], 'crashed'>): Result<unknown, Failure> {
  if (outcome.ok) return outcome;
  const { code, detail } = outcome.error;
  return fail({ problem: fromService({ code, detail }), passing: isRetryable(code) });
}

function checkedAnswer(schema: TSchema, answer: Result<unknown, Failure>): Result<never, Failure> {
  if (!answer.ok) return answer;
  if (!checkerOf(schema).Check(answer.value))
    throw new Error('the client expects another answer than the service gives');
  return ok(answer.value as never);
}

function outcomeWords(outcome: Served['outcome']): string {
  if (outcome === 'crashed') return 'the service crashes';
  if (!outcome.ok) return outcome.error.code;
  return `done ${toldBy(outcome.value)}`.trimEnd();
}

/** What of an answer helps whoever reads the history. */
function toldBy(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  if ('decision' in answer) return verdictWords(answer.decision as DecisionBody);
  if ('outcome' in answer) return String(answer.outcome);
  return 'state' in answer ? String(answer.state) : '';
}

function verdictWords({ verdict, findings }: DecisionBody): string {
  const inTheWay = findings.filter(({ holds, isLifted }) => holds !== 'yes' && !isLifted);
  return [verdict, ...inTheWay.map(({ code, ruleId }) => code ?? ruleId)].join(' ');
}

const NO_ANSWER: AgentProblem = {
  code: 'service-unreachable',
  detail: 'The service does not answer.',
  fix: 'Wait.',
};
/** REQUEST_TIMEOUT_MILLISECONDS is the client's own; a lost connection shows sooner. */
const GIVE_UP_MILLISECONDS = 30_000;
