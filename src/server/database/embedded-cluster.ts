// The files of the embedded PostgreSQL: made once, complete or not at all.
//
// A new cluster is initialized under a name of its own and then renamed into place, so a crash leaves no half-made cluster
// and of several processes that start at once exactly one wins, without a lock. `initdb` syncs its files; the folder is
// synced after the rename. Pages carry checksums. Deliberately absent: upgrades from one major version to the next.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lchown, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../../lib/bytes.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Launch } from './embedded-launch.ts';
import { isAlive } from './embedded-process.ts';
import { databaseLimits } from './limits.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

/** The embedded server's superuser: the owner of the schema, never the service. */
export const SUPERUSER = 'postgres';

const FRESH = 'postgres.new-';
const PASSWORD_FILE = 'keepsake-password';

/** Makes the data folder if it is not there. Answers its real path. */
export async function prepareDataFolder(dataFolder: string): Promise<Result<string, DatabaseProblem>> {
  // Root lets others pass through (not look inside), because PostgreSQL will run as somebody else.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    await mkdir(dataFolder, { recursive: true, mode });
    return ok(await realpath(dataFolder));
  } catch (error) {
    return problem(
      'data-folder-unusable',
      `the data folder ${dataFolder} can not be made: ${messageOf(error)}`,
      'Name a folder that this user may create and write to.',
    );
  }
}

export type ClusterOptions = {
  readonly dataFolder: string;
  readonly clusterFolder: string;
  /** With a password the server asks everybody for it; without, whoever may enter the socket's folder may connect. */
  readonly withPassword: boolean;
};

/** After this the cluster is there, of our major version, and owned by whom the server runs as. */
export async function ensureCluster(
  options: ClusterOptions,
  binaries: Binaries,
  launch: Launch,
): Promise<Result<undefined, DatabaseProblem>> {
  try {
    const there = await clusterMajor(options.clusterFolder);
    if (there === undefined) {
      await removeAbandoned(options.dataFolder);
      const made = await makeCluster(options, binaries, launch);
      if (!made.ok) return made;
    }
    const major = await clusterMajor(options.clusterFolder);
    if (major !== launch.major) {
      return problem(
        'data-folder-version',
        `${options.clusterFolder} was written by PostgreSQL ${major}, and this is PostgreSQL ${launch.major}`,
        'Dump the database with the old version and load it with the new one, as docs/operating/database.md says.',
      );
    }
    await giveTo(options.clusterFolder, launch.owner);
    return ok(undefined);
  } catch (error) {
    return problem(
      'data-folder-unusable',
      `the data folder ${options.dataFolder} can not be used: ${messageOf(error)}`,
      'Let Keepsake run as the user who owns the data folder, on a disk with room.',
    );
  }
}

/** The password of a cluster that asks for one. */
export async function readPassword(clusterFolder: string): Promise<string> {
  return (await readFile(join(clusterFolder, PASSWORD_FILE), 'utf8')).trim();
}

async function clusterMajor(clusterFolder: string): Promise<number | undefined> {
  try {
    return Number((await readFile(join(clusterFolder, 'PG_VERSION'), 'utf8')).trim());
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeCluster(
  options: ClusterOptions,
  binaries: Binaries,
  launch: Launch,
): Promise<Result<undefined, DatabaseProblem>> {
  const name = `${FRESH}${process.pid}-${toHex(randomBytes(4))}`;
  const fresh = join(options.dataFolder, name);
  const passwordFile = join(options.dataFolder, `${name}.password`);
  try {
    await mkdir(fresh, { mode: 0o700 });
    await giveTo(fresh, launch.owner);
    if (options.withPassword) await writeSecret(passwordFile, toHex(randomBytes(32)), launch.owner);
    const output = await initialize(fresh, options.withPassword ? passwordFile : undefined, binaries, launch);
    if (output !== undefined) {
      return problem('embedded-postgres-failed', `initdb failed: ${output}`, 'Free disk space, or see what it says.');
    }
    if (options.withPassword) await rename(passwordFile, join(fresh, PASSWORD_FILE));
    await publish(fresh, options.clusterFolder, options.dataFolder);
    return ok(undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** Runs initdb; `undefined` when it succeeded, else what it said. */
async function initialize(
  folder: string,
  passwordFile: string | undefined,
  binaries: Binaries,
  launch: Launch,
): Promise<string | undefined> {
  const [program, ...parameters] = [
    ...launch.wrapper,
    binaries.initdb,
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    ...(passwordFile === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]),
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    '--data-checksums',
    '--no-instructions',
  ];
  const child = spawn(program, parameters, {
    cwd: '/',
    env: launch.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: databaseLimits.embeddedInitializeMilliseconds,
    ...launch.identity,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status) => resolve(status === 0 ? undefined : said.trim() || `exit status ${status}`));
  });
}

/** Puts the finished cluster into place, unless another process was faster: then theirs is taken. */
async function publish(fresh: string, clusterFolder: string, dataFolder: string): Promise<void> {
  try {
    await rename(fresh, clusterFolder);
  } catch (error) {
    if ((await clusterMajor(clusterFolder)) === undefined) throw error;
  }
  if (process.platform === 'win32') return;
  const folder = await open(dataFolder, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What processes that are gone left behind while making a cluster. */
async function removeAbandoned(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    const pid = name.startsWith(FRESH) ? Number.parseInt(name.slice(FRESH.length), 10) : Number.NaN;
    if (pid > 0 && !isAlive(pid)) await rm(join(dataFolder, name), { recursive: true, force: true });
  }
}

async function writeSecret(file: string, secret: string, owner: Launch['owner']): Promise<void> {
  await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  await giveTo(file, owner);
}

/** Makes `owner` the owner of a whole tree, if it is not the owner of its root already. Only root can. */
async function giveTo(path: string, owner: Launch['owner']): Promise<void> {
  if (owner === undefined || (await lstat(path)).uid === owner.uid) return;
  const inside = (await lstat(path)).isDirectory() ? await readdir(path, { recursive: true }) : [];
  // The root comes last: until it changes hands the next start does the whole tree again.
  for (const name of inside) await lchown(join(path, name), owner.uid, owner.gid);
  await lchown(path, owner.uid, owner.gid);
}
