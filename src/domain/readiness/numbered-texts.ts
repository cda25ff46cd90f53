// Things that are the same are kept once, under the number of the text that names them.

export type Numbered<T> = {
  readonly numberOf: (text: string, make: () => T) => number;
  /** Of a number that was given out. */
  readonly at: (number: number) => T;
  readonly all: () => readonly T[];
};

export function numberedTexts<T>(): Numbered<T> {
  const [numbers, things] = [new Map<string, number>(), [] as T[]];
  return {
    numberOf: (text, make) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, things.length);
      return things.push(make()) - 1;
    },
    at: (number) => {
      const thing = things[number];
      if (thing === undefined && number >= things.length) throw new RangeError(`there is no ${number}`);
      return thing as T;
    },
    all: () => things,
  };
}
