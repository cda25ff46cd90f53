// The running server of a cluster: is there one, whose is it, start one, end it.
//
// PostgreSQL itself guards its data folder with `postmaster.pid`; this module reads that file and believes an answer on
// the socket more than a process id, so that it also sees a server in another container. Each server we start carries the
// token of the process that owns it as the setting `keepsake.owner`: whoever finds a server whose owner is gone may end it.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ok, type Result } from '../../lib/result.ts';
import type { Binaries } from './embedded-binaries.ts';
import { readPassword, SUPERUSER } from './embedded-cluster.ts';
import { type Endpoint, isTrustedSocketFolder } from './embedded-endpoint.ts';
import type { Launch } from './embedded-launch.ts';
import { discardPostmasterFile, type PostmasterFile, readPostmasterFile } from './embedded-lock-file.ts';
import { isAlive, isIdTaken, isTokenAlive, processToken, workingFolder } from './embedded-process.ts';
import { databaseLimits } from './limits.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

export type Connection = {
  readonly host: string;
  readonly port?: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
};

export type Running =
  | { readonly state: 'absent' }
  /** Starting, recovering, stopping, or without room for one more connection: look again. */
  | { readonly state: 'busy'; readonly detail: string }
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'orphan'; readonly pid: number }
  | { readonly state: 'ready'; readonly connection: Connection };

/** What is running on this cluster right now. */
export async function findRunning(clusterFolder: string): Promise<Running> {
  const file = await readPostmasterFile(clusterFolder);
  if (file === undefined) return { state: 'absent' };
  const connection = await connectionOf(file, clusterFolder);
  const answer: Answer = connection === undefined ? { state: 'silent' } : await ask(connection);
  if (answer.state === 'silent' || connection === undefined) return findSilent(file, clusterFolder);
  if (answer.state !== 'ready') return answer;
  // A server that we can not see among our processes lives in another container, and so may its owner.
  const isOrphan = answer.owner !== '' && isAlive(file.pid) && !isTokenAlive(answer.owner);
  return isOrphan ? { state: 'orphan', pid: file.pid } : { state: 'ready', connection };
}

/** There is a lock file and nobody answers: the server is starting or stopping, or it is gone. */
async function findSilent(file: PostmasterFile, clusterFolder: string): Promise<Running> {
  const folder = workingFolder(file.pid);
  if (isAlive(file.pid) && (folder === undefined || folder === clusterFolder)) {
    return { state: 'busy', detail: `process ${file.pid} holds it and does not answer` };
  }
  // PostgreSQL sorts this out itself, but for an id that is a zombie's or somebody else's by now.
  if (isIdTaken(file.pid)) await discardPostmasterFile(clusterFolder, file.pid);
  return { state: 'absent' };
}

export type Server = { readonly connection: Connection; stop(): Promise<void> };

export type StartOptions = {
  readonly clusterFolder: string;
  readonly endpoint: Endpoint;
  readonly binaries: Binaries;
  readonly launch: Launch;
  readonly log: (line: string) => void;
};

/** Starts a server and waits until it accepts connections. `data-folder-locked` if another one is there. */
export async function startServer(options: StartOptions): Promise<Result<Server, DatabaseProblem>> {
  const { clusterFolder, endpoint, binaries } = options;
  const { child, lines, gone, ended } = spawnServer(options);
  if (!(await becomesReady(child, clusterFolder, ended))) return startFailed(clusterFolder, ended(), lines);

  // Nothing waits for the server: a program that forgets it may end, and the server ends with it.
  child.unref();
  (child.stderr as { unref?: () => void }).unref?.();
  const stop = async () => {
    if (ended() !== undefined) return;
    child.ref();
    if (process.platform === 'win32') stopWithPgCtl(binaries.pgCtl, clusterFolder);
    else child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGQUIT'), databaseLimits.embeddedStopMilliseconds);
    await gone;
    clearTimeout(late);
  };
  return ok({ connection: await connectionTo(endpoint, clusterFolder), stop });
}

function spawnServer({ clusterFolder, endpoint, binaries, launch, log }: StartOptions) {
  const [program = '', ...parameters] = [
    ...launch.wrapper,
    binaries.postgres,
    ...serverParameters(clusterFolder, endpoint),
  ];
  const child = spawn(program, parameters, {
    cwd: '/',
    env: launch.environment,
    // A session of its own: Ctrl+C in a terminal is for the service, which then stops the server in good order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...launch.identity,
  });
  const lines = followLog(child.stderr, log);
  let how: string | undefined;
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (how = error.message)));
    child.once('close', (status, signal) => resolve(void (how = `it ended with ${signal ?? `status ${status}`}`)));
  });
  const endWithUs = () => void child.kill('SIGINT');
  process.once('exit', endWithUs);
  child.once('close', () => process.off('exit', endWithUs));
  return { child, lines, gone, ended: () => how };
}

/** False if it ended instead, or takes too long: then it is told to end. */
async function becomesReady(
  child: ChildProcess,
  clusterFolder: string,
  ended: () => string | undefined,
): Promise<boolean> {
  const deadline = performance.now() + databaseLimits.embeddedReadyMilliseconds;
  while (ended() === undefined) {
    const file = await readPostmasterFile(clusterFolder);
    if (file?.pid === child.pid && file?.status === 'ready') return true;
    if (performance.now() > deadline) {
      child.kill('SIGINT');
      return false;
    }
    await pause(databaseLimits.embeddedPollMilliseconds);
  }
  return false;
}

/** Asks a server that nobody owns to end in good order. It is gone when `findRunning` no longer sees it. */
export function endOrphan(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // Gone already.
  }
}

function serverParameters(clusterFolder: string, endpoint: Endpoint): string[] {
  const settings: Record<string, string> = {
    listen_addresses: endpoint.transport === 'tcp' ? endpoint.host : '',
    unix_socket_directories: endpoint.transport === 'tcp' ? '' : endpoint.host,
    unix_socket_permissions: '0700',
    port: String(endpoint.port),
    ssl: 'off',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // The default on macOS leaves data in the disk's cache.
    ...(process.platform === 'darwin' ? { wal_sync_method: 'fsync_writethrough' } : {}),
    // What statements do wrong is told to whoever sent them; here it would only put personal data into a log.
    log_min_messages: 'log',
    // Each line begins with its SQLSTATE, so that nobody has to match on prose.
    log_line_prefix: '%e ',
    'keepsake.owner': processToken(process.pid),
  };
  return ['-D', clusterFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** SQLSTATE lock_file_exists: another server holds the folder, or its memory is still in use for a moment. */
const LOCK_FILE_EXISTS = 'F0001 ';

function startFailed(clusterFolder: string, ended = 'it was not ready in time', lines: readonly string[]) {
  const said = lines.join('\n');
  if (lines.some((line) => line.startsWith(LOCK_FILE_EXISTS))) {
    return problem(
      'data-folder-locked',
      `another PostgreSQL server holds ${clusterFolder}: ${said}`,
      'End the other service that uses this data folder, or give this one a folder of its own.',
    );
  }
  return problem(
    'embedded-postgres-failed',
    `the embedded PostgreSQL did not start (${ended}): ${said}`,
    'See what it says; a full disk and a damaged file system are the usual causes. Do not delete the data folder.',
  );
}

/** Passes each line on and keeps the last ones. */
function followLog(stream: NodeJS.ReadableStream, log: (line: string) => void): readonly string[] {
  const kept: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    kept.push(line);
    if (kept.length > databaseLimits.embeddedLogLinesKept) kept.shift();
    log(line);
  });
  return kept;
}

function stopWithPgCtl(pgCtl: string, clusterFolder: string): void {
  spawnSync(pgCtl, ['stop', '--pgdata', clusterFolder, '--mode=fast', '--no-wait'], { timeout: 30_000 });
}

async function connectionOf(file: PostmasterFile, clusterFolder: string): Promise<Connection | undefined> {
  if (!(file.port > 0)) return undefined;
  if (file.socketFolder !== '') {
    const host = file.socketFolder;
    if (!(await isTrustedSocketFolder(host, clusterFolder))) return undefined;
    return connectionTo({ transport: 'socket', host, port: file.port }, clusterFolder);
  }
  if (file.listenAddress === '') return undefined;
  return connectionTo({ transport: 'tcp', host: file.listenAddress, port: file.port }, clusterFolder);
}

async function connectionTo(endpoint: Endpoint, clusterFolder: string): Promise<Connection> {
  const { host, port, transport } = endpoint;
  const connection = { host, port, user: SUPERUSER, database: 'postgres' };
  return transport === 'tcp' ? { ...connection, password: await readPassword(clusterFolder) } : connection;
}

type Answer =
  | { readonly state: 'ready'; readonly owner: string }
  | { readonly state: 'silent' }
  | { readonly state: 'busy' | 'refused'; readonly detail: string };

async function ask(connection: Connection): Promise<Answer> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: databaseLimits.connectMilliseconds });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ owner: string | null }>(
      "SELECT current_setting('keepsake.owner', true) AS owner",
    );
    return { state: 'ready', owner: rows[0]?.owner ?? '' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return { state: 'silent' };
    const refused = code === 'EACCES' || code === 'EPERM' || code?.startsWith('28');
    return { state: refused ? 'refused' : 'busy', detail: messageOf(error) };
  } finally {
    await client.end().catch(() => {});
  }
}
