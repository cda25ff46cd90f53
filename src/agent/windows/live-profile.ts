// The profile of the person who runs the process, on a running Windows: its registry and the files of its folder, with
// the same shape as a profile on a disk, so that capture and plan are the same code. Writes go one place at a time.

import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Location, ReadLocation } from '../../domain/catalog/setting.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { realDisk } from '../apply/disk.ts';
import { readProfileFile } from '../offline/offline-profile.ts';
import { resolveIgnoringCase } from '../offline/profile-files.ts';
import { openLiveRegistry } from '../registry/live-registry.ts';
import type { Registry, RegistryProblem } from '../registry/registry.ts';
import { runCommand } from '../schedule/command.ts';
import { readDeviceFacts } from './device-facts.ts';
import { type LockScreen, lockScreen } from './lock-screen.ts';
import { readSku } from './sku.ts';

export type LiveProfile = {
  readonly name: string;
  readonly registry: Registry;
  /** The profile folder. */
  readonly folder: string;
  /** Where Keepsake keeps what it needs to undo: `%LOCALAPPDATA%\Keepsake`. */
  readonly stateFolder: string;
  readonly facts: DeviceFacts;
  readonly read: ReadLocation;
  readonly covers: (location: Location) => boolean;
  readonly mayWrite: (location: Location) => boolean;
  /** `undefined` deletes. */
  readonly write: (location: Location, raw: RawValue | undefined) => Result<true, RegistryProblem>;
  readonly warnings: readonly string[];
};

export type LiveFolders = { readonly name: string; readonly folder: string; readonly stateFolder: string };

/** `facts` are what the caller knows better than the device itself. */
export async function openLiveProfile(facts: DeviceFacts): Promise<Result<LiveProfile, AgentProblem>> {
  const { USERPROFILE: folder, LOCALAPPDATA: localData, USERNAME: name } = process.env;
  if (process.platform !== 'win32' || folder === undefined || localData === undefined) {
    return fail({
      code: 'windows-needed',
      detail: 'The settings of a running Windows can only be reached on Windows, signed in as the person.',
      fix: 'Run it on the device, or name a profile on a disk: --profile.',
    });
  }
  const registry = await openLiveRegistry();
  const stateFolder = join(localData, 'Keepsake');
  const folders = { name: name ?? 'this profile', folder, stateFolder };
  const picture = lockScreen({ run: runCommand, stateFolder, systemRoot: process.env['SystemRoot'] ?? 'C:\\Windows' });
  const sku = facts.sku ?? (await readSku());
  return ok(liveProfile(registry, folders, sku === undefined ? facts : { ...facts, sku }, picture));
}

/** Without a lock screen the profile has none, like one on a disk. */
export function liveProfile(
  registry: Registry,
  folders: LiveFolders,
  facts: DeviceFacts,
  picture?: LockScreen,
): LiveProfile {
  return {
    ...folders,
    registry,
    facts: { ...readDeviceFacts(registry), ...facts },
    read: (location) => {
      if (location.kind === 'windows') return picture?.read() ?? { state: 'absent' };
      return location.kind === 'registry' ? registry.read(location) : readProfileFile(folders.folder, location.path);
    },
    covers: (location) => location.kind !== 'windows' || picture !== undefined,
    mayWrite: (location) => location.kind !== 'registry' || registry.mayWrite(location),
    write: (location, raw) => {
      if (location.kind === 'windows') return picture?.write(raw) ?? NO_LOCK_SCREEN;
      if (location.kind === 'file') return writeFile(folders.folder, location.path, raw);
      return raw === undefined ? registry.delete(location) : registry.write(location, raw);
    },
    warnings: [],
  };
}

const NO_LOCK_SCREEN: Result<never, RegistryProblem> = fail({ code: 'refused', detail: 'there is no lock screen' });

/** Replaces a file in one step, so that a crash leaves the old or the new one. */
function writeFile(folder: string, path: string, raw: RawValue | undefined): Result<true, RegistryProblem> {
  const target = resolveIgnoringCase(folder, path) ?? join(folder, path);
  const next = `${target}.keepsake`;
  try {
    if (raw === undefined) {
      if (existsSync(target)) realDisk.remove(target);
      return ok(true);
    }
    realDisk.makeFolder(dirname(target));
    rmSync(next, { force: true });
    realDisk.write(next, raw.data, target);
    realDisk.move(next, target);
    return ok(true);
  } catch (error) {
    rmSync(next, { force: true });
    return fail({ code: 'refused', detail: error instanceof Error ? error.message : String(error) });
  }
}
