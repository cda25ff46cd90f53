// Texts by number and numbers by text, for millions of them: the bytes stand one after the other, and a text costs what it is
// long and a dozen bytes, where a Map of strings would take a hundred.

import { growingBuffer } from './growing-buffer.ts';
import { intList } from './int-list.ts';
import { PACKED_LENGTH, packUuid, unpackUuid } from './packed-uuid.ts';

export type TextTable = {
  readonly size: number;
  /** The number of the text: the next one, from 0, where it is new. */
  readonly numberOf: (text: string) => number;
  /** `undefined`: it is not in the table. */
  readonly find: (text: string) => number | undefined;
  readonly textOf: (number: number) => string;
  /** From now on texts are only read, and what looks them up is given back. */
  readonly close: () => void;
};

export function textTable(): TextTable {
  const [buffer, ends] = [growingBuffer(), intList()];
  const bytes = new Uint8Array(buffer);
  let used = 0;
  /** 1 + the number, 0 where there is none; never more than half full. */
  let slots = new Int32Array(4096);
  let isClosed = false;

  const endOf = (number: number): number => ends.at(number) ?? 0;
  const startOf = (number: number): number => (number === 0 ? 0 : endOf(number - 1));
  const isAt = (number: number, length: number): boolean => {
    const start = startOf(number);
    if (endOf(number) - start !== length) return false;
    for (let at = 0; at < length; at += 1) if (bytes[start + at] !== bytes[used + at]) return false;
    return true;
  };
  /** The text is written behind the others, where it stays if it is new. */
  const write = (text: string): number => {
    if (isClosed) throw new Error('nothing is looked up in a closed table');
    const needed = used + 3 * text.length;
    while (needed > bytes.length) buffer.resize(2 * bytes.length);
    if (packUuid(text, bytes, used)) return PACKED_LENGTH;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) return ENCODER.encodeInto(text, bytes.subarray(used)).written;
      bytes[used + at] = code;
    }
    return text.length;
  };
  const slotOf = (length: number): number => {
    let slot = hashOf(bytes, used, length) & (slots.length - 1);
    for (;;) {
      const entry = slots[slot] ?? 0;
      if (entry === 0 || isAt(entry - 1, length)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  const grow = (): void => {
    slots = new Int32Array(2 * slots.length);
    for (let number = 0; number < ends.length; number += 1) {
      const start = startOf(number);
      let slot = hashOf(bytes, start, endOf(number) - start) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  };
  return {
    get size() {
      return ends.length;
    },
    numberOf: (text) => {
      const length = write(text);
      const slot = slotOf(length);
      const entry = slots[slot] ?? 0;
      if (entry !== 0) return entry - 1;
      used += length;
      ends.push(used);
      slots[slot] = ends.length;
      if (2 * ends.length > slots.length) grow();
      return ends.length - 1;
    },
    find: (text) => {
      const entry = slots[slotOf(write(text))] ?? 0;
      return entry === 0 ? undefined : entry - 1;
    },
    textOf: (number) => {
      const text = bytes.subarray(startOf(number), endOf(number));
      return unpackUuid(text) ?? DECODER.decode(text);
    },
    close: () => {
      [isClosed, slots] = [true, new Int32Array(0)];
    },
  };
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** FNV-1a, with its high bits brought down. */
function hashOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
