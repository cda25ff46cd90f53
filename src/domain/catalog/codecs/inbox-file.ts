// Paths of files that every Windows brings along: sounds below `%SystemRoot%\media`, pointers below `%SystemRoot%\cursors`.
// Nothing else is ever written, so that a snapshot can name neither a program nor a share. A file of the person's own is noted as
// such, without its path: a restore then says that it did not travel, instead of writing a broken path.

import { fail, ok, type Result } from '../../../lib/result.ts';
import { REG_EXPAND_SZ } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';
import { readText, writeText } from './text.ts';

export type InboxFolder = 'media' | 'cursors';

/** Travels as `%SystemRoot%\media\chord.wav`, also where the hive holds the path with its drive; empty is none. */
export function inboxFile(folder: InboxFolder): Codec {
  const kind = folder === 'media' ? 'wav' : '(?:cur|ani)';
  const inside = String.raw`\\${folder}\\((?:[\w -]+\\)?[\w(),&' -]+(?:\.[\w -]+)*\.${kind})$`;
  const found = new RegExp(String.raw`^(?:%SystemRoot%|%windir%|[A-Z]:\\Windows)${inside}`, 'i');
  const plain = new RegExp(`^%SystemRoot%${inside}`, 'i');
  const stranger = fail(`its file is not one that Windows brings along in %SystemRoot%\\${folder}`);
  const own = fail('it is a file of the person on the old device, which does not travel');

  const check = (value: SettingValue): Result<string, string> => {
    if (typeof value !== 'string') return fail('the snapshot holds no path for it');
    if (value === OWN_FILE) return own;
    return value === '' || (plain.test(value) && value.length <= PATH_UNITS_MAX) ? ok(value) : stranger;
  };
  return {
    kind: 'inboxFile',
    shared: false,
    decode: (raw) => {
      const path = readText(raw);
      if (!path.ok || path.value === '') return path;
      const name = found.exec(path.value)?.[1];
      const carried = `%SystemRoot%\\${folder}\\${name}`;
      return ok(name !== undefined && carried.length <= PATH_UNITS_MAX ? carried : OWN_FILE);
    },
    encode: (value) => {
      const checked = check(value);
      return checked.ok ? ok({ type: REG_EXPAND_SZ, data: writeText(checked.value) }) : checked;
    },
    describe: (value) => (value === '' ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)),
  };
}

/** What a capture notes of a file that Windows did not bring along. */
export const OWN_FILE = 'own file';

const PATH_UNITS_MAX = 260;
