// Texts by number and numbers by text, for millions of them: the bytes stand one after the other, and a text costs what it is
// long and a dozen bytes, where a Map of strings would take a hundred.

export type TextTable = {
  readonly size: number;
  /** The number of the text: the next one, from 0, where it is new. */
  readonly numberOf: (text: string) => number;
  /** `undefined`: it is not in the table. */
  readonly find: (text: string) => number | undefined;
  readonly textOf: (number: number) => string;
};

export function textTable(): TextTable {
  let [bytes, used] = [new Uint8Array(64 * 1024), 0];
  let [ends, size] = [new Uint32Array(1024), 0];
  /** 1 + the number, 0 where there is none; never more than half full. */
  let slots = new Int32Array(4096);

  const startOf = (number: number): number => (number === 0 ? 0 : (ends[number - 1] ?? 0));
  const isAt = (number: number, length: number): boolean => {
    const start = startOf(number);
    if ((ends[number] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at += 1) if (bytes[start + at] !== bytes[used + at]) return false;
    return true;
  };
  /** The text is written behind the others, where it stays if it is new. */
  const write = (text: string): number => {
    const needed = used + 3 * text.length;
    if (needed > bytes.length) bytes = enlarged(bytes, needed);
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
    for (let number = 0; number < size; number += 1) {
      const start = startOf(number);
      let slot = hashOf(bytes, start, (ends[number] ?? 0) - start) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  };
  return {
    get size() {
      return size;
    },
    numberOf: (text) => {
      const length = write(text);
      const slot = slotOf(length);
      const entry = slots[slot] ?? 0;
      if (entry !== 0) return entry - 1;
      used += length;
      if (size === ends.length) {
        const more = new Uint32Array(2 * size);
        more.set(ends);
        ends = more;
      }
      ends[size] = used;
      size += 1;
      slots[slot] = size;
      if (2 * size > slots.length) grow();
      return size - 1;
    },
    find: (text) => {
      const entry = slots[slotOf(write(text))] ?? 0;
      return entry === 0 ? undefined : entry - 1;
    },
    textOf: (number) => DECODER.decode(bytes.subarray(startOf(number), ends[number])),
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

function enlarged(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, Math.ceil(1.5 * bytes.length)));
  larger.set(bytes);
  return larger;
}
