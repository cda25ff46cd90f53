// Where a Windows profile keeps what Keepsake reads: on a mounted disk, in a rescued copy, on any system. Windows ignores
// case in file names and other systems do not, so every step of a path is found as Windows would find it.

import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { HiveName } from '../../domain/catalog/setting.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { HiveFiles } from './hive-file.ts';

export type ProfileFiles = {
  /** What the person who runs Keepsake called it. */
  readonly name: string;
  /** The profile folder; `undefined` when only a lone hive file was given. */
  readonly folder: string | undefined;
  readonly hives: ReadonlyMap<HiveName, HiveFiles>;
  /** The SOFTWARE hive of the Windows that the profile lies in, which knows the build; only read, never written. */
  readonly windowsSoftware: HiveFiles | undefined;
  /** Where Keepsake keeps what it needs to undo. Created on the first restore. */
  readonly stateFolder: string;
};

/** `path` is a profile folder (with an NTUSER.DAT in it) or a hive file, which may be gzipped. */
export function findProfile(path: string): Result<ProfileFiles, AgentProblem> {
  const kind = kindOf(path);
  if (kind === 'none') return notFound(`There is no "${path}".`);
  if (kind === 'file') return ok(loneHive(path));
  const user = hiveFiles(path, 'NTUSER.DAT');
  if (user === undefined) return notFound(`The folder "${path}" holds no NTUSER.DAT.`);
  const classes = hiveFiles(path, 'AppData/Local/Microsoft/Windows/UsrClass.dat');
  return ok({
    name: basename(path),
    folder: path,
    hives: new Map<HiveName, HiveFiles>([
      ['NTUSER.DAT', user],
      ...(classes ? [['UsrClass.dat', classes] as const] : []),
    ]),
    windowsSoftware: hiveFiles(dirname(dirname(path)), 'Windows/System32/config/SOFTWARE'),
    stateFolder: join(path, '.keepsake'),
  });
}

/** A hive file with the logs that lie beside it. */
export function hiveFileAt(path: string): HiveFiles {
  const gzipped = /\.gz$/i.test(path);
  const name = basename(path).replace(/\.gz$/i, '');
  const logs = ['.LOG1', '.LOG2', '.LOG']
    .map((ending) => resolveIgnoringCase(dirname(path), `${name}${ending}${gzipped ? '.gz' : ''}`))
    .filter((log) => log !== undefined);
  return { path, logs };
}

/** `path` under `folder`, whatever the case of its steps; `undefined` when a step is missing. */
export function resolveIgnoringCase(folder: string, path: string): string | undefined {
  let found = folder;
  for (const step of path.split('/')) {
    const exact = join(found, step);
    if (kindOf(exact) === 'none') {
      const name = namesIn(found).find((candidate) => candidate.toUpperCase() === step.toUpperCase());
      if (name === undefined) return undefined;
      found = join(found, name);
    } else {
      found = exact;
    }
  }
  return found;
}

function loneHive(path: string): ProfileFiles {
  return {
    name: basename(path),
    folder: undefined,
    hives: new Map([['NTUSER.DAT', hiveFileAt(path)]]),
    windowsSoftware: undefined,
    stateFolder: `${path}.keepsake`,
  };
}

function hiveFiles(folder: string, relative: string): HiveFiles | undefined {
  const path = resolveIgnoringCase(folder, relative);
  return path === undefined || kindOf(path) !== 'file' ? undefined : hiveFileAt(path);
}

function kindOf(path: string): 'file' | 'folder' | 'none' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  return stats.isDirectory() ? 'folder' : 'file';
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function notFound(detail: string): Result<never, AgentProblem> {
  return fail({
    code: 'profile-not-found',
    detail,
    fix: 'Give a profile folder such as C:\\Users\\Anna or its copy (the one that holds NTUSER.DAT), or a hive file.',
  });
}
