// A whole picture file, taken and written as it is after a look at its header: Windows draws it at every sign-in, so what is
// no picture does not come near it.

import { fromBase64, toBase64 } from '../../../lib/bytes.ts';
import { readPictureHeader } from '../../../lib/picture-header.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { REG_BINARY } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';

/** A JPEG, PNG or BMP file of at most `maxBytes`. */
export function picture({ maxBytes }: { readonly maxBytes: number }): Codec {
  const check = (bytes: Uint8Array): Result<string, string> => {
    if (bytes.length > maxBytes) return fail(`it has ${bytes.length} bytes, more than ${maxBytes}`);
    const header = readPictureHeader(bytes);
    if (!header.ok) return header;
    const { format, width, height } = header.value;
    return ok(`${format} picture, ${width} × ${height}, ${Math.ceil(bytes.length / 1000)} KB`);
  };
  return {
    kind: 'picture',
    shared: false,
    decode: (raw) => {
      if (raw.type !== REG_BINARY) return fail('it is no file');
      const checked = check(raw.data);
      return checked.ok ? ok({ base64: toBase64(raw.data) }) : checked;
    },
    encode: (value) => {
      const bytes = bytesOf(value);
      if (bytes === undefined) return fail('the picture itself is not at hand');
      const checked = check(bytes);
      return checked.ok ? ok({ type: REG_BINARY, data: bytes }) : checked;
    },
    describe: (value) => {
      const bytes = bytesOf(value);
      const checked = bytes && check(bytes);
      return checked?.ok === true ? checked.value : 'a picture';
    },
  };
}

function bytesOf(value: SettingValue): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return undefined;
  return typeof value.base64 === 'string' ? fromBase64(value.base64) : undefined;
}
