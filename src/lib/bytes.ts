// Small pure helpers over Uint8Array.

import { Buffer } from 'node:buffer';

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i += 1) if (left[i] !== right[i]) return false;
  return true;
}

export function toHex(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex');
}

/** `undefined` unless `text` is an even number of hexadecimal digits. */
export function fromHex(text: string): Uint8Array | undefined {
  return text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64');
}

/** `undefined` unless `text` is exactly what `toBase64` writes for some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** UTF-16LE without a terminator; unpaired surrogates are written as they are. */
export function toUtf16le(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >>> 8;
  }
  return bytes;
}

/** Every whole 16-bit unit of `bytes` as text; unpaired surrogates and NULs are kept, an odd last byte is left out. */
export function fromUtf16le(bytes: Uint8Array): string {
  const parts: string[] = [];
  const units = bytes.length >>> 1;
  for (let start = 0; start < units; start += CHUNK) {
    const end = Math.min(start + CHUNK, units);
    const codes = new Uint16Array(end - start);
    for (let i = start; i < end; i += 1) codes[i - start] = (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8);
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}

const CHUNK = 4096;
