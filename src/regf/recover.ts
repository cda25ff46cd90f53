// Finishing an interrupted write from a hive's transaction logs, as Windows does when it loads a hive.
//
// A hive is dirty when its base block fails its checksum or its two sequence numbers differ. Only a dirty hive is
// recovered: the logs of a clean one still hold the changes it already has. Logs that cannot be trusted are refused,
// each with its reason, and then the hive stays as it is. The given bytes are never written to.

import { type HiveHeader, HEADER_SECTOR_BYTES, isDirty, readHeader, sealHeader } from './header.ts';
import { BASE_BLOCK, BASE_BLOCK_SIZE, BIN, SIGNATURE_HBIN } from './layout.ts';
import { type LogFile, readLogFile } from './log-file.ts';
import { type LogEntry, readNewLog } from './log-new.ts';
import { type DirtyPage, readOldLog } from './log-old.ts';
import type { HiveProblem } from './problem.ts';

export type Recovery =
  | { readonly state: 'clean' }
  | {
      readonly state: 'recovered';
      readonly format: 'old' | 'new';
      /** 1 for an old-format log. */
      readonly entriesApplied: number;
      readonly pagesApplied: number;
      /** Which of the given logs were used, in the order they were applied. */
      readonly logsApplied: readonly number[];
      /** The base block was damaged and came from a log. */
      readonly headerRestored: boolean;
      /** Logs or later entries that were not used, and why. */
      readonly refused: readonly HiveProblem[];
    }
  | { readonly state: 'dirty-without-log' }
  | { readonly state: 'dirty'; readonly refused: readonly HiveProblem[] };

export type Recovered = { readonly bytes: Uint8Array; readonly recovery: Recovery };

/** What a recovery is going to write. */
type Plan = {
  readonly logs: readonly LogFile[];
  readonly pages: readonly DirtyPage[];
  readonly entries: number;
  readonly binsSizeBytes: number;
  readonly sequence: number;
  readonly flags: number | undefined;
};

export function recoverHive(bytes: Uint8Array, logs: readonly Uint8Array[]): Recovered {
  const header = readHeader(bytes);
  if (header === undefined ? !hasFirstBin(bytes) : !isDirty(header)) return { bytes, recovery: { state: 'clean' } };
  if (logs.every((log) => log.length === 0)) return { bytes, recovery: { state: 'dirty-without-log' } };
  const refused: HiveProblem[] = [];
  const files: LogFile[] = [];
  for (const [index, log] of logs.entries()) {
    if (log.length === 0) continue;
    const file = readLogFile(log, index);
    if (file.ok) files.push(file.value);
    else refused.push(file.error);
  }
  const valid = header?.checksumValid === true ? header : undefined;
  const newer = files.filter((file) => file.format === 'new');
  const plan = newer.length > 0 ? planNew(newer, valid, refused) : planOld(files, valid, bytes, refused);
  if (plan !== undefined && growsTooFar(plan, bytes, logs)) {
    const detail = `The logs would grow the hive to ${plan.binsSizeBytes} bytes without holding what to fill it with.`;
    refused.push({ code: 'log-bad-entry', offset: 0, detail });
    return { bytes, recovery: { state: 'dirty', refused } };
  }
  if (plan === undefined) return { bytes, recovery: { state: 'dirty', refused } };
  return {
    bytes: apply(bytes, plan, valid === undefined),
    recovery: {
      state: 'recovered',
      format: newer.length > 0 ? 'new' : 'old',
      entriesApplied: plan.entries,
      pagesApplied: plan.pages.length,
      logsApplied: plan.logs.map((log) => log.index),
      headerRestored: valid === undefined,
      refused,
    },
  };
}

/** With a sound base block the first log whose time is the hive's; otherwise the time of the first bin stands in. */
function planOld(
  files: readonly LogFile[],
  valid: HiveHeader | undefined,
  bytes: Uint8Array,
  refused: HiveProblem[],
): Plan | undefined {
  const time = valid?.lastWritten ?? firstBinTime(bytes);
  for (const log of files) {
    if (log.header.lastWritten !== time) {
      const detail = `Log ${log.index + 1}: it was written for another state of the hive (their times differ).`;
      refused.push({ code: 'log-timestamp-mismatch', offset: BASE_BLOCK.lastWritten, detail });
      continue;
    }
    const pages = readOldLog(log);
    if (pages.ok) {
      const sequence = Math.max(log.header.primarySequence, valid?.primarySequence ?? 0);
      const { binsSizeBytes } = log.header;
      return { logs: [log], pages: pages.value, entries: 1, binsSizeBytes, sequence, flags: undefined };
    }
    refused.push(pages.error);
  }
  return undefined;
}

/** With a sound base block all logs, the earlier first, as one unbroken chain; otherwise the one that reaches furthest. */
function planNew(files: readonly LogFile[], valid: HiveHeader | undefined, refused: HiveProblem[]): Plan | undefined {
  const read = files.map((log) => ({ log, ...readNewLog(log) }));
  const reach = (one: (typeof read)[number]): number => one.log.header.primarySequence + one.entries.length;
  const chosen =
    valid === undefined
      ? read.toSorted((left, right) => reach(right) - reach(left)).slice(0, 1)
      : read.toSorted((left, right) => left.log.header.primarySequence - right.log.header.primarySequence);
  const logs: LogFile[] = [];
  const entries: LogEntry[] = [];
  for (const { log, entries: found, stopped } of chosen) {
    const problem = entriesUnusable(log, found, entries.at(-1), valid);
    if (problem === undefined) {
      logs.push(log);
      entries.push(...found);
    } else if (stopped === undefined || found.length > 0) {
      refused.push(problem);
    }
    if (stopped !== undefined) refused.push(stopped);
  }
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  return {
    logs,
    pages: entries.flatMap((entry) => entry.pages),
    entries: entries.length,
    binsSizeBytes: last.binsSizeBytes,
    sequence: last.sequence,
    flags: last.flags,
  };
}

function entriesUnusable(
  log: LogFile,
  found: readonly LogEntry[],
  previous: LogEntry | undefined,
  valid: HiveHeader | undefined,
): HiveProblem | undefined {
  const name = `Log ${log.index + 1}`;
  const first = log.header.primarySequence;
  if (found.length === 0) {
    return {
      code: 'log-no-entries',
      offset: HEADER_SECTOR_BYTES,
      detail: `${name}: it has no entry numbered ${first}.`,
    };
  }
  if (valid !== undefined && first < valid.secondarySequence) {
    const detail = `${name}: its entries begin at ${first}, before the hive's ${valid.secondarySequence}.`;
    return { code: 'log-sequence-mismatch', offset: BASE_BLOCK.primarySequence, detail };
  }
  if (previous !== undefined && first !== previous.sequence + 1) {
    const detail = `${name}: its entries begin at ${first} and do not continue those up to ${previous.sequence}.`;
    return { code: 'log-not-continued', offset: BASE_BLOCK.primarySequence, detail };
  }
  return undefined;
}

/** Every byte of a recovered hive comes from the hive or a log, which bounds what a hostile size can make us allocate. */
function growsTooFar(plan: Plan, bytes: Uint8Array, logs: readonly Uint8Array[]): boolean {
  const available = logs.reduce((sum, log) => sum + log.length, Math.max(bytes.length, BASE_BLOCK_SIZE));
  return BASE_BLOCK_SIZE + plan.binsSizeBytes > available;
}

function apply(bytes: Uint8Array, plan: Plan, restoreHeader: boolean): Uint8Array {
  const image = new Uint8Array(Math.max(bytes.length, BASE_BLOCK_SIZE + plan.binsSizeBytes));
  image.set(bytes);
  const view = new DataView(image.buffer);
  const source = plan.logs.at(-1);
  if (restoreHeader && source !== undefined) {
    image.set(source.bytes.subarray(0, HEADER_SECTOR_BYTES));
    view.setUint32(BASE_BLOCK.fileType, 0, true);
  }
  for (const { offset, data } of plan.pages) {
    // Bins that a later entry cut off again have nowhere to go.
    if (offset < plan.binsSizeBytes) image.set(data.subarray(0, plan.binsSizeBytes - offset), BASE_BLOCK_SIZE + offset);
  }
  view.setUint32(BASE_BLOCK.binsSize, plan.binsSizeBytes, true);
  if (plan.flags !== undefined) {
    view.setUint32(BASE_BLOCK.flags, (view.getUint32(BASE_BLOCK.flags, true) & ~1) | (plan.flags & 1), true);
  }
  // Writing the recovered hive back is one more write, which is how Windows counts it too.
  sealHeader(view, (plan.sequence + 1) >>> 0);
  return image;
}

function hasFirstBin(bytes: Uint8Array): boolean {
  if (bytes.length < BASE_BLOCK_SIZE + 32) return false;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(BASE_BLOCK_SIZE, true) === SIGNATURE_HBIN;
}

function firstBinTime(bytes: Uint8Array): bigint | undefined {
  if (!hasFirstBin(bytes)) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(BASE_BLOCK_SIZE + BIN.timestamp, true);
}
