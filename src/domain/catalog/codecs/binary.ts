// Bytes that Keepsake carries without reading them.

import { fromBase64, toBase64 } from '../../../lib/bytes.ts';
import { fail, ok } from '../../../lib/result.ts';
import { REG_BINARY, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';

export type BinaryOptions = {
  readonly minBytes?: number;
  readonly maxBytes: number;
  /** The bytes every such value begins with. */
  readonly magic?: Uint8Array;
};

/** REG_BINARY, or a whole file, taken and written as it is. */
export function binary(options: BinaryOptions): Codec {
  const complaint = (bytes: Uint8Array): string | undefined => {
    if (bytes.length > options.maxBytes) return `it has ${bytes.length} bytes, more than ${options.maxBytes}`;
    if (bytes.length < (options.minBytes ?? 0)) return `it has ${bytes.length} bytes, fewer than ${options.minBytes}`;
    if (options.magic?.some((byte, i) => bytes[i] !== byte) === true) return 'it does not begin as such a value does';
    return undefined;
  };
  return {
    kind: 'binary',
    shared: false,
    decode: (raw) => {
      if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
      const why = complaint(raw.data);
      return why === undefined ? ok({ base64: toBase64(raw.data) }) : fail(why);
    },
    encode: (value) => {
      const bytes = bytesOf(value);
      if (bytes === undefined) return fail('the snapshot holds no bytes for it');
      const why = complaint(bytes);
      return why === undefined ? ok({ type: REG_BINARY, data: bytes }) : fail(why);
    },
    describe: (value) => {
      const bytes = bytesOf(value);
      return bytes === undefined ? JSON.stringify(value) : `${bytes.length} bytes`;
    },
  };
}

/** A REG_BINARY of which only "all zero" is a choice: anything else counts as on, and `shipped` is written for it. */
export function zeroIsOff(shipped: Uint8Array, words: { readonly on: string; readonly off: string }): Codec {
  return {
    kind: 'zeroIsOff',
    shared: false,
    decode: (raw) => {
      if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
      if (raw.data.length !== shipped.length)
        return fail(`it has ${raw.data.length} bytes instead of ${shipped.length}`);
      return ok(raw.data.some((byte) => byte !== 0));
    },
    encode: (value) =>
      typeof value === 'boolean'
        ? ok({ type: REG_BINARY, data: value ? shipped.slice() : new Uint8Array(shipped.length) })
        : fail('the snapshot holds neither on nor off for it'),
    describe: (value) => (typeof value === 'boolean' ? (value ? words.on : words.off) : JSON.stringify(value)),
  };
}

function bytesOf(value: SettingValue): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return undefined;
  return typeof value.base64 === 'string' ? fromBase64(value.base64) : undefined;
}
