// The new log format: after the first sector a chain of entries, numbered without a gap, each with its pages and two
// checksums. Older entries may follow the last one; the numbers tell.

import type { LogFile } from './log-file.ts';
import type { DirtyPage } from './log-old.ts';
import { marvin32 } from './marvin32.ts';
import type { HiveProblem } from './problem.ts';

export type LogEntry = {
  readonly sequence: number;
  readonly binsSizeBytes: number;
  /** Bit 0 is that of the base block's flags. */
  readonly flags: number;
  readonly pages: readonly DirtyPage[];
};

export type LogEntries = {
  readonly entries: readonly LogEntry[];
  /** Why reading stopped before the end of the chain, if it did. */
  readonly stopped: HiveProblem | undefined;
};

const ENTRY = {
  size: 4,
  flags: 8,
  sequence: 12,
  binsSize: 16,
  pageCount: 20,
  hash1: 24,
  hash2: 32,
  pages: 40,
} as const;
const FIRST_ENTRY = 512;
const SIGNATURE_HVLE = 0x454c7648;

/** The entries numbered from the log's own sequence number on, up to the first that is missing or damaged. */
export function readNewLog(log: LogFile): LogEntries {
  const { bytes } = log;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: LogEntry[] = [];
  let at = FIRST_ENTRY;
  let expected = log.header.primarySequence;
  while (at + ENTRY.pages <= bytes.length) {
    if (view.getUint32(at, true) !== SIGNATURE_HVLE || view.getUint32(at + ENTRY.sequence, true) !== expected) break;
    const entry = readEntry(view, bytes, at);
    if (typeof entry === 'string') {
      const detail = `Log ${log.index + 1}: entry ${expected} ${entry}`;
      return { entries, stopped: { code: 'log-bad-entry', offset: at, detail } };
    }
    entries.push(entry);
    at += view.getUint32(at + ENTRY.size, true);
    expected = (expected + 1) >>> 0;
  }
  return { entries, stopped: undefined };
}

/** The entry, or what is wrong with it. */
function readEntry(view: DataView, bytes: Uint8Array, at: number): LogEntry | string {
  const size = view.getUint32(at + ENTRY.size, true);
  if (size < ENTRY.pages || size % 512 !== 0 || size > bytes.length - at) return `has the bad size ${size}.`;
  if (!hashMatches(view, at + ENTRY.hash2, bytes.subarray(at, at + ENTRY.hash2))) {
    return 'has a wrong checksum over its header.';
  }
  if (!hashMatches(view, at + ENTRY.hash1, bytes.subarray(at + ENTRY.pages, at + size))) {
    return 'has a wrong checksum over its pages.';
  }
  const binsSizeBytes = view.getUint32(at + ENTRY.binsSize, true);
  if (binsSizeBytes === 0 || binsSizeBytes % 4096 !== 0) return `gives the bad bins data size ${binsSizeBytes}.`;
  const count = view.getUint32(at + ENTRY.pageCount, true);
  let data = at + ENTRY.pages + 8 * count;
  if (data > at + size) return `counts ${count} pages, more than it has room for.`;
  const pages: DirtyPage[] = [];
  for (let i = 0; i < count; i += 1) {
    const reference = at + ENTRY.pages + 8 * i;
    const offset = view.getUint32(reference, true);
    const length = view.getUint32(reference + 4, true);
    if (length > at + size - data) return 'is too short for its pages.';
    if (offset + length > binsSizeBytes) return 'has a page outside the bins data.';
    pages.push({ offset, data: bytes.subarray(data, data + length) });
    data += length;
  }
  return {
    sequence: view.getUint32(at + ENTRY.sequence, true),
    binsSizeBytes,
    flags: view.getUint32(at + ENTRY.flags, true),
    pages,
  };
}

function hashMatches(view: DataView, at: number, bytes: Uint8Array): boolean {
  const hash = marvin32(bytes);
  return view.getUint32(at, true) === hash.low && view.getUint32(at + 4, true) === hash.high;
}
