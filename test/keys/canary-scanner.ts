// Finds any of many texts in any bytes, in the encodings in which a program could have left them: UTF-8, UTF-16, hexadecimal
// digits of either case, and base64 at each of its three alignments.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toUtf16le } from '../../src/lib/bytes.ts';

export type Scanner = {
  /** The texts that are in these bytes, each once, with their encoding. */
  readonly scan: (bytes: Uint8Array) => ReadonlyMap<string, string>;
  /** How many bytes were looked at so far. */
  readonly scannedBytes: () => number;
};

export function scannerFor(texts: readonly string[]): Scanner {
  const byHead = new Map<
    number,
    { readonly pattern: Uint8Array; readonly text: string; readonly encoding: string }[]
  >();
  const filter = new Uint8Array(1 << 22);
  for (const text of texts) {
    for (const [encoding, pattern] of Object.entries(encodings(text))) {
      const head = headOf(pattern, 0);
      byHead.set(head, [...(byHead.get(head) ?? []), { pattern, text, encoding }]);
      filter[slotOf(head)] = 1;
    }
  }
  let scanned = 0;
  return {
    scan: (bytes) => {
      const found = new Map<string, string>();
      scanned += bytes.length;
      for (let at = 0; at + 4 <= bytes.length; at += 1) {
        const head = headOf(bytes, at);
        if (filter[slotOf(head)] === 0) continue;
        for (const { pattern, text, encoding } of byHead.get(head) ?? []) {
          if (matches(bytes, at, pattern)) found.set(text, encoding);
        }
      }
      return found;
    },
    scannedBytes: () => scanned,
  };
}

/** Every file below the folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name));
}

/** What a file holds; nothing, if it went in the meantime. */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    return new Uint8Array();
  }
}

export function encodings(text: string): Readonly<Record<string, Uint8Array>> {
  const utf8 = Buffer.from(text, 'utf8');
  const hex = utf8.toString('hex');
  return {
    utf8,
    utf16le: toUtf16le(text),
    hex: Buffer.from(hex),
    HEX: Buffer.from(hex.toUpperCase()),
    'base64 + 0': base64At(utf8, 0),
    'base64 + 1': base64At(utf8, 1),
    'base64 + 2': base64At(utf8, 2),
  };
}

/** The characters that follow from the text alone, whatever stands before and after it. */
function base64At(bytes: Uint8Array, before: number): Uint8Array {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const [first, end] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
  return Buffer.from(encoded.slice(first, end));
}

function headOf(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
  );
}

function slotOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> 10;
}

function matches(bytes: Uint8Array, at: number, pattern: Uint8Array): boolean {
  if (at + pattern.length > bytes.length) return false;
  for (let i = 0; i < pattern.length; i += 1) if (bytes[at + i] !== pattern[i]) return false;
  return true;
}
