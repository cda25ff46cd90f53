import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PictureHeader, readPictureHeader } from './picture-header.ts';

const side = fc.integer({ min: 1, max: 9999 });
const picture: fc.Arbitrary<PictureHeader & { readonly bytes: Uint8Array }> = fc
  .record({ format: fc.constantFrom('JPEG', 'PNG', 'BMP'), width: side, height: side, flag: fc.boolean() })
  .map(({ flag, ...header }) => ({ ...header, bytes: WRITERS[header.format](header.width, header.height, flag) }));

test('a header says its format and size, whatever follows it', () => {
  fc.assert(
    fc.property(picture, fc.uint8Array({ maxLength: 50 }), ({ bytes, ...header }, rest) => {
      assert.deepEqual(readPictureHeader(Uint8Array.of(...bytes, ...rest)), { ok: true, value: header });
    }),
  );
});

test('a header that is cut off is refused, and a damaged one ends with an answer', () => {
  fc.assert(
    fc.property(picture, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ bytes }, where, flip) => {
      const at = where % bytes.length;
      assert.equal(readPictureHeader(bytes.slice(0, at)).ok, false);
      const read = readPictureHeader(bytes.with(at, (bytes[at] ?? 0) ^ flip));
      assert.ok(read.ok ? read.value.width * read.value.height <= 100_000_000 : read.error.length > 0);
    }),
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom([], [0xff, 0xd8, 0xff], [0x42, 0x4d]),
      (rest, start) => {
        const read = readPictureHeader(Uint8Array.of(...start, ...rest));
        assert.ok(read.ok ? read.value.width > 0 : read.error.length > 0);
      },
    ),
  );
});

test('a picture too large to draw and one without pixels are refused', () => {
  for (const [width, height] of [
    [0, 1],
    [1, 0],
    [60_000, 60_000],
  ] as const) {
    for (const write of Object.values(WRITERS)) assert.equal(readPictureHeader(write(width, height, false)).ok, false);
  }
});

const JPEG_START = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2];
const JPEG_HUFFMAN_TABLE = [0xff, 0xc4, 0, 3, 9, 0xff];

const WRITERS = {
  JPEG: (width: number, height: number, withTables: boolean) =>
    Uint8Array.from(
      JPEG_START.concat(withTables ? JPEG_HUFFMAN_TABLE : [], [0xff, 0xc2, 0, 17, 8], big16(height), big16(width)),
    ),
  PNG: (width: number, height: number) =>
    Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), uint32(width), uint32(height)]),
  BMP: (width: number, height: number, isOld: boolean) => {
    const size = isOld ? [...uint16(width), ...uint16(height)] : [...int32(width), ...int32(-height)];
    return Uint8Array.of(0x42, 0x4d, ...new Uint8Array(12), isOld ? 12 : 40, 0, 0, 0, ...size);
  },
};

function big16(number: number): number[] {
  return [number >> 8, number & 255];
}

function uint16(number: number): Uint8Array {
  return Uint8Array.of(number & 255, number >> 8);
}

function uint32(number: number): Uint8Array {
  return Uint8Array.of(number >>> 24, (number >> 16) & 255, (number >> 8) & 255, number & 255);
}

function int32(number: number): Uint8Array {
  return uint32(number).toReversed();
}
