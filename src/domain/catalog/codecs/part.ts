// Settings that own only a part of a registry value: a byte or one bit of it, one bit of a number, one word or pair of a list.
// Writing one changes that part of what the target holds and keeps the rest, which belongs to other settings.

import { fail, ok, type Result } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_BINARY, REG_SZ, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';
import { DWORD_MAX, readDecimal, readDword, type Words, writeDecimal, writeDword } from './number.ts';
import { readText, writeText } from './text.ts';

export type OnOffWords = { readonly on?: string; readonly off?: string };

export type BitOptions = OnOffWords & {
  /** From the start of the value. */
  readonly byte: number;
  /** One bit: 0x01, 0x02 … 0x80. */
  readonly mask: number;
  /** The shortest value that can hold the bit. */
  readonly minBytes: number;
  /** What Windows has where the value is absent; left out where there is nothing safe to start from. */
  readonly base?: Uint8Array;
  /** The bit is set when the setting is off, as in "don't show …". */
  readonly inverted?: true;
};

/** One bit of a REG_BINARY. */
export function bit(options: BitOptions): Codec {
  const check = (raw: RawValue): Result<Uint8Array, string> => {
    if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
    if (raw.data.length < options.minBytes)
      return fail(`it has ${raw.data.length} bytes, fewer than ${options.minBytes}`);
    return ok(raw.data);
  };
  return partCodec('bit', options, {
    read: (raw) => {
      const bytes = check(raw);
      return bytes.ok
        ? ok((((bytes.value[options.byte] ?? 0) & options.mask) !== 0) !== (options.inverted === true))
        : bytes;
    },
    write: (on, current) => {
      const base = current === undefined ? startFrom(options.base) : check(current);
      if (!base.ok) return base;
      const data = base.value.slice();
      const old = data[options.byte] ?? 0;
      data[options.byte] = on !== (options.inverted === true) ? old | options.mask : old & ~options.mask;
      return ok({ type: REG_BINARY, data });
    },
  });
}

export type FlagOptions = OnOffWords & {
  /** One bit: 0x1, 0x2 … 0x80000000. */
  readonly mask: number;
  /** What Windows has where the value is absent. */
  readonly base: number;
};

/** One bit of a REG_DWORD. */
export function dwordFlag(options: FlagOptions): Codec {
  return flagCodec('dwordFlag', options, readDword, writeDword);
}

/** One bit of a number written in decimal digits, as under `Control Panel\Accessibility`. */
export function decimalFlag(options: FlagOptions): Codec {
  return flagCodec('decimalFlag', options, readDecimal, writeDecimal);
}

export type WordOptions = OnOffWords & { readonly word: string };

/** One word of a comma-separated list; the others keep their order. */
export function listedWord(options: WordOptions): Codec {
  const isOurs = (word: string): boolean => word.trim().toLowerCase() === options.word.toLowerCase();
  return partCodec('listedWord', options, {
    read: (raw) => {
      const words = readText(raw);
      return words.ok ? ok(words.value.split(',').some(isOurs)) : words;
    },
    write: (on, current) => {
      const words = current === undefined ? ok('') : readText(current);
      if (!words.ok) return words;
      const list = words.value.split(',');
      if (!on) return ok({ type: REG_SZ, data: writeText(list.filter((word) => !isOurs(word)).join(',')) });
      if (list.some(isOurs)) return ok({ type: REG_SZ, data: writeText(words.value) });
      const before = words.value.trim() === '' ? '' : `${words.value},`;
      return ok({ type: REG_SZ, data: writeText(before + options.word) });
    },
  });
}

export type PairOptions = OnOffWords & {
  readonly name: string;
  /** What Windows does where the pair is missing; writing that removes it. */
  readonly byDefault: boolean;
};

/** One `Name=0;` or `Name=1;` of a list of such pairs; the others stay as they are. */
export function listedPair(options: PairOptions): Codec {
  const isOurs = (pair: string): boolean => pair.split('=')[0]?.trim().toLowerCase() === options.name.toLowerCase();
  return partCodec('listedPair', options, {
    read: (raw) => {
      const pairs = readText(raw);
      if (!pairs.ok) return pairs;
      const ours = pairs.value.split(';').find(isOurs);
      const value = ours === undefined ? (options.byDefault ? '1' : '0') : ours.slice(ours.indexOf('=') + 1).trim();
      return value === '0' || value === '1' ? ok(value === '1') : fail(`its ${options.name} is neither 0 nor 1`);
    },
    write: (on, current) => {
      const pairs = current === undefined ? ok('') : readText(current);
      if (!pairs.ok) return pairs;
      const others = pairs.value.split(';').filter((pair) => pair.trim() !== '' && !isOurs(pair));
      const all = on === options.byDefault ? others : [...others, `${options.name}=${on ? 1 : 0}`];
      return ok({ type: REG_SZ, data: writeText(all.map((pair) => `${pair};`).join('')) });
    },
  });
}

export type ByteOptions = {
  /** From the start of the value. */
  readonly byte: number;
  readonly minBytes: number;
  readonly words: Words;
};

/** One byte of a REG_BINARY that is one of the named numbers; there is nothing to write where the value is absent. */
export function byteChoice({ byte, minBytes, words }: ByteOptions): Codec {
  const named = (number: number): Result<number, string> =>
    Object.hasOwn(words, number) ? ok(number) : fail(`${number} is none of ${Object.keys(words).join(', ')}`);
  const bytesOf = (raw: RawValue): Result<Uint8Array, string> => {
    if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
    return raw.data.length < minBytes ? fail(`it has ${raw.data.length} bytes, fewer than ${minBytes}`) : ok(raw.data);
  };
  return {
    kind: 'byteChoice',
    shared: true,
    decode: (raw) => {
      const bytes = bytesOf(raw);
      return bytes.ok ? named(bytes.value[byte] ?? 0) : bytes;
    },
    encode: (value, current) => {
      if (typeof value !== 'number' || !Number.isInteger(value))
        return fail('the snapshot holds no whole number for it');
      const number = named(value);
      if (!number.ok) return number;
      const bytes = current === undefined ? startFrom(undefined) : bytesOf(current);
      if (!bytes.ok) return bytes;
      const data = bytes.value.slice();
      data[byte] = number.value;
      return ok({ type: REG_BINARY, data });
    },
    describe: (value) => (typeof value === 'number' ? (words[value] ?? String(value)) : JSON.stringify(value)),
  };
}

type ReadNumber = (raw: RawValue) => Result<number, string>;

function flagCodec(kind: string, options: FlagOptions, read: ReadNumber, write: (number: number) => RawValue): Codec {
  const readFlags: ReadNumber = (raw) => {
    const number = read(raw);
    if (!number.ok || (number.value >= 0 && number.value <= DWORD_MAX)) return number;
    return fail(`${number.value} is not a number of 32 bits`);
  };
  return partCodec(kind, options, {
    read: (raw) => {
      const flags = readFlags(raw);
      return flags.ok ? ok((flags.value & options.mask) !== 0) : flags;
    },
    write: (on, current) => {
      const flags = current === undefined ? ok(options.base) : readFlags(current);
      if (!flags.ok) return flags;
      return ok(write((on ? flags.value | options.mask : flags.value & ~options.mask) >>> 0));
    },
  });
}

type Part = {
  readonly read: (raw: RawValue) => Result<boolean, string>;
  readonly write: (on: boolean, current: RawValue | undefined) => Result<RawValue, string>;
};

function partCodec(kind: string, words: OnOffWords, part: Part): Codec {
  return {
    kind,
    shared: true,
    decode: part.read,
    encode: (value, current) =>
      typeof value === 'boolean' ? part.write(value, current) : fail('the snapshot holds neither on nor off for it'),
    describe: (value: SettingValue) =>
      typeof value === 'boolean' ? (value ? (words.on ?? 'on') : (words.off ?? 'off')) : JSON.stringify(value),
  };
}

function startFrom(base: Uint8Array | undefined): Result<Uint8Array, string> {
  return base === undefined ? fail('the target has no such value to change a part of') : ok(base);
}
