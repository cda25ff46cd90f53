// Documents, files and manifests as the database keeps them: compressed, then sealed under a key of their person. A blob's
// name is a hash that only this person's key can make, so that equal contents of two people have nothing in common.

import { createHmac } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { toHex } from '../../lib/bytes.ts';
import { sha256 } from '../../lib/hash.ts';
import { FILE_BYTES_MAX } from '../../protocol/limits.ts';
import { openFor, type Sealed, sealFor, type UserKeys } from '../keys/user-keys.ts';

export type Blob = {
  readonly name: Uint8Array;
  /** Sealed. */
  readonly body: Uint8Array;
};

/** HMAC-SHA-256 over the 32 bytes of the content's SHA-256. */
export function blobName(keys: UserKeys, contentSha256: string): Uint8Array {
  return createHmac('sha256', keys.naming).update(contentSha256, 'hex').digest();
}

/** `packed`: what `pack` made of the content. */
export function sealBlob(keys: UserKeys, contentSha256: string, packed: Uint8Array): Blob {
  const name = blobName(keys, contentSha256);
  return { name, body: sealFor(keys, packed, blobNamed(name)) };
}

/** The content whose SHA-256 is `contentSha256`; `undefined` if the blob holds anything else. */
export function openBlob(keys: UserKeys, { name, body }: Blob, contentSha256: string): Uint8Array | undefined {
  const packed = openFor(keys, body, blobNamed(name));
  const content = packed === undefined ? undefined : unpack(packed);
  return content !== undefined && sha256(content) === contentSha256 ? content : undefined;
}

/** One Zstandard frame; of a picture, which does not shrink, it is some bytes longer than the content. */
export function pack(content: Uint8Array): Uint8Array {
  return zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
}

export function unpack(packed: Uint8Array): Uint8Array | undefined {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: FILE_BYTES_MAX });
  } catch {
    // zlib's errors all mean: damaged.
    return undefined;
  }
}

function blobNamed(name: Uint8Array): Sealed {
  return { purpose: 'blob', name: toHex(name) };
}
