// The tiles of a log (C2SP tlog-tiles): which there are for a tree of a size, the paths they have, and the bundles that
// hold the entries themselves. A tile is up to 256 hashes of one level side by side; level 0 has the leaves, and a hash of a
// higher level is the root of a full tile of the level below. A bundle has the entries of the level 0 tile of its number.

import { HASH_BYTES, type Hash } from './merkle.ts';

export type Tile = {
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes or entries it has; 256 if it is full. */
  readonly width: number;
};

export const TILE_WIDTH = 256;
/** A full tile is a perfect subtree of this height. */
export const TILE_HEIGHT = 8;

/** Every tile and bundle of a tree of this size: bundles first, then level by level, from left to right. */
export function* tilesOf(size: number): Generator<Tile> {
  for (const level of ['entries', ...levelsOf(size)] as const) {
    const hashes = hashCount(level, size);
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) {
      yield { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
    }
  }
}

/** The widest tile at this place that a tree of this size has. */
export function tileAt(level: Tile['level'], index: number, size: number): Tile | undefined {
  const width = Math.min(TILE_WIDTH, hashCount(level, size) - index * TILE_WIDTH);
  return width > 0 ? { level, index, width } : undefined;
}

export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** `undefined` unless `path` is exactly what `tilePath` writes for some tile. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level = '', number = '', width = String(TILE_WIDTH)] = match;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(number.replaceAll(/[x/]/g, '')),
    width: Number(width),
  };
  return tile.width >= 1 && tile.width <= TILE_WIDTH && tilePath(tile) === path ? tile : undefined;
}

export function encodeTile(hashes: readonly Hash[]): Uint8Array {
  return concatenate(hashes);
}

/** `undefined` unless these are whole hashes. */
export function decodeTile(bytes: Uint8Array): readonly Hash[] | undefined {
  if (bytes.length % HASH_BYTES !== 0) return undefined;
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

/** Each entry after its length, two bytes with the higher first. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatenate(entries.flatMap((entry) => [Uint8Array.of(entry.length >>> 8, entry.length & 0xff), entry]));
}

/** `whole` if the bytes end where an entry ends; the entries before a damaged one are there either way. */
export function decodeBundle(bytes: Uint8Array): { readonly entries: readonly Uint8Array[]; readonly whole: boolean } {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { entries, whole: at === bytes.length };
}

function levelsOf(size: number): readonly number[] {
  const levels: number[] = [];
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) levels.push(levels.length);
  return levels;
}

function hashCount(level: Tile['level'], size: number): number {
  return level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
