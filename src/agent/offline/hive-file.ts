// Registry hive files on a disk: with their transaction logs, and gzipped ones as people keep rescued hives.

import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Sha256, sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Hive, openHive } from '../../regf/hive.ts';
import type { HiveMode } from '../../regf/image.ts';
import type { AgentProblem } from '../agent-problem.ts';

export type HiveFiles = {
  readonly path: string /** LOG1 and LOG2, those that exist. */;
  readonly logs: readonly string[];
};

/** An opened hive, and what its file was when it was read. */
export type HiveOnDisk = { readonly hive: Hive; readonly fileSha256: Sha256; readonly compressed: boolean };

/** Replays the logs in memory if the hive needs them. */
export function openHiveFiles(files: HiveFiles, mode: HiveMode = 'strict'): Result<HiveOnDisk, AgentProblem> {
  const unreadable = (detail: string): Result<never, AgentProblem> =>
    fail({
      code: 'profile-unreadable',
      detail: `"${files.path}" can not be read: ${detail}`,
      fix: 'Copy the profile again. A profile in use is locked by Windows: sign the person out, or copy it from a snapshot of the disk.',
    });
  const primary = readHiveFile(files.path);
  if (!primary.ok) return unreadable(primary.error);
  const logs: Uint8Array[] = [];
  for (const path of files.logs) {
    const log = readHiveFile(path);
    if (!log.ok) return unreadable(log.error);
    logs.push(log.value.bytes);
  }
  const { bytes, fileSha256, compressed } = primary.value;
  const hive = openHive(bytes, { logs, mode });
  if (!hive.ok) return unreadable(`${hive.error.detail} (byte ${hive.error.offset}).`);
  return ok({ hive: hive.value, fileSha256, compressed });
}

type HiveFile = { readonly bytes: Uint8Array; readonly fileSha256: Sha256; readonly compressed: boolean };

function readHiveFile(path: string): Result<HiveFile, string> {
  try {
    if (statSync(path).size > HIVE_BYTES_MAX) return fail(`it is larger than ${HIVE_BYTES_MAX} bytes.`);
    const file = readFileSync(path);
    const compressed = file[0] === 0x1f && file[1] === 0x8b;
    const bytes = compressed ? gunzipSync(file, { maxOutputLength: HIVE_BYTES_MAX }) : file;
    return ok({ bytes, fileSha256: sha256(file), compressed });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** A larger file is no person's profile. */
const HIVE_BYTES_MAX = 512 * 1024 * 1024;
