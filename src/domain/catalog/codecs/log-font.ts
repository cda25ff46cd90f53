// LOGFONTW, the 92 bytes in which Windows keeps the font of captions, menus and icons: five numbers, eight bytes of style and
// a face name in 32 UTF-16 units. What lies behind the name's NUL is chance and does not travel.

import { fromHex, fromUtf16le, toHex, toUtf16le } from '../../../lib/bytes.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { REG_BINARY, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';
import { isTextList } from './text.ts';

/**
 * Travels as a list: the face, then height, width, escapement, orientation and weight in decimal digits, then the eight bytes
 * italic, underline, strike-out, character set, output and clip precision, quality and pitch in hexadecimal.
 */
export function logFont(): Codec {
  return {
    kind: 'logFont',
    shared: false,
    decode: (raw) => {
      if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
      if (raw.data.length !== SIZE) return fail(`it has ${raw.data.length} bytes instead of ${SIZE}`);
      const view = new DataView(raw.data.buffer, raw.data.byteOffset, SIZE);
      const numbers = Array.from(NUMBERS.keys(), (i) => String(view.getInt32(4 * i, true)));
      const [face = ''] = fromUtf16le(raw.data.subarray(FACE_AT)).split('\0', 1);
      return check([face, ...numbers, toHex(raw.data.subarray(STYLE_AT, FACE_AT))]);
    },
    encode: (value) => {
      const font = check(value);
      if (!font.ok) return font;
      const [face = '', ...rest] = font.value;
      const data = new Uint8Array(SIZE);
      const view = new DataView(data.buffer);
      for (const i of NUMBERS.keys()) view.setInt32(4 * i, Number(rest[i]), true);
      data.set(fromHex(rest[NUMBERS.length] ?? '') ?? [], STYLE_AT);
      data.set(toUtf16le(face), FACE_AT);
      return ok({ type: REG_BINARY, data });
    },
    describe: (value) => {
      const font = check(value);
      if (!font.ok) return JSON.stringify(value);
      const [face, height, , , , weight] = font.value;
      return `${face}, height ${height}, weight ${weight}`;
    },
  };
}

const NUMBERS = ['height', 'width', 'escapement', 'orientation', 'weight'] as const;
const STYLE_AT = 4 * NUMBERS.length;
const FACE_AT = STYLE_AT + 8;
const SIZE = FACE_AT + 64;

function check(value: SettingValue): Result<readonly string[], string> {
  if (!isTextList(value) || value.length !== NUMBERS.length + 2) return fail('the snapshot holds no font for it');
  const [face = '', ...rest] = value;
  // One unit is left for the NUL.
  if (!/^[^\p{Cc}\p{Cs}]{1,31}$/u.test(face) || face.length > 31)
    return fail('its face has no name that a font can have');
  const numbers = rest.slice(0, NUMBERS.length);
  if (!numbers.every((text) => /^(?:0|-?[1-9]\d{0,4})$/.test(text))) return fail('its font has sizes that no font has');
  return /^[\da-f]{16}$/.test(rest[NUMBERS.length] ?? '') ? ok(value) : fail('its font has no style');
}
