// Upper case as the Windows registry sees it: one UTF-16 unit to one unit, no locale, no pairs, frozen at Unicode 5.1.
//
// Guarantees: `ß`, `ı`, `ſ`, `µ`, `ς` and unpaired surrogates stay as they are; `ÿ` becomes `Ÿ`. The rules below were
// derived from Unicode data and agree with what RtlUpcaseUnicodeChar of Windows 10 returns for every mapping checked:
// a letter has an upper case only if lower-casing that gives the letter back, and only if both existed in Unicode 5.1.

/** The name as names are compared, sorted and hashed. */
export function upcaseName(name: string): string {
  if (isAscii(name)) return name.toUpperCase();
  let upper = '';
  for (let i = 0; i < name.length; i += 1) upper += String.fromCharCode(upcaseUnit(name.charCodeAt(i)));
  return upper;
}

export function upcaseUnit(unit: number): number {
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a ? unit - 0x20 : unit;
  table ??= buildTable();
  return table[unit] ?? unit;
}

export function sameName(left: string, right: string): boolean {
  return left === right || (left.length === right.length && upcaseName(left) === upcaseName(right));
}

/** The hash of a hash leaf (`lh`) element: 37 * hash + upper-case unit, modulo 2^32. */
export function nameHash(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i += 1) hash = (Math.imul(hash, 37) + upcaseUnit(name.charCodeAt(i))) >>> 0;
  return hash;
}

let table: Uint16Array | undefined;

function buildTable(): Uint16Array {
  const built = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) built[unit] = deriveUpper(unit);
  return built;
}

function deriveUpper(unit: number): number {
  const upper = simpleUpper(unit);
  return lowerOf(upper) === unit && !isNewerThanUnicode51(upper) ? upper : unit;
}

/** Greek letters with iota subscript have a one-to-one capital that `toUpperCase` does not use. */
function simpleUpper(unit: number): number {
  if (unit >= 0x1f80 && unit <= 0x1faf) return unit | 8;
  if (unit === 0x1fb3 || unit === 0x1fc3 || unit === 0x1ff3) return unit + 9;
  const upper = String.fromCharCode(unit).toUpperCase();
  return upper.length === 1 ? upper.charCodeAt(0) : unit;
}

function lowerOf(unit: number): number {
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : -1;
}

/** Capitals that Unicode 5.2 and later added, as inclusive ranges. */
const NEWER: readonly (readonly [number, number])[] = [
  [0x037f, 0x037f],
  [0x0524, 0x0530],
  [0x10c7, 0x10cd],
  [0x13a0, 0x13ff],
  [0x1c89, 0x1cbf],
  [0x2c2f, 0x2c2f],
  [0x2c70, 0x2c70],
  [0x2c7e, 0x2c7f],
  [0x2ceb, 0x2cf2],
  [0xa660, 0xa660],
  [0xa698, 0xa69a],
  [0xa78d, 0xa7ff],
];

function isNewerThanUnicode51(unit: number): boolean {
  return NEWER.some(([first, last]) => unit >= first && unit <= last);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
