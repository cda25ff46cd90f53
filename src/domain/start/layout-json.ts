// The pinned list of Windows 11: what `Export-StartLayout` writes, `LayoutModification.json` holds and `Start\Config` keeps
// as bytes. Foreign data: anything may stand there. Members that this program does not know are left alone.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type Pin, PIN_TEXT_MAX, PINS_MAX } from './pins.ts';

/** The pins in their order, or why `bytes` are no pinned list. UTF-8 or UTF-16LE, with or without a byte order mark. */
export function readPinnedList(bytes: Uint8Array): Result<readonly Pin[], string> {
  const value = parse(decoded(bytes));
  if (!isObject(value) || !Array.isArray(value['pinnedList'])) return fail('it holds no pinnedList');
  const entries: readonly unknown[] = value['pinnedList'];
  if (entries.length > PINS_MAX) return fail(`it has more than ${PINS_MAX} pins`);
  const pins: Pin[] = [];
  for (const [i, entry] of entries.entries()) {
    const pin = isObject(entry) ? pinOf(entry) : undefined;
    if (pin === undefined) return fail(`its pin ${i + 1} is of no known kind`);
    pins.push(pin);
  }
  return ok(pins);
}

function pinOf(entry: Fields): Pin | undefined {
  const text = (name: string): string | undefined => textOf(entry[name]);
  const packagedAppId = text('packagedAppId');
  if (packagedAppId !== undefined) return { kind: 'packagedApp', appId: packagedAppId };
  const desktopAppId = text('desktopAppId');
  if (desktopAppId !== undefined) return { kind: 'desktopApp', appId: desktopAppId };
  const desktopAppLink = text('desktopAppLink');
  if (desktopAppLink !== undefined) return { kind: 'desktopLink', path: desktopAppLink };
  const tile = entry['secondaryTile'];
  const tileId = isObject(tile) ? textOf(tile['tileId']) : undefined;
  if (!isObject(tile) || tileId === undefined) return undefined;
  const [appId, displayName] = [textOf(tile['packagedAppId']), textOf(tile['displayName'])];
  return {
    kind: 'secondaryTile',
    tileId,
    ...(appId === undefined ? {} : { appId }),
    ...(displayName === undefined ? {} : { displayName }),
  };
}

type Fields = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= PIN_TEXT_MAX ? value : undefined;
}

function decoded(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] !== 0 && bytes[1] === 0);
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes).replace(/\0+$/, '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
