// A transaction log as a file: which format it is and whether its base block holds.

import { fail, ok, type Result } from '../lib/result.ts';
import { type HiveHeader, readHeader } from './header.ts';
import type { HiveProblem } from './problem.ts';

export type LogFile = {
  readonly bytes: Uint8Array;
  readonly header: HiveHeader;
  /** `old`: a bitmap and the pages it marks; `new` (Windows 8.1 and later): a chain of entries. */
  readonly format: 'old' | 'new';
  /** Its place among the logs that were given. */
  readonly index: number;
};

const OLD_FILE_TYPES = new Set([1, 2]);
const NEW_FILE_TYPE = 6;

export function readLogFile(bytes: Uint8Array, index: number): Result<LogFile, HiveProblem> {
  const refuse = (code: HiveProblem['code'], offset: number, detail: string) =>
    fail({ code, offset, detail: `Log ${index + 1}: ${detail}` });
  const header = readHeader(bytes);
  if (header === undefined) return refuse('log-bad-header', 0, 'the file does not begin with a "regf" base block.');
  if (!header.checksumValid) return refuse('log-bad-header', 508, 'the checksum of its base block is wrong.');
  if (header.primarySequence !== header.secondarySequence) {
    return refuse('log-bad-header', 4, 'its sequence numbers differ, so writing it did not finish.');
  }
  if (header.fileType === NEW_FILE_TYPE) return ok({ bytes, header, format: 'new', index });
  if (OLD_FILE_TYPES.has(header.fileType)) return ok({ bytes, header, format: 'old', index });
  return refuse('log-unknown-format', 28, `file type ${header.fileType} is not that of a log (1, 2 or 6).`);
}
