// Paths of files that every Windows brings along: sounds below `%SystemRoot%\media`, pointers below `%SystemRoot%\cursors`.
// Nothing else is let through in either direction, so that a snapshot can name neither a program nor a share, and a sound that
// lies in the person's own folders is reported instead of restored as a broken path.

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
  const plain = new RegExp(`^%SystemRoot%${inside}`);
  const stranger = fail(`its file is not one that Windows brings along in %SystemRoot%\\${folder}`);

  const check = (value: SettingValue): Result<string, string> => {
    if (typeof value !== 'string') return fail('the snapshot holds no path for it');
    return value === '' || (plain.test(value) && value.length <= PATH_UNITS_MAX) ? ok(value) : stranger;
  };
  return {
    kind: 'inboxFile',
    shared: false,
    decode: (raw) => {
      const path = readText(raw);
      if (!path.ok || path.value === '') return path;
      const name = found.exec(path.value)?.[1];
      return name === undefined ? stranger : check(`%SystemRoot%\\${folder}\\${name}`);
    },
    encode: (value) => {
      const checked = check(value);
      return checked.ok ? ok({ type: REG_EXPAND_SZ, data: writeText(checked.value) }) : checked;
    },
    describe: (value) => (value === '' ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)),
  };
}

const PATH_UNITS_MAX = 260;
