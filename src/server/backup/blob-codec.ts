// Documents and files as the database keeps them: compressed, and named by a hash that only this tenant's key can make, so that
// equal contents of two tenants have nothing in common.

import { createHmac } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../../lib/hash.ts';

export type Blob = {
  readonly name: Uint8Array;
  /** One Zstandard frame with a checksum; of a picture, which does not shrink, it is some bytes longer than the content. */
  readonly body: Uint8Array;
  /** Of the content. */
  readonly sizeBytes: number;
};

/** HMAC-SHA-256 over the 32 bytes of the content's SHA-256. */
export function blobName(tenantKey: Uint8Array, contentSha256: string): Uint8Array {
  return createHmac('sha256', tenantKey).update(contentSha256, 'hex').digest();
}

export function packBlob(tenantKey: Uint8Array, content: Uint8Array): Blob {
  const body = zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  return { name: blobName(tenantKey, sha256(content)), body, sizeBytes: content.length };
}

/** The content whose SHA-256 is `contentSha256`; `undefined` if the blob holds anything else. */
export function unpackBlob(blob: Pick<Blob, 'body' | 'sizeBytes'>, contentSha256: string): Uint8Array | undefined {
  try {
    const content = zstdDecompressSync(blob.body, { maxOutputLength: blob.sizeBytes });
    return sha256(content) === contentSha256 ? content : undefined;
  } catch {
    // zlib's errors all mean: damaged.
    return undefined;
  }
}
