// A list of 32-bit integers that grows: four bytes for each, where an array of JavaScript's would take eight and more.

import { growingBuffer } from './growing-buffer.ts';

export type IntList = {
  readonly length: number;
  readonly push: (value: number) => void;
  /** `undefined` beyond the end. */
  readonly at: (index: number) => number | undefined;
  /** Of an index that is there. */
  readonly set: (index: number, value: number) => void;
  /** What was pushed so far, without a copy. */
  readonly values: () => Int32Array;
};

export function intList(): IntList {
  const buffer = growingBuffer();
  const held = new Int32Array(buffer);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push: (value) => {
      if (length === held.length) buffer.resize(2 * buffer.byteLength);
      held[length] = value;
      length += 1;
    },
    at: (index) => (index < length ? held[index] : undefined),
    set: (index, value) => {
      if (index < 0 || index >= length) throw new RangeError(`there is no index ${index}`);
      held[index] = value;
    },
    values: () => held.subarray(0, length),
  };
}
