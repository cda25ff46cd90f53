// Settings that own only a part of a registry value: one bit of a byte, one bit of a number, one word of a list.
// Writing one changes that part of what the target holds and keeps the rest, which belongs to other settings.

import { fail, ok, type Result } from '../../../lib/result.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import { REG_BINARY, REG_SZ, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec, SettingValue } from '../setting.ts';
import { DWORD_MAX, readDecimal, readDword, writeDecimal, writeDword } from './number.ts';
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
  return base === undefined ? fail('the target has no such value to change a bit in') : ok(base);
}
