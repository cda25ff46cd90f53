// A list of GUIDs packed into one REG_BINARY, 16 bytes each in memory order, as Start keeps the folders beside its power button.

import { fromHex, toHex } from '../../../lib/bytes.ts';
import { fail, ok } from '../../../lib/result.ts';
import { REG_BINARY, valueTypeName } from '../../../regf/value-type.ts';
import type { Codec } from '../setting.ts';
import { isTextList } from './text.ts';

/** Names by GUID, written as registry names write them: `{B97D20BB-F46A-4C97-BA10-5E3608430854}`. Others are refused. */
export type GuidNames = Readonly<Record<string, string>>;

/** Travels as a list of GUIDs in their registry spelling; each may occur once. */
export function guidList(names: GuidNames): Codec {
  const complaint = (guids: readonly string[]): string | undefined => {
    const stranger = guids.find((guid) => !Object.hasOwn(names, guid));
    if (stranger !== undefined) return `${stranger} is not a known one`;
    return new Set(guids).size === guids.length ? undefined : 'it names one twice';
  };
  const nameOf = (guid: string): string => (Object.hasOwn(names, guid) ? (names[guid] ?? guid) : guid);
  return {
    kind: 'guidList',
    shared: false,
    decode: (raw) => {
      if (raw.type !== REG_BINARY) return fail(`it is ${valueTypeName(raw.type)}, not REG_BINARY`);
      if (raw.data.length % 16 !== 0) return fail(`it has ${raw.data.length} bytes, which is no list of GUIDs`);
      const count = raw.data.length / 16;
      if (count > Object.keys(names).length) return fail(`it names ${count}, more than there are`);
      const guids = Array.from({ length: count }, (_, i) => guidText(raw.data.subarray(16 * i, 16 * i + 16)));
      const why = complaint(guids);
      return why === undefined ? ok(guids) : fail(why);
    },
    encode: (value) => {
      if (!isTextList(value)) return fail('the snapshot holds no list of GUIDs for it');
      const why = complaint(value);
      if (why !== undefined) return fail(why);
      const data = new Uint8Array(16 * value.length);
      for (const [i, guid] of value.entries()) data.set(guidBytes(guid), 16 * i);
      return ok({ type: REG_BINARY, data });
    },
    describe: (value) => {
      if (!isTextList(value)) return JSON.stringify(value);
      return value.length === 0 ? 'none' : value.map(nameOf).join(', ');
    },
  };
}

/** The first three of the five groups are little-endian numbers, the last two plain bytes. */
const MEMORY_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

function guidText(bytes: Uint8Array): string {
  const hex = toHex(Uint8Array.from(MEMORY_ORDER, (i) => bytes[i] ?? 0)).toUpperCase();
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}

function guidBytes(guid: string): Uint8Array {
  const bytes = fromHex(guid.replaceAll(/[{}-]/g, '')) ?? new Uint8Array(16);
  return Uint8Array.from(MEMORY_ORDER, (i) => bytes[i] ?? 0);
}
