// A program that runs on a device, or at an administrator's desk: something with `await` in it that is always either busy, or
// waiting for the simulated world, or over. One is busy at a time, so what happens has one order.

import { setImmediate as turn } from 'node:timers/promises';

export type Running = {
  readonly name: string;
  readonly state: () => 'busy' | 'waiting' | 'ended' | 'dead';
  /** What it ended with, if it threw: a programmer's error. */
  readonly error: () => unknown;
  /** It asks the world for something: it goes on when `answer` is called, and never if it died. */
  readonly wait: <T>(ask: (answer: (value: T) => void) => void) => Promise<T>;
  /** It is not heard of again. */
  readonly kill: () => void;
};

export function startRunning(name: string, work: (self: Running) => Promise<unknown>): Running {
  let state: ReturnType<Running['state']> = 'busy';
  let error: unknown;
  const running: Running = {
    name,
    state: () => state,
    error: () => error,
    wait: (ask) => {
      if (state === 'dead') return NEVER;
      state = 'waiting';
      return new Promise((resolve) => {
        ask((value) => {
          if (state === 'dead') return;
          state = 'busy';
          resolve(value);
        });
      });
    },
    kill: () => void (state = state === 'ended' ? 'ended' : 'dead'),
  };
  const end = (): void => void (state = state === 'dead' ? 'dead' : 'ended');
  work(running).then(end, (thrown: unknown) => {
    if (state !== 'dead') error = thrown;
    end();
  });
  return running;
}

/** Until it waits for the world or is over; also what it still does after its death, which nothing hears of. */
export async function settle({ name, state }: Running): Promise<void> {
  await turn();
  for (let turns = 0; state() === 'busy'; turns += 1) {
    if (turns > TURNS_MAX) throw new Error(`${name} is busy without end: does it wait for something real?`);
    await turn();
  }
}

const TURNS_MAX = 100_000;
const NEVER = new Promise<never>(() => {});
