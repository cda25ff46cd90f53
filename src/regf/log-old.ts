// The old log format: a bitmap with one bit per 512-byte page of the bins data, then the pages whose bits are set.

import { fail, ok, type Result } from '../lib/result.ts';
import type { LogFile } from './log-file.ts';
import type { HiveProblem } from './problem.ts';

/** Where a page goes, counted from the end of the base block. */
export type DirtyPage = { readonly offset: number; readonly data: Uint8Array };

const SECTOR = 512;
const SIGNATURE_DIRT = 0x54524944;

/** The pages in order; a log that does not hold all it promises gives none. */
export function readOldLog(log: LogFile): Result<readonly DirtyPage[], HiveProblem> {
  const { bytes, header } = log;
  const sector = SECTOR * (header.clusteringFactor >= 1 && header.clusteringFactor <= 8 ? header.clusteringFactor : 1);
  const refuse = (offset: number, detail: string) =>
    fail({ code: 'log-bad-dirty-vector' as const, offset, detail: `Log ${log.index + 1}: ${detail}` });
  const bitmapAt = sector + 4;
  const bits = Math.floor(header.binsSizeBytes / SECTOR);
  const bitmapEnd = bitmapAt + Math.ceil(bits / 8);
  if (header.binsSizeBytes % 4096 !== 0 || bitmapEnd > bytes.length) {
    return refuse(40, `its bitmap for ${header.binsSizeBytes} bytes of bins data does not fit it.`);
  }
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(sector, true) !== SIGNATURE_DIRT) {
    return refuse(sector, 'its bitmap does not begin with "DIRT".');
  }
  const pages: DirtyPage[] = [];
  let at = Math.ceil(bitmapEnd / sector) * sector;
  for (let bit = 0; bit < bits; bit += 1) {
    if (((bytes[bitmapAt + (bit >>> 3)] ?? 0) & (1 << (bit & 7))) === 0) continue;
    if (at + SECTOR > bytes.length) return refuse(at, 'it ends before the last page its bitmap marks.');
    pages.push({ offset: bit * SECTOR, data: bytes.subarray(at, at + SECTOR) });
    at += SECTOR;
  }
  return pages.length > 0 ? ok(pages) : refuse(sector, 'its bitmap marks no page.');
}
