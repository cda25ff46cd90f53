// `Control Panel\Desktop : UserPreferencesMask`: eight bytes in which Windows keeps some forty switches, a bit each. A setting
// owns its one bit; the undocumented ones stay as the target has them, since they change between releases.

import { bit } from './codecs/part.ts';
import { normally, setting } from './entry.ts';
import { DESKTOP, user } from './places.ts';
import type { Setting } from './setting.ts';

/** A switch of the mask by its number; bit 0 is the lowest of the first byte. Its default is the one Windows ships with. */
export function preference(id: string, name: string, bitNumber: number): Setting {
  const byte = bitNumber >>> 3;
  const mask = 1 << (bitNumber & 7);
  const codec = bit({ byte, mask, minBytes: SHIPPED.length, base: SHIPPED });
  return setting(id, name, user(DESKTOP, 'UserPreferencesMask'), codec, normally(((SHIPPED[byte] ?? 0) & mask) !== 0));
}

/** The mask of an untouched profile, the same on Windows 8.1, 10 and 11. */
const SHIPPED = Uint8Array.of(0x9e, 0x1e, 0x07, 0x80, 0x12, 0, 0, 0);
