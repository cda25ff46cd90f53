// Opening and reading a hive. Bytes in, a tree of keys and values out; nothing is copied and nothing is read before
// it is asked for. The bytes must not change while the hive is in use.
//
// Strict mode refuses: opening returns the problem, and reading further in throws a HiveError where damage is met.
// Lenient mode leaves out what cannot be read and lists it in `problems`. A dirty hive (one whose last write did not
// finish) is recovered from its logs; without usable logs it still opens, and `recovery` says so.

import { fail, ok, type Result } from '../lib/result.ts';
import { type HiveHeader, readHeader } from './header.ts';
import { HiveImage, type HiveMode } from './image.ts';
import { BASE_BLOCK_SIZE, KEY_HIVE_ENTRY, KEY_NODE, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import { HiveError, type HiveProblem } from './problem.ts';
import { type Recovery, recoverHive } from './recover.ts';
import { HiveKey } from './hive-key.ts';
import { isSoundKeyNode } from './subkey-list.ts';

export type { HiveKey, HiveValue } from './hive-key.ts';
export { HiveError } from './problem.ts';

export type HiveOptions = {
  /** `strict` unless told otherwise. */
  readonly mode?: HiveMode;
  /** The contents of the hive's LOG1 and LOG2 (or LOG) files, as many as there are, in any order. */
  readonly logs?: readonly Uint8Array[];
};

export type Hive = {
  readonly root: HiveKey;
  readonly header: HiveHeader;
  readonly recovery: Recovery;
  /** The image that is read: the caller's bytes, or a recovered copy with a sealed header. */
  readonly bytes: Uint8Array;
  /** Always empty in strict mode; grows in lenient mode while the hive is read. */
  readonly problems: readonly HiveProblem[];
  /** For the modules beside this one. */
  readonly image: HiveImage;
  /** Backslash-separated names from the root, or the names themselves; the empty path is the root. Case is ignored. */
  find(path: string | readonly string[]): HiveKey | undefined;
};

export function openHive(bytes: Uint8Array, options: HiveOptions = {}): Result<Hive, HiveProblem> {
  const mode = options.mode ?? 'strict';
  const recovered = recoverHive(plainBytes(bytes), options.logs ?? []);
  const header = readHeader(recovered.bytes);
  if (header === undefined) {
    return fail({ code: 'not-a-hive', offset: 0, detail: 'The file does not begin with a "regf" base block.' });
  }
  const image = new HiveImage(recovered.bytes, readableMinorVersion(header), mode);
  try {
    checkHeader(image, header);
    image.readBins(header.checksumValid && header.binsSizeBytes % 4096 === 0 ? header.binsSizeBytes : undefined);
    return ok(hiveOver(image, header, recovered.recovery, rootCell(image, header)));
  } catch (error) {
    if (error instanceof HiveError) return fail(error.problem);
    throw error;
  }
}

/** A hive read from an image whose bins were already followed. */
function hiveOver(image: HiveImage, header: HiveHeader, recovery: Recovery, rootOffset: number): Hive {
  const root = new HiveKey(image, rootOffset, undefined, rootOffset, 0);
  return {
    root,
    header,
    recovery,
    bytes: image.bytes,
    problems: image.problems,
    image,
    find(path) {
      let key: HiveKey | undefined = root;
      for (const name of splitPath(path)) key = key?.subkey(name);
      return key;
    },
  };
}

export function splitPath(path: string | readonly string[]): readonly string[] {
  if (typeof path !== 'string') return path;
  return path === '' ? [] : path.split('\\');
}

/** The same memory without the subclass: a Node Buffer is slower to take views of, and its `slice` does not copy. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A number outside the known ones, which only a lenient reader goes on with, is read as the most common version. */
function readableMinorVersion(header: HiveHeader): number {
  return header.minorVersion >= 3 && header.minorVersion <= 6 ? header.minorVersion : 5;
}

function checkHeader(image: HiveImage, header: HiveHeader): void {
  if (header.majorVersion !== 1 || header.minorVersion < 3) {
    const detail = `Version ${header.majorVersion}.${header.minorVersion} is not one of 1.3 to 1.6.`;
    // Older versions lay records out differently; with a damaged header the number may just be wrong.
    if (header.checksumValid) throw new HiveError({ code: 'unsupported-version', offset: 20, detail });
    image.report('unsupported-version', 20, detail);
  }
  if (header.minorVersion > 6) {
    image.report('unsupported-version', 24, `Version 1.${header.minorVersion} is newer than 1.6.`);
  }
  if (!header.checksumValid) {
    image.report('bad-header-checksum', 508, 'The checksum of the base block is wrong, and no log repairs it.');
  }
  if (header.fileType !== 0) {
    image.report('not-a-primary-file', 28, `File type ${header.fileType} is not that of a hive (0).`);
  }
  if (header.binsSizeBytes % 4096 !== 0 || header.binsSizeBytes === 0) {
    image.report('bad-header', 40, `The bins data size ${header.binsSizeBytes} is not a positive multiple of 4096.`);
  }
  const end = BASE_BLOCK_SIZE + header.binsSizeBytes;
  if (header.checksumValid && end > image.bytes.length) {
    image.report('truncated', image.bytes.length, `The file has ${image.bytes.length} of the ${end} bytes it counts.`);
  }
}

function rootCell(image: HiveImage, header: HiveHeader): number {
  const before = image.problems.length;
  if (isSoundKeyNode(image, header.rootOffset)) return header.rootOffset;
  const found = searchRoot(image);
  if (found !== undefined) return found;
  const cause = image.problems[before]?.detail ?? 'The root key cannot be read.';
  throw new HiveError({ code: 'bad-root', offset: BASE_BLOCK_SIZE + header.rootOffset, detail: cause });
}

/** Only a lenient reader gets here: the first sound key that is marked as the entry of a hive. */
function searchRoot(image: HiveImage): number | undefined {
  for (let cell = 0; cell + KEY_NODE.name < image.binsSize; cell += 8) {
    const node = PAYLOAD_BASE + cell;
    if (image.view.getUint16(node, true) !== SIGNATURE.nk) continue;
    if ((image.view.getUint16(node + KEY_NODE.flags, true) & KEY_HIVE_ENTRY) === 0) continue;
    if (isSoundKeyNode(image, cell)) return cell;
  }
  return undefined;
}
