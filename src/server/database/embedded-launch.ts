// As whom, and through which wrappers, the embedded PostgreSQL is run.
//
// PostgreSQL refuses to run as root. Each way below is tried for real (`postgres --version`, from inside the data folder)
// and the first that works is taken:
// - a plain user runs it as it is; a user that no account names (some containers) gets a name in a user namespace;
// - root gives up its rights for those of the folder's owner, or of `nobody`; where such a user can not reach the
//   folders (a checkout under a 0700 home), a user namespace gives PostgreSQL another name and no capabilities.
// Wherever `setpriv` can do it, the kernel is asked to end PostgreSQL in good order when this process dies, however it
// dies. (The kernel ties that to the thread: start the server from the main thread.)

import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { ok, type Result } from '../../lib/result.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type DatabaseProblem, problem } from './problem.ts';

export type Launch = {
  /** Put before each command. */
  readonly wrapper: readonly string[];
  /** Given to `spawn`; absent: stay who we are. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined;
  /** Who must own PostgreSQL's files, as the file system sees it; absent where that has no meaning (Windows). */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** The major version of the programs, such as 18. */
  readonly major: number;
};

type Way = Pick<Launch, 'wrapper' | 'identity' | 'owner'>;
type Owner = { readonly uid: number; readonly gid: number };

const NOBODY: Owner = { uid: 65_534, gid: 65_534 };
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`];
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'INT'];

/** The first way that works here. `clusterOwner` is who owns the files already there, if any are. */
export function chooseLaunch(
  binaries: Binaries,
  dataFolder: string,
  clusterOwner: Owner | undefined,
): Result<Launch, DatabaseProblem> {
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...binaries.environment };
  const refusals: string[] = [];
  for (const way of waysToLaunch(clusterOwner)) {
    const tried = tryOut(way, binaries.postgres, dataFolder, environment);
    if (typeof tried === 'number') return ok({ ...way, environment, major: tried });
    refusals.push(`${describe(way)}: ${tried}`);
  }
  return problem(
    'embedded-postgres-user',
    `the embedded PostgreSQL can not be run here (${refusals.join('; ')})`,
    'Run Keepsake as a user of its own that may read the installation and owns the data folder, or set DATABASE_URL.',
  );
}

function waysToLaunch(clusterOwner: Owner | undefined): Way[] {
  if (process.platform === 'win32' || process.getuid === undefined || process.getgid === undefined) {
    return [{ wrapper: [], identity: undefined, owner: undefined }];
  }
  const self = { uid: process.getuid(), gid: process.getgid() };
  const asSelf = { wrapper: [], identity: undefined, owner: self };
  const inNamespace = { wrapper: NAMESPACE, identity: undefined, owner: self };
  const ways: Way[] = [];
  if (self.uid === 0) {
    const other = clusterOwner === undefined || clusterOwner.uid === 0 ? NOBODY : clusterOwner;
    ways.push({ wrapper: [], identity: other, owner: other }, inNamespace);
  } else {
    ways.push(hasAccount() ? asSelf : inNamespace);
  }
  return ways.flatMap((way) => [{ ...way, wrapper: [...way.wrapper, ...DIE_WITH_PARENT] }, way]);
}

function hasAccount(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** The major version, or why this way does not work. */
function tryOut(way: Way, postgres: string, folder: string, environment: Record<string, string>): number | string {
  const command = [...way.wrapper, postgres, '--version'];
  const [program = '', ...parameters] =
    process.platform === 'win32' ? command : ['/bin/sh', '-c', 'cd "$0" && exec "$@"', folder, ...command];
  const answer = spawnSync(program, parameters, {
    cwd: '/',
    env: environment,
    encoding: 'utf8',
    timeout: 30_000,
    ...way.identity,
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  if (answer.status === 0 && major !== undefined) return Number(major);
  return answer.error?.message ?? (answer.stderr.trim() || `exit status ${answer.status}`);
}

function describe(way: Way): string {
  const who = way.identity === undefined ? 'as this user' : `as user ${way.identity.uid}`;
  return way.wrapper.length === 0 ? who : `${who} with ${way.wrapper.join(' ')}`;
}
