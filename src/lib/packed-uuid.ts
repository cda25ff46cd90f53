// UUIDs as bytes among texts: 17 instead of 36, of which there are several for each device of a fleet. The first byte is one that
// UTF-8 never has, so that whoever reads the bytes knows which of the two it reads.

import { toHex } from './bytes.ts';

export const PACKED_LENGTH = 17;
const MARK = 0xff;

/** Whether the text is a UUID, in lower case, and now stands at `start`; what is written there otherwise means nothing. */
export function packUuid(text: string, bytes: Uint8Array, start: number): boolean {
  if (text.length !== 36) return false;
  bytes[start] = MARK;
  let at = 0;
  for (let byte = 1; byte < PACKED_LENGTH; byte += 1) {
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (text[at] !== '-') return false;
      at += 1;
    }
    const [high, low] = [digitOf(text.charCodeAt(at)), digitOf(text.charCodeAt(at + 1))];
    if (high < 0 || low < 0) return false;
    bytes[start + byte] = (high << 4) | low;
    at += 2;
  }
  return true;
}

/** `undefined`: the bytes are another text. */
export function unpackUuid(bytes: Uint8Array): string | undefined {
  if (bytes.length !== PACKED_LENGTH || bytes[0] !== MARK) return undefined;
  const digits = toHex(bytes.subarray(1));
  const [a, b, c, d] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
  return `${a}-${b}-${c}-${d}-${digits.slice(20)}`;
}

/** Of a hexadecimal digit in lower case; -1 of anything else. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
