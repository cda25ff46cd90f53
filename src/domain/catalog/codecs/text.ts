// Text: written as REG_SZ, read from REG_EXPAND_SZ as well. Windows' own hives end strings with one NUL, with several or with
// none. No setting is kept as REG_MULTI_SZ or needs Windows to expand variables, so neither is ever written.

import { fromUtf16le, toUtf16le } from '../../../lib/bytes.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_EXPAND_SZ, REG_SZ, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';

/** Plain text. `words` name fixed values; `pattern` is what the text has to look like. */
export function text(options: TextOptions = {}): Codec {
  return textCodec('text', options);
}

/** Plain text that is one of the named ones, in their spelling. */
export function textChoice(words: TextWords): Codec {
  return textCodec('textChoice', { words }, (value) => Object.hasOwn(words, value));
}

export type TextWords = Readonly<Record<string, string>>;

export type TextOptions = { readonly words?: TextWords; readonly pattern?: RegExp };

/** The text of a REG_SZ or REG_EXPAND_SZ up to its first NUL. */
export function readText(raw: RawValue): Result<string, string> {
  if (raw.type !== REG_SZ && raw.type !== REG_EXPAND_SZ) return fail(`it is ${valueTypeName(raw.type)}, not text`);
  const whole = fromUtf16le(raw.data);
  const end = whole.indexOf('\0');
  const value = end === -1 ? whole : whole.slice(0, end);
  return value.length > TEXT_UNITS_MAX ? tooLong(value) : ok(value);
}

/** UTF-16LE with the one NUL that ends it. */
export function writeText(value: string): Uint8Array {
  return toUtf16le(`${value}\0`);
}

function textCodec(kind: string, options: TextOptions, fits = matches(options.pattern)): Codec {
  const check = (value: SettingValue): Result<string, string> => {
    if (typeof value !== 'string') return fail('the snapshot holds no text for it');
    if (value.includes('\0')) return fail('its text holds a NUL');
    if (value.length > TEXT_UNITS_MAX) return tooLong(value);
    return fits(value) ? ok(value) : fail('its text has not the form it needs');
  };
  return {
    kind,
    shared: false,
    decode: (raw) => {
      const found = readText(raw);
      return found.ok ? check(found.value) : found;
    },
    encode: (value) => {
      const checked = check(value);
      return checked.ok ? ok({ type: REG_SZ, data: writeText(checked.value) }) : checked;
    },
    describe: (value) => (typeof value === 'string' ? inWords(value, options.words) : JSON.stringify(value)),
  };
}

function matches(pattern: RegExp | undefined): (value: string) => boolean {
  return (value) => pattern === undefined || pattern.test(value);
}

/** The text comes from a snapshot: only the words' own names count, never `constructor`. */
function inWords(value: string, words: TextWords = {}): string {
  return Object.hasOwn(words, value) ? (words[value] ?? value) : `"${value}"`;
}

function tooLong(value: string): Result<never, string> {
  return fail(`its text has ${value.length} characters, more than ${TEXT_UNITS_MAX}`);
}

/** A list of texts, none of them empty and none with a NUL. */
export function isTextList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '' && !item.includes('\0'));
}

/** No catalogued text is near this; whoever writes more is not writing a setting. */
const TEXT_UNITS_MAX = 8192;
