// The first bytes of a picture: which format it is and how large. Only headers are read and no pixel is decoded; bytes from
// strangers are refused unless they say plainly what they are.

import { fail, ok, type Result } from './result.ts';

export type PictureHeader = {
  readonly format: 'JPEG' | 'PNG' | 'BMP';
  readonly width: number;
  readonly height: number;
};

export function readPictureHeader(bytes: Uint8Array): Result<PictureHeader, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, [0xff, 0xd8, 0xff])) return sized('JPEG', jpegSize(view));
    if (startsWith(bytes, PNG_MAGIC)) return sized('PNG', pngSize(view));
    if (startsWith(bytes, [0x42, 0x4d])) return sized('BMP', bmpSize(view));
    return fail('it is no JPEG, PNG or BMP picture');
  } catch (error) {
    if (error instanceof RangeError) return fail('its picture header is cut off');
    throw error;
  }
}

type Size = { readonly width: number; readonly height: number } | undefined;

function sized(format: PictureHeader['format'], size: Size): Result<PictureHeader, string> {
  if (size === undefined || size.width < 1 || size.height < 1) return fail(`its ${format} header is broken`);
  if (size.width * size.height > PIXELS_MAX)
    return fail(`it has ${size.width} × ${size.height} pixels, too many to draw`);
  return ok({ format, ...size });
}

/** The frame header is the first segment SOF0 to SOF15; the segments before it say how long they are. */
function jpegSize(view: DataView): Size {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && !JPEG_TABLES.has(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    } else {
      const length = view.getUint16(at + 2);
      if (length < 2 || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) return undefined;
      at += 2 + length;
    }
  }
}

function pngSize(view: DataView): Size {
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x4948_4452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The height is negative where the rows go from top to bottom. */
function bmpSize(view: DataView): Size {
  const headerBytes = view.getUint32(14, true);
  if (headerBytes === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  if (headerBytes < 40 || headerBytes > 124) return undefined;
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, i) => bytes[i] === byte);
}

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** In the range of frame headers, but tables: Huffman, reserved, arithmetic. */
const JPEG_TABLES = new Set([0xc4, 0xc8, 0xcc]);
/** A screen of 7680 × 4320 has 33 million. */
const PIXELS_MAX = 100_000_000;
