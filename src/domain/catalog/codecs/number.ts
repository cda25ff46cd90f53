// Numbers: REG_DWORD and REG_QWORD, and decimal digits in REG_SZ as Control Panel's older pages keep them. Either is free within a range
// or a choice among named numbers. Both directions refuse the same numbers, so whatever a capture takes, a restore can write.

import { fail, ok, type Result } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_DWORD, REG_QWORD, REG_SZ, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';
import { readText, writeText } from './text.ts';

/** What the numbers are called in the Settings app: `{ 0: 'dark', 1: 'light' }`. */
export type Words = Readonly<Record<number, string>>;

export type NumberRange = { readonly min?: number; readonly max?: number };

/** A 32-bit unsigned number. */
export function dword(words: Words = {}, range: NumberRange = {}): Codec {
  return numberCodec('dword', words, inRange(range.min ?? 0, range.max ?? DWORD_MAX), DWORD);
}

/** A 32-bit unsigned number that is one of the named ones. */
export function choice(words: Words): Codec {
  return numberCodec('choice', words, isNamed(words), DWORD);
}

/** A whole number written in decimal digits as text, such as "3" in `WheelScrollLines`. */
export function decimalText(words: Words = {}, range: NumberRange = {}): Codec {
  return numberCodec('decimalText', words, inRange(range.min ?? -DWORD_MAX, range.max ?? DWORD_MAX), DECIMAL);
}

/** A whole number in decimal digits that is one of the named ones. */
export function decimalChoice(words: Words): Codec {
  return numberCodec('decimalChoice', words, isNamed(words), DECIMAL);
}

/** A 64-bit unsigned number, as far as JSON holds it exactly. */
export function qword(words: Words = {}, range: NumberRange = {}): Codec {
  return numberCodec('qword', words, inRange(range.min ?? 0, range.max ?? Number.MAX_SAFE_INTEGER), QWORD);
}

/** Reads a number as a 4-byte REG_DWORD or as decimal text, whichever the hive holds. */
export function readDword(raw: RawValue): Result<number, string> {
  if (raw.type === REG_SZ) return readDecimal(raw);
  if (raw.type !== REG_DWORD) return fail(`it is ${valueTypeName(raw.type)}, not REG_DWORD`);
  if (raw.data.length !== 4) return fail(`its REG_DWORD has ${raw.data.length} bytes instead of 4`);
  return ok(new DataView(raw.data.buffer, raw.data.byteOffset, 4).getUint32(0, true));
}

export function readDecimal(raw: RawValue): Result<number, string> {
  if (raw.type === REG_DWORD) return readDword(raw);
  const text = readText(raw);
  if (!text.ok) return text;
  if (!/^-?(0|[1-9]\d{0,9})$/.test(text.value) || text.value === '-0') return fail('its text is not a whole number');
  return ok(Number(text.value));
}

export function writeDword(number: number): RawValue {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, number, true);
  return { type: REG_DWORD, data };
}

export function writeDecimal(number: number): RawValue {
  return { type: REG_SZ, data: writeText(String(number)) };
}

function readQword(raw: RawValue): Result<number, string> {
  if (raw.type === REG_DWORD) return readDword(raw);
  if (raw.type !== REG_QWORD) return fail(`it is ${valueTypeName(raw.type)}, not REG_QWORD`);
  if (raw.data.length !== 8) return fail(`its REG_QWORD has ${raw.data.length} bytes instead of 8`);
  const number = new DataView(raw.data.buffer, raw.data.byteOffset, 8).getBigUint64(0, true);
  return number <= BigInt(Number.MAX_SAFE_INTEGER) ? ok(Number(number)) : fail(`${number} is too large`);
}

function writeQword(number: number): RawValue {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt(number), true);
  return { type: REG_QWORD, data };
}

type Form = {
  readonly read: (raw: RawValue) => Result<number, string>;
  readonly write: (number: number) => RawValue;
};

const DWORD: Form = { read: readDword, write: writeDword };
const QWORD: Form = { read: readQword, write: writeQword };
const DECIMAL: Form = { read: readDecimal, write: writeDecimal };

type NumberCheck = (number: number) => Result<number, string>;

function numberCodec(kind: string, words: Words, check: NumberCheck, form: Form): Codec {
  return {
    kind,
    shared: false,
    decode: (raw) => {
      const number = form.read(raw);
      return number.ok ? check(number.value) : number;
    },
    encode: (value) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        return fail('the snapshot holds no whole number for it');
      }
      const number = check(value);
      return number.ok ? ok(form.write(number.value)) : number;
    },
    describe: (value) => inWords(value, words),
  };
}

function inRange(min: number, max: number): NumberCheck {
  return (number) => (number >= min && number <= max ? ok(number) : fail(`${number} is not between ${min} and ${max}`));
}

function isNamed(words: Words): NumberCheck {
  const named = new Set(Object.keys(words).map(Number));
  return (number) => (named.has(number) ? ok(number) : fail(`${number} is none of ${[...named].join(', ')}`));
}

function inWords(value: SettingValue, words: Words): string {
  return typeof value === 'number' ? (words[value] ?? String(value)) : JSON.stringify(value);
}

export const DWORD_MAX = 0xffff_ffff;
