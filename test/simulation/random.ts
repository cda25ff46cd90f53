// All chance of a simulation, from one seed. Whatever asks for chance by another name gets a stream of its own, so that one part
// which comes to ask once more does not change what happens to all the others.

import { sha256Bytes } from '../../src/lib/hash.ts';

export type Chance = {
  /** From 0 to just below 1. */
  readonly fraction: () => number;
  /** Both ends included. */
  readonly integer: (least: number, most: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Each as likely as its weight; `undefined` where nothing has any. */
  readonly weighted: <T extends { readonly weight: number }>(items: readonly T[]) => T | undefined;
  readonly bytes: (count: number) => Uint8Array;
};

export function chanceOf(seed: number, name: string): Chance {
  const next = smallFastCounter(`${seed} ${name}`);
  const fraction = () => next() / 2 ** 32;
  const integer = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    integer,
    happens: (probability) => fraction() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('there is nothing to pick from');
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    weighted: (items) => {
      let left = fraction() * items.reduce((sum, { weight }) => sum + weight, 0);
      return items.find(({ weight }) => (left -= weight) < 0);
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
  };
}

/** sfc32 by Chris Doty-Humphrey: small, fast, and good enough for everything but secrets. */
function smallFastCounter(seed: string): () => number {
  const state = new Uint32Array(sha256Bytes(new TextEncoder().encode(seed)).slice(0, 16).buffer);
  let [a = 0, b = 0, c = 0, counter = 0] = state;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}
