// Which picture the desktop shows, as a word. The path itself never travels: a snapshot could name a program's picture, a
// share that takes note of who reads it, or simply a place that the target lacks. What is written is derived from the target:
// the restored copy inside of its own profile.

import { fail, ok } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_SZ } from '../../../regf/value-type.ts';
import { EXPLORER, user } from '../places.ts';
import type { Codec, ReadLocation } from '../setting.ts';
import { readText, writeText } from './text.ts';

/** `none`, `windows` (the picture that Windows comes with), `own` (any other). */
export function wallpaperPath(): Codec {
  return {
    kind: 'wallpaperPath',
    shared: false,
    decode: (raw) => {
      const path = readText(raw);
      if (!path.ok) return path;
      if (path.value === '') return ok('none');
      return ok(WINDOWS_PICTURE.test(path.value) ? 'windows' : 'own');
    },
    encode: (value, current, target) => {
      if (value === 'none') return ok(textValue(''));
      if (value === 'windows') return ok(textValue('C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg'));
      if (value !== 'own') return fail('the snapshot does not say which picture');
      const copy = target && restoredCopy(target);
      if (copy !== undefined) return ok(textValue(copy));
      return isOwn(current) ? ok(current) : fail('this profile does not say where its own folder is');
    },
    describe: (value) => (typeof value === 'string' && Object.hasOwn(WORDS, value) ? (WORDS[value] ?? '') : 'unknown'),
  };
}

/** Where Windows keeps the picture it shows, from the profile folder. */
export const RESTORED_PICTURE = 'AppData/Roaming/Microsoft/Windows/Themes/TranscodedWallpaper';

/** As the target's own Windows would write it; `undefined` where its roaming folder is unknown or not on a local disk. */
function restoredCopy(target: ReadLocation): string | undefined {
  const reading = target(user(`${EXPLORER}\\Shell Folders`, 'AppData'));
  const folder = reading.state === 'present' ? readText(reading.raw) : undefined;
  if (folder?.ok !== true || !LOCAL_FOLDER.test(folder.value) || folder.value.includes('..')) return undefined;
  return `${folder.value}\\${RESTORED_PICTURE.replace('AppData/Roaming/', '').replaceAll('/', '\\')}`;
}

function isOwn(current: RawValue | undefined): current is RawValue {
  const path = current && readText(current);
  return path?.ok === true && path.value !== '' && !WINDOWS_PICTURE.test(path.value);
}

function textValue(text: string): RawValue {
  return { type: REG_SZ, data: writeText(text) };
}

const WORDS: Readonly<Record<string, string>> = {
  none: 'no picture',
  windows: 'the one Windows comes with',
  own: 'an own one',
};
/** The default of light and of dark mode. */
const WINDOWS_PICTURE = /^([a-z]:\\windows|%systemroot%|%windir%)\\web\\wallpaper\\windows\\img(0|19)\.jpg$/i;
const LOCAL_FOLDER = /^[A-Za-z]:(\\[^\\/:*?"<>|\p{Cc}]+)+$/u;
