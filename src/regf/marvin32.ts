// Marvin32, the keyed checksum in new-format log entries (US patent 20130262421 describes it; SymCrypt publishes it).
// Not a secure hash: its seed is public here.

export type Marvin32 = { readonly low: number; readonly high: number };

/** The seed Windows uses for hive logs: the number 0x82EF4D887A4E55C5. */
const SEED_LOW = 0x7a4e55c5;
const SEED_HIGH = 0x82ef4d88;

/** Two unsigned 32-bit halves, in the order they are stored. */
export function marvin32(bytes: Uint8Array): Marvin32 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let low = SEED_LOW | 0;
  let high = SEED_HIGH | 0;
  const mix = (word: number): void => {
    low = (low + word) | 0;
    high ^= low;
    low = (rotate(low, 20) + high) | 0;
    high = rotate(high, 9) ^ low;
    low = (rotate(low, 27) + high) | 0;
    high = rotate(high, 19);
  };
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) mix(view.getUint32(at, true));
  let last = 0x80;
  for (let at = bytes.length - 1; at >= whole; at -= 1) last = (last << 8) | (bytes[at] ?? 0);
  mix(last);
  mix(0);
  return { low: low >>> 0, high: high >>> 0 };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
