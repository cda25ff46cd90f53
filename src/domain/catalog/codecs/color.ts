// Colours: a REG_DWORD of four bytes whose order differs from place to place.

import type { Codec } from '../setting.ts';
import { dword } from './number.ts';

/** From the highest byte down. A COLORREF is `ABGR` without alpha. */
export type ColorOrder = 'ARGB' | 'ABGR';

/** Travels as the number; described as `#RRGGBB`, since alpha is never a person's choice here. */
export function color(order: ColorOrder): Codec {
  const { decode, encode } = dword();
  return {
    kind: 'color',
    shared: false,
    decode,
    encode,
    describe: (value) => (typeof value === 'number' ? `#${hexColor(value, order)}` : JSON.stringify(value)),
  };
}

function hexColor(value: number, order: ColorOrder): string {
  const [high, middle, low] = [(value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
  const channels = order === 'ARGB' ? [high, middle, low] : [low, middle, high];
  return channels.map((channel) => channel.toString(16).padStart(2, '0').toUpperCase()).join('');
}
