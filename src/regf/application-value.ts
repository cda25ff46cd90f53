// Values of packaged apps' settings.dat: a hive like any other whose values have types of their own, and whose data
// ends with the FILETIME of the last change.
//
// Types 0x5F5E101 to 0x5F5E113 are decoded; lists of them (0x5F5E114 and up) and anything malformed come back as the
// bytes they are, so that nothing is lost. Numbering and the layout of composites as the UWPSettingsEditor project
// describes them; integers, doubles, booleans, strings and dates were checked against a real settings.dat.

import { fromUtf16le } from '../lib/bytes.ts';
import type { RawValue } from './raw-value.ts';

export type ApplicationValue = {
  readonly content: ApplicationContent;
  /** FILETIME. */
  readonly changed: bigint;
};

export type ApplicationContent =
  | { readonly kind: NumberKind; readonly value: number }
  /** `dateTime` is a FILETIME, `timeSpan` counts 100 ns. */
  | { readonly kind: 'int64' | 'uint64' | 'dateTime' | 'timeSpan'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'char16' | 'string' | 'guid'; readonly value: string }
  /** Single-precision coordinates: x, y; width, height; x, y, width, height. */
  | { readonly kind: 'point' | 'size' | 'rectangle'; readonly value: readonly number[] }
  | { readonly kind: 'composite'; readonly value: ReadonlyMap<string, ApplicationContent> }
  | { readonly kind: 'bytes'; readonly type: number; readonly value: Uint8Array };

type NumberKind = 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'single' | 'double';

const FIRST_TYPE = 0x5f5e101;
const LAST_TYPE = 0x5f5e125;
const FILETIME_BYTES = 8;

export function isApplicationType(type: number): boolean {
  return type >= FIRST_TYPE && type <= LAST_TYPE;
}

/** `undefined` for other types and for data too short to end with a time. */
export function decodeApplicationValue(value: RawValue): ApplicationValue | undefined {
  const { data } = value;
  if (!isApplicationType(value.type) || data.length < FILETIME_BYTES) return undefined;
  const end = data.length - FILETIME_BYTES;
  const changed = viewOf(data).getBigUint64(end, true);
  return { content: decodeContent(value.type, data.subarray(0, end)), changed };
}

type Decoder = {
  /** Undefined where the length varies. */
  readonly size: number | undefined;
  readonly decode: (view: DataView, data: Uint8Array) => ApplicationContent | undefined;
};

const DECODERS: readonly Decoder[] = [
  number('uint8', 1, (view) => view.getUint8(0)),
  number('int16', 2, (view) => view.getInt16(0, true)),
  number('uint16', 2, (view) => view.getUint16(0, true)),
  number('int32', 4, (view) => view.getInt32(0, true)),
  number('uint32', 4, (view) => view.getUint32(0, true)),
  { size: 8, decode: (view) => ({ kind: 'int64', value: view.getBigInt64(0, true) }) },
  { size: 8, decode: (view) => ({ kind: 'uint64', value: view.getBigUint64(0, true) }) },
  number('single', 4, (view) => view.getFloat32(0, true)),
  number('double', 8, (view) => view.getFloat64(0, true)),
  { size: 2, decode: (_, data) => ({ kind: 'char16', value: fromUtf16le(data) }) },
  { size: 1, decode: (view) => ({ kind: 'boolean', value: view.getUint8(0) !== 0 }) },
  { size: undefined, decode: (_, data) => decodeString(data) },
  { size: undefined, decode: (_, data) => decodeComposite(data) },
  { size: 8, decode: (view) => ({ kind: 'dateTime', value: view.getBigUint64(0, true) }) },
  { size: 8, decode: (view) => ({ kind: 'timeSpan', value: view.getBigInt64(0, true) }) },
  { size: 16, decode: (view) => ({ kind: 'guid', value: decodeGuid(view) }) },
  { size: 8, decode: (view) => ({ kind: 'point', value: decodeFloats(view) }) },
  { size: 8, decode: (view) => ({ kind: 'size', value: decodeFloats(view) }) },
  { size: 16, decode: (view) => ({ kind: 'rectangle', value: decodeFloats(view) }) },
];

function number(kind: NumberKind, size: number, read: (view: DataView) => number): Decoder {
  return { size, decode: (view) => ({ kind, value: read(view) }) };
}

function decodeContent(type: number, data: Uint8Array): ApplicationContent {
  const decoder = DECODERS[type - FIRST_TYPE];
  const fits = decoder !== undefined && (decoder.size === undefined || decoder.size === data.length);
  return (fits ? decoder.decode(viewOf(data), data) : undefined) ?? { kind: 'bytes', type, value: data };
}

/** Strings end with a NUL, which is no part of them. */
function decodeString(data: Uint8Array): ApplicationContent | undefined {
  if (data.length % 2 !== 0) return undefined;
  const text = fromUtf16le(data);
  return { kind: 'string', value: text.endsWith('\0') ? text.slice(0, -1) : text };
}

/**
 * Entries one after another, each starting at a multiple of 8: its size without padding, its type counted from 1
 * (for 0x5F5E101), the name's length in characters, the name with a NUL, the data without a time.
 */
function decodeComposite(data: Uint8Array): ApplicationContent | undefined {
  const view = viewOf(data);
  const entries = new Map<string, ApplicationContent>();
  let at = 0;
  while (at < data.length) {
    if (at + 12 > data.length) return undefined;
    const size = view.getUint32(at, true);
    const type = FIRST_TYPE - 1 + view.getUint32(at + 4, true);
    const dataAt = 12 + (view.getUint32(at + 8, true) + 1) * 2;
    if (dataAt > size || size > data.length - at || !isApplicationType(type)) return undefined;
    // A composite inside a composite does not exist; refusing it also bounds the depth.
    const inner = data.subarray(at + dataAt, at + size);
    const isComposite = type === FIRST_TYPE + 12;
    const name = fromUtf16le(data.subarray(at + 12, at + dataAt - 2));
    entries.set(name, isComposite ? { kind: 'bytes', type, value: inner } : decodeContent(type, inner));
    at += Math.ceil(size / 8) * 8;
  }
  return { kind: 'composite', value: entries };
}

function decodeGuid(view: DataView): string {
  let tail = '';
  for (let i = 8; i < 16; i += 1) tail += hex(view.getUint8(i), 2);
  const head = [hex(view.getUint32(0, true), 8), hex(view.getUint16(4, true), 4), hex(view.getUint16(6, true), 4)];
  return [...head, tail.slice(0, 4), tail.slice(4)].join('-');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function decodeFloats(view: DataView): number[] {
  return Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
