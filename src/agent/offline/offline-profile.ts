// A Windows profile on a disk, opened for reading: its hives with their transaction logs replayed in memory, and its
// files. Nothing here writes. A damaged value is "unreadable" with its reason, never "absent".

import { readFileSync, statSync } from 'node:fs';
import { type Hive, HiveError } from '../../regf/hive.ts';
import { REG_BINARY } from '../../regf/value-type.ts';
import { ok, type Result } from '../../lib/result.ts';
import { readDword } from '../../domain/catalog/codecs/number.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { HiveName, Location, Reading, ReadLocation, RegistryLocation } from '../../domain/catalog/setting.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type HiveOnDisk, openHiveFiles } from './hive-file.ts';
import { findProfile, type ProfileFiles, resolveIgnoringCase } from './profile-files.ts';

export type OfflineProfile = {
  readonly files: ProfileFiles;
  readonly hives: ReadonlyMap<HiveName, HiveOnDisk>;
  readonly facts: DeviceFacts;
  readonly read: ReadLocation;
  /** Whether the profile has such a place at all. */
  readonly covers: (location: Location) => boolean;
  /** What a careful reader should know, such as a hive whose last changes are lost with its log. */
  readonly warnings: readonly string[];
};

/** More than any file of the catalog may have; the largest is the desktop's picture. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;

/** `facts` are what the caller knows better than the profile itself. */
export function openProfile(path: string, facts: DeviceFacts = {}): Result<OfflineProfile, AgentProblem> {
  const files = findProfile(path);
  if (!files.ok) return files;
  const hives = new Map<HiveName, HiveOnDisk>();
  const warnings: string[] = [];
  for (const [name, at] of files.value.hives) {
    const hive = openHiveFiles(at);
    if (!hive.ok) return hive;
    hives.set(name, hive.value);
    warnings.push(...recoveryWarnings(name, hive.value.hive));
  }
  const known = { ...factsOf(files.value, hives), ...facts };
  if (known.windowsBuild === undefined) warnings.push(BUILD_UNKNOWN);
  return ok({
    files: files.value,
    hives,
    facts: known,
    read: (location) => readLocation(files.value, hives, location),
    covers: (location) => covers(files.value, location),
    warnings,
  });
}

const BUILD_UNKNOWN =
  'The Windows build of this profile is unknown (--build tells it): what fits only one release stays behind, and defaults that differ between releases count as chosen.';

export function readRegistry(hive: Hive | undefined, location: RegistryLocation): Reading {
  try {
    const value = hive?.find(location.key)?.value(location.value);
    return value === undefined
      ? { state: 'absent' }
      : { state: 'present', raw: { type: value.type, data: value.data } };
  } catch (error) {
    if (!(error instanceof HiveError)) throw error;
    return { state: 'unreadable', reason: error.problem.detail };
  }
}

function readLocation(files: ProfileFiles, hives: ReadonlyMap<HiveName, HiveOnDisk>, location: Location): Reading {
  if (location.kind === 'registry') return readRegistry(hives.get(location.hive)?.hive, location);
  if (location.kind === 'windows') return { state: 'absent' };
  return files.folder === undefined ? { state: 'absent' } : readProfileFile(files.folder, location.path);
}

/** `path` from the profile folder, with forward slashes. */
export function readProfileFile(folder: string, path: string): Reading {
  const found = resolveIgnoringCase(folder, path);
  if (found === undefined) return { state: 'absent' };
  try {
    if (statSync(found).size > FILE_BYTES_MAX) return { state: 'unreadable', reason: 'the file is too large' };
    return { state: 'present', raw: { type: REG_BINARY, data: readFileSync(found) } };
  } catch (error) {
    return { state: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function covers(files: ProfileFiles, location: Location): boolean {
  if (location.kind === 'registry') return files.hives.has(location.hive);
  return location.kind === 'file' && files.folder !== undefined;
}

/** The build is in the SOFTWARE hive beside the profile, or where Winlogon noted it at the person's last sign-in. */
function factsOf(files: ProfileFiles, hives: ReadonlyMap<HiveName, HiveOnDisk>): DeviceFacts {
  const software = files.windowsSoftware === undefined ? undefined : openHiveFiles(files.windowsSoftware);
  const machine = software?.ok === true ? software.value.hive : undefined;
  const fromMachine = buildIn(machine, 'SOFTWARE', 'Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber');
  const fromUser = buildIn(
    hives.get('NTUSER.DAT')?.hive,
    'NTUSER.DAT',
    'Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
    'BuildNumber',
  );
  const windowsBuild = fromMachine ?? fromUser;
  return windowsBuild === undefined ? {} : { windowsBuild };
}

function buildIn(hive: Hive | undefined, name: HiveName, key: string, value: string): number | undefined {
  const reading = readRegistry(hive, { kind: 'registry', hive: name, key, value });
  const build = reading.state === 'present' ? readDword(reading.raw) : undefined;
  return build?.ok === true && build.value > 0 ? build.value : undefined;
}

function recoveryWarnings(name: HiveName, hive: Hive): readonly string[] {
  const { state } = hive.recovery;
  if (state === 'clean' || state === 'recovered') return [];
  return [`${name} was not closed cleanly and its log is missing or unusable: the person's last changes may be lost.`];
}
