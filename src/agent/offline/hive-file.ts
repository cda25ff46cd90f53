// Registry hive files on a disk: with their transaction logs, and gzipped ones as people keep rescued hives.

import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Hive, openHive } from '../../regf/hive.ts';
import type { HiveMode } from '../../regf/image.ts';
import type { AgentProblem } from '../agent-problem.ts';

export type HiveFiles = {
  readonly path: string /** LOG1 and LOG2, those that exist. */;
  readonly logs: readonly string[];
};

/** Replays the logs in memory if the hive needs them. */
export function openHiveFiles(files: HiveFiles, mode: HiveMode = 'strict'): Result<Hive, AgentProblem> {
  const unreadable = (detail: string): Result<never, AgentProblem> =>
    fail({
      code: 'profile-unreadable',
      detail: `"${files.path}" can not be read: ${detail}`,
      fix: 'Copy the profile again. A profile in use is locked by Windows: sign the person out, or copy it from a snapshot of the disk.',
    });
  const bytes = readHiveBytes(files.path);
  if (!bytes.ok) return unreadable(bytes.error);
  const logs: Uint8Array[] = [];
  for (const path of files.logs) {
    const log = readHiveBytes(path);
    if (!log.ok) return unreadable(log.error);
    logs.push(log.value);
  }
  const hive = openHive(bytes.value, { logs, mode });
  return hive.ok ? hive : unreadable(`${hive.error.detail} (byte ${hive.error.offset}).`);
}

function readHiveBytes(path: string): Result<Uint8Array, string> {
  try {
    if (statSync(path).size > HIVE_BYTES_MAX) return fail(`it is larger than ${HIVE_BYTES_MAX} bytes.`);
    const bytes = readFileSync(path);
    return ok(isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: HIVE_BYTES_MAX }) : bytes);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** A larger file is no person's profile. */
const HIVE_BYTES_MAX = 512 * 1024 * 1024;
