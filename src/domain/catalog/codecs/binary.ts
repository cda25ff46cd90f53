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

function bytesOf(value: SettingValue): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return undefined;
  return typeof value.base64 === 'string' ? fromBase64(value.base64) : undefined;
}
