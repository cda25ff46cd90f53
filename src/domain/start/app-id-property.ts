// The application id that Windows writes into shortcuts and into the item lists of pins: property 5 of the format
// 9F4C2855-9F79-4B39-A8D0-E1D42DE1D5F3 in a serialized property storage (MS-PROPSTORE). Storages lie in several containers, so
// one is looked for by its first twenty bytes after the size, and everything in it is checked. Nothing else is read: targets,
// arguments and item lists hold paths and file ids of the old device.

import { fromUtf16le } from '../../lib/bytes.ts';
import { PIN_TEXT_MAX } from './pins.ts';

/** The first well-formed one in `bytes`; `undefined` where there is none. */
export function findAppId(bytes: Uint8Array): string | undefined {
  for (let at = bytes.indexOf(STORAGE[0] ?? 0, 4); at !== -1; at = bytes.indexOf(STORAGE[0] ?? 0, at + 1)) {
    const found = STORAGE.every((byte, i) => bytes[at + i] === byte) ? appIdInStorage(bytes, at - 4) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Size, version and format id, then values until one of size zero: size, id, a zero byte, type, text length, text. */
function appIdInStorage(bytes: Uint8Array, start: number): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(start + view.getUint32(start, true), bytes.length);
  for (let at = start + STORAGE_HEADER_BYTES; at + VALUE_HEADER_BYTES <= end; ) {
    const size = view.getUint32(at, true);
    if (size < VALUE_HEADER_BYTES || at + size > end) return undefined;
    if (view.getUint32(at + 4, true) === APP_ID && view.getUint16(at + 9, true) === UNICODE_TEXT) {
      const unitCount = view.getUint32(at + 13, true);
      if (unitCount > PIN_TEXT_MAX || VALUE_HEADER_BYTES + 2 * unitCount > size) return undefined;
      const text = fromUtf16le(bytes.subarray(at + VALUE_HEADER_BYTES, at + VALUE_HEADER_BYTES + 2 * unitCount));
      return plain(text.replace(/\0+$/, ''));
    }
    at += size;
  }
  return undefined;
}

function plain(text: string): string | undefined {
  return text === '' || /[\p{Cc}\p{Cs}]/u.test(text) ? undefined : text;
}

/** `1SPS` and the format id. */
const STORAGE = [
  0x31, 0x53, 0x50, 0x53, 0x55, 0x28, 0x4c, 0x9f, 0x79, 0x9f, 0x39, 0x4b, 0xa8, 0xd0, 0xe1, 0xd4, 0x2d, 0xe1, 0xd5,
  0xf3,
];
const STORAGE_HEADER_BYTES = 24;
const VALUE_HEADER_BYTES = 17;
const APP_ID = 5;
const UNICODE_TEXT = 0x1f;
