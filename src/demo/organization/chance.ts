// The chance of a made organization, all from one seed: the same seed makes the same people, devices and habits.
// Fit for nothing but a demo; ids and keys come from the service's own source.

export type Chance = {
  /** From 0 to just below 1. */
  readonly fraction: () => number;
  /** Both ends included. */
  readonly integer: (least: number, most: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Some of them, in their order. */
  readonly some: <T>(items: readonly T[], probability: number) => readonly T[];
};

export function chanceFrom(seed: number): Chance {
  const fraction = mulberry32(seed);
  const integer = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  const happens = (probability: number): boolean => fraction() < probability;
  return {
    fraction,
    integer,
    happens,
    pick: <T>(items: readonly T[]) => {
      const picked = items[integer(0, items.length - 1)];
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
    some: (items, probability) => items.filter(() => happens(probability)),
  };
}

/** By Tommy Ettinger: one word of state. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
