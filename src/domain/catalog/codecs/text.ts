// Text: REG_SZ, REG_EXPAND_SZ and REG_MULTI_SZ. Windows' own hives end strings with one NUL, with several or with none.

import { fromUtf16le, toUtf16le } from '../../../lib/bytes.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_EXPAND_SZ, REG_MULTI_SZ, REG_SZ, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';

/** Plain text. `words` name fixed values; `pattern` is what the text has to look like. */
export function text(options: TextOptions = {}): Codec {
  return textCodec('text', REG_SZ, options);
}

/** Plain text that is one of the named ones, in their spelling. */
export function textChoice(words: TextWords): Codec {
  return textCodec('textChoice', REG_SZ, { words }, (value) => Object.hasOwn(words, value));
}

/** Text in which Windows expands `%SystemRoot%` and the like. */
export function expandText(options: TextOptions = {}): Codec {
  return textCodec('expandText', REG_EXPAND_SZ, options);
}

export type TextWords = Readonly<Record<string, string>>;

export type TextOptions = { readonly words?: TextWords; readonly pattern?: RegExp };

/** A list of texts. Windows ends each with a NUL and the list with another, so none can be empty. */
export function multiText(): Codec {
  return {
    kind: 'multiText',
    shared: false,
    decode: (raw) => {
      if (raw.type === REG_SZ) {
        const single = readText(raw);
        return single.ok ? ok(single.value === '' ? [] : [single.value]) : single;
      }
      if (raw.type !== REG_MULTI_SZ) return fail(`it is ${valueTypeName(raw.type)}, not REG_MULTI_SZ`);
      return checkList(fromUtf16le(raw.data).split('\0').filter(Boolean));
    },
    encode: (value) => {
      if (!isTextList(value)) return fail('the snapshot holds no list of texts for it');
      const list = checkList(value);
      return list.ok ? ok({ type: REG_MULTI_SZ, data: writeText(value.map((item) => `${item}\0`).join('')) }) : list;
    },
    describe: (value) => (isTextList(value) ? value.join(', ') : JSON.stringify(value)),
  };
}

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

function textCodec(kind: string, type: number, options: TextOptions, fits = matches(options.pattern)): Codec {
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
      return checked.ok ? ok({ type, data: writeText(checked.value) }) : checked;
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

function checkList(value: readonly string[]): Result<readonly string[], string> {
  const all = value.join('');
  return all.length > TEXT_UNITS_MAX ? tooLong(all) : ok(value);
}

function tooLong(value: string): Result<never, string> {
  return fail(`its text has ${value.length} characters, more than ${TEXT_UNITS_MAX}`);
}

/** True for what a REG_MULTI_SZ can hold. */
export function isTextList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '' && !item.includes('\0'));
}

/** No catalogued text is near this; whoever writes more is not writing a setting. */
const TEXT_UNITS_MAX = 8192;
