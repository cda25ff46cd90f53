// The picture of the lock screen, as a running Windows gives and takes it: the bytes of a person's own picture, or the path of
// one that Windows comes with. Only bytes travel; a picture of Windows is a word, because every Windows has it.

import { ok } from '../../../lib/result.ts';
import { REG_EXPAND_SZ, REG_SZ } from '../../../regf/value-type.ts';
import type { Codec } from '../setting.ts';
import { picture } from './picture.ts';
import { readText, writeText } from './text.ts';

/** `windows`, or the bytes of a JPEG, PNG or BMP file of at most `maxBytes`. */
export function lockScreenPicture(limits: { readonly maxBytes: number }): Codec {
  const own = picture(limits);
  return {
    kind: 'lockScreenPicture',
    shared: false,
    decode: (raw) => {
      const path = raw.type === REG_SZ || raw.type === REG_EXPAND_SZ ? readText(raw) : undefined;
      return path?.ok === true && isPictureOfWindows(path.value) ? ok('windows') : own.decode(raw);
    },
    encode: (value, current) => {
      if (value !== 'windows') return own.encode(value, current);
      const path = current && readText(current);
      if (current !== undefined && path?.ok === true && isPictureOfWindows(path.value)) return ok(current);
      return ok({ type: REG_EXPAND_SZ, data: writeText(FIRST_PICTURE) });
    },
    describe: (value) => (value === 'windows' ? 'the one Windows comes with' : own.describe(value)),
  };
}

/** Below `%SystemRoot%\Web`, where only Windows itself writes; the path as it stands in a raw value. */
export function isPictureOfWindows(path: string): boolean {
  return PICTURE_OF_WINDOWS.test(path) && !path.includes('..');
}

/** What an untouched Windows 8 to 11 shows. */
const FIRST_PICTURE = '%SystemRoot%\\Web\\Screen\\img100.jpg';
const PICTURE_OF_WINDOWS = /^%SystemRoot%\\Web(\\[^\\/:*?"<>|%\p{Cc}]{1,64}){1,5}\.(jpe?g|png|bmp)$/iu;
