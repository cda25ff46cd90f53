// The pins of the taskbar, as far as their names go: `Taskband\Favorites` is a list of item lists, each behind a zero byte and
// its size, ended by 0xFF. They are reported and never written: an item list means files of one volume of one device.

import { fromUtf16le } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { findAppId } from './app-id-property.ts';
import { type Pin, PINS_MAX, pinOfAppId } from './pins.ts';

export type TaskbarPins = {
  readonly pins: readonly Pin[];
  /** Pins whose item list names neither an application nor a shortcut. */
  readonly unnamedCount: number;
};

export function readTaskbarPins(bytes: Uint8Array): Result<TaskbarPins, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pins: Pin[] = [];
  let unnamedCount = 0;
  for (let at = 0; bytes[at] !== 0xff; ) {
    if (bytes[at] !== 0 || at + 5 > bytes.length) return fail('it is no list of pins');
    const size = view.getUint32(at + 1, true);
    const item = bytes.subarray(at + 5, at + 5 + size);
    if (item.length < size || size < 2) return fail('one of its pins is cut off');
    const pin = pinIn(item);
    if (pin === undefined) unnamedCount += 1;
    else pins.push(pin);
    if (pins.length + unnamedCount > PINS_MAX) return fail(`it has more than ${PINS_MAX} pins`);
    at += 5 + size;
  }
  return ok({ pins, unnamedCount });
}

export const TASKBAR_FOLDER = 'AppData/Roaming/Microsoft/Internet Explorer/Quick Launch/User Pinned/TaskBar';

/** A shortcut in the folder where Windows keeps those of the taskbar. */
export function taskbarLink(fileName: string): Pin {
  const folder = TASKBAR_FOLDER.replace('AppData/Roaming', '%APPDATA%').replaceAll('/', '\\');
  return { kind: 'desktopLink', path: `${folder}\\${fileName}` };
}

function pinIn(item: Uint8Array): Pin | undefined {
  const appId = findAppId(item);
  if (appId !== undefined) return pinOfAppId(appId);
  const fileName = shortcutNameIn(item);
  return fileName === undefined ? undefined : taskbarLink(fileName);
}

/**
 * A file's shell item ends with an extension block: size, version, the signature 0xBEEF0004, times and ids whose number
 * depends on the version, then the long name in UTF-16 with a NUL.
 */
function shortcutNameIn(item: Uint8Array): string | undefined {
  for (let at = item.lastIndexOf(SIGNATURE[0] ?? 0); at >= 4; at = item.lastIndexOf(SIGNATURE[0] ?? 0, at - 1)) {
    if (!SIGNATURE.every((byte, i) => item[at + i] === byte)) continue;
    const version = (item[at - 2] ?? 0) | ((item[at - 1] ?? 0) << 8);
    const [name = ''] = fromUtf16le(item.subarray(at - 4 + nameOffset(version))).split('\0', 1);
    if (SHORTCUT_NAME.test(name)) return name;
  }
  return undefined;
}

/** Windows XP has version 3, Windows 7 has 7, Windows 8 has 8, Windows 10 has 9. */
function nameOffset(version: number): number {
  if (version >= 9) return 46;
  if (version === 8) return 42;
  return version === 7 ? 38 : 20;
}

const SIGNATURE = [0x04, 0x00, 0xef, 0xbe];
const SHORTCUT_NAME = /^[^\p{Cc}\p{Cs}\\/:*?"<>|]{1,200}\.lnk$/iu;
