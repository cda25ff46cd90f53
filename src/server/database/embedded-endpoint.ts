// Where the embedded server listens: a Unix socket inside its own 0700 folder, or, on Windows, TCP on the loopback
// address with a password.
//
// The path of a Unix socket has room for about a hundred bytes. A data folder too deep for that gets a short 0700 folder
// under the temporary folder, named by a hash of the data folder's path. Since everybody may make folders there, it is
// used only if it belongs to whom it should and nobody else may enter.

import { lchown, lstat, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../lib/hash.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Launch } from './embedded-launch.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

export type Transport = 'socket' | 'tcp';

export type Endpoint = { readonly transport: Transport; readonly host: string; readonly port: number };

const LOOPBACK = '127.0.0.1';
const SOCKET_PORT = 5432;
/** `sun_path` without its terminating zero. */
const SOCKET_PATH_BYTES_MAX = process.platform === 'linux' ? 107 : 103;

/** Where a server of this cluster is to listen; what is needed for it is made. */
export async function prepareEndpoint(
  transport: Transport,
  clusterFolder: string,
  owner: Launch['owner'],
): Promise<Result<Endpoint, DatabaseProblem>> {
  if (transport === 'tcp') return ok({ transport, host: LOOPBACK, port: await freePort() });
  const host = socketFolder(clusterFolder);
  if (!fitsSocket(host)) {
    return problem(
      'socket-path-too-long',
      `${host} is too long for the path of a Unix socket (${SOCKET_PATH_BYTES_MAX} bytes)`,
      'Choose a shorter data folder, or a shorter temporary folder (TMPDIR).',
    );
  }
  if (host !== clusterFolder) {
    const refused = await preparePrivateFolder(host, owner);
    if (refused !== undefined) {
      return problem(
        'data-folder-unusable',
        `the socket folder ${host} can not be trusted: ${refused}`,
        'Remove that folder after looking who made it, or choose a data folder with a shorter path.',
      );
    }
  }
  return ok({ transport, host, port: SOCKET_PORT });
}

/** Whether a folder that a server's own file names as its socket folder is safe to connect through. */
export async function isTrustedSocketFolder(folder: string, clusterFolder: string): Promise<boolean> {
  if (folder === clusterFolder) return true;
  const cluster = await lstat(clusterFolder);
  return (await whyNotPrivate(folder, cluster.uid)) === undefined;
}

function socketFolder(clusterFolder: string): string {
  if (fitsSocket(clusterFolder)) return clusterFolder;
  return join(tmpdir(), `keepsake-${sha256(clusterFolder).slice(0, 16)}`);
}

function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_BYTES_MAX;
}

async function preparePrivateFolder(folder: string, owner: Launch['owner']): Promise<string | undefined> {
  try {
    await mkdir(folder, { mode: 0o700 });
    if (owner !== undefined) await lchown(folder, owner.uid, owner.gid);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return messageOf(error);
  }
  return whyNotPrivate(folder, owner?.uid);
}

async function whyNotPrivate(folder: string, uid: number | undefined): Promise<string | undefined> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory()) return 'it is not a folder';
    if (uid !== undefined && found.uid !== uid) return `it belongs to user ${found.uid}, not to user ${uid}`;
    if ((found.mode & 0o077) !== 0) return 'others may enter it';
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the system gave no TCP port');
  return address.port;
}
