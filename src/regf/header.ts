// The base block: the first 4096 bytes of a hive, and of a transaction log a copy of its first sector.

import { BASE_BLOCK, SIGNATURE_REGF } from './layout.ts';
import { decodeName } from './names.ts';

export type HiveHeader = {
  readonly majorVersion: number;
  readonly minorVersion: number;
  /** 0 for a primary file; 1, 2 or 6 for a transaction log. */
  readonly fileType: number;
  /** Up to 31 characters of the path the hive was written under; for people, not for programs. */
  readonly fileName: string;
  /** FILETIME: 100 ns since 1601-01-01 UTC. */
  readonly lastWritten: bigint;
  readonly primarySequence: number;
  readonly secondarySequence: number;
  /** Relative to the end of the base block. */
  readonly rootOffset: number;
  readonly binsSizeBytes: number;
  readonly clusteringFactor: number;
  readonly checksumValid: boolean;
};

/** The bytes that a checksum covers, with the checksum itself. */
export const HEADER_SECTOR_BYTES = 512;

/** `undefined` when there is no first sector or it does not begin with "regf". */
export function readHeader(bytes: Uint8Array): HiveHeader | undefined {
  if (bytes.length < HEADER_SECTOR_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_SECTOR_BYTES);
  if (view.getUint32(BASE_BLOCK.signature, true) !== SIGNATURE_REGF) return undefined;
  return {
    majorVersion: view.getUint32(BASE_BLOCK.majorVersion, true),
    minorVersion: view.getUint32(BASE_BLOCK.minorVersion, true),
    fileType: view.getUint32(BASE_BLOCK.fileType, true),
    fileName: decodeName(bytes, BASE_BLOCK.fileName, 64, false).replace(/\0[^]*$/, ''),
    lastWritten: view.getBigUint64(BASE_BLOCK.lastWritten, true),
    primarySequence: view.getUint32(BASE_BLOCK.primarySequence, true),
    secondarySequence: view.getUint32(BASE_BLOCK.secondarySequence, true),
    rootOffset: view.getUint32(BASE_BLOCK.rootCell, true),
    binsSizeBytes: view.getUint32(BASE_BLOCK.binsSize, true),
    clusteringFactor: view.getUint32(BASE_BLOCK.clusteringFactor, true),
    checksumValid: headerChecksum(view) === view.getUint32(BASE_BLOCK.checksum, true),
  };
}

export function isDirty(header: HiveHeader): boolean {
  return !header.checksumValid || header.primarySequence !== header.secondarySequence;
}

/** Sets both sequence numbers and the checksum, which is what a finished write leaves behind. */
export function sealHeader(view: DataView, sequence: number): void {
  view.setUint32(BASE_BLOCK.primarySequence, sequence, true);
  view.setUint32(BASE_BLOCK.secondarySequence, sequence, true);
  view.setUint32(BASE_BLOCK.checksum, headerChecksum(view), true);
}

/** XOR of the 127 numbers before the checksum; Windows never stores 0 or all ones. */
export function headerChecksum(view: DataView): number {
  let checksum = 0;
  for (let at = 0; at < BASE_BLOCK.checksum; at += 4) checksum ^= view.getUint32(at, true);
  if (checksum === 0) return 1;
  if (checksum === -1) return 0xfffffffe;
  return checksum >>> 0;
}
