// What happened, line by line. Two histories are the same exactly when their hashes are.

import { sha256 } from '../../src/lib/hash.ts';

export type Trace = {
  readonly note: (line: string) => void;
  readonly hash: () => string;
  readonly last: (count: number) => readonly string[];
};

/** `also` sees each line as it comes. */
export function makeTrace(also: (line: string) => void = () => {}): Trace {
  const lines: string[] = [];
  return {
    note: (line) => {
      lines.push(line);
      also(line);
    },
    hash: () => sha256(lines.join('\n')),
    last: (count) => lines.slice(-count),
  };
}
