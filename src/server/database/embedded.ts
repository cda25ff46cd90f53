// PostgreSQL as part of the program: started with the service, stopped with it, its files in the data folder.
//
// Guarantees: what is committed is on the disk (fsync on, checksums on); one server per data folder, however many
// processes ask for one at once: one starts it and owns it, the others use it; only the owner's `stop` stops it; what a
// crash left is ended or recovered by the next start. Nothing listens on the network (Windows: on the loopback address,
// with a password). Deliberately absent: upgrades between major versions, replication, tuning: set DATABASE_URL for those.

import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '../../lib/result.ts';
import { findBinaries } from './embedded-binaries.ts';
import { ensureCluster, prepareDataFolder } from './embedded-cluster.ts';
import { prepareEndpoint, type Transport } from './embedded-endpoint.ts';
import { chooseLaunch } from './embedded-launch.ts';
import { type Connection, endOrphan, findRunning, type Server, startServer } from './embedded-postmaster.ts';
import { databaseLimits } from './limits.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

export type DatabaseServer = {
  readonly connection: Connection;
  /** Another process (or an earlier call) owns the server: `stop` then does nothing. */
  readonly adopted: boolean;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataFolder: string;
  /** Gets the server's own log, line by line. Lines begin with their SQLSTATE: `00000` is routine. */
  readonly log?: ((line: string) => void) | undefined;
  /** The `native` folder of another installation than the one npm made. */
  readonly nativeFolder?: string | undefined;
  /** Default: `tcp` on Windows, else `socket`. A cluster keeps the one it was made with. */
  readonly transport?: Transport | undefined;
};

/** A running server on this data folder, our own or another process's. */
export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<Result<DatabaseServer, DatabaseProblem>> {
  const prepared = await prepareDataFolder(options.dataFolder);
  if (!prepared.ok) return prepared;
  const clusterFolder = join(prepared.value, 'postgres');
  const deadline = performance.now() + databaseLimits.embeddedReadyMilliseconds;
  let obstacle = '';
  while (performance.now() < deadline) {
    const running = await lookAt(clusterFolder);
    if (running.state === 'refused') return refused(clusterFolder, running.detail);
    if (running.state === 'ready') return ok({ connection: running.connection, adopted: true, stop: async () => {} });
    if (running.state === 'absent') {
      const started = await startOwn(options, prepared.value, clusterFolder);
      if (started.ok) return ok({ ...started.value, adopted: false });
      if (started.error.code !== 'data-folder-locked') return started;
      obstacle = started.error.detail;
    } else if (running.state === 'orphan') {
      endOrphan(running.pid);
    } else {
      obstacle = running.detail;
    }
    await pause(databaseLimits.embeddedPollMilliseconds);
  }
  return problem(
    'data-folder-locked',
    `the data folder ${options.dataFolder} stays in use: ${obstacle}`,
    'End the other service that uses this data folder, or give this one a folder of its own.',
  );
}

async function lookAt(clusterFolder: string): Promise<Awaited<ReturnType<typeof findRunning>>> {
  try {
    return await findRunning(clusterFolder);
  } catch (error) {
    return { state: 'refused', detail: messageOf(error) };
  }
}

async function startOwn(
  options: EmbeddedOptions,
  dataFolder: string,
  clusterFolder: string,
): Promise<Result<Server, DatabaseProblem>> {
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
  const binaries = await findBinaries(join(dataFolder, 'postgres-libraries'), options.nativeFolder);
  if (!binaries.ok) return binaries;
  const launch = chooseLaunch(binaries.value, dataFolder, await ownerOf(clusterFolder));
  if (!launch.ok) return launch;
  const cluster = { dataFolder, clusterFolder, withPassword: transport === 'tcp' };
  const ensured = await ensureCluster(cluster, binaries.value, launch.value);
  if (!ensured.ok) return ensured;
  const endpoint = await prepareEndpoint(transport, clusterFolder, launch.value.owner);
  if (!endpoint.ok) return endpoint;
  return startServer({
    clusterFolder,
    endpoint: endpoint.value,
    binaries: binaries.value,
    launch: launch.value,
    log: options.log ?? (() => {}),
  });
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    return await lstat(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function refused(clusterFolder: string, detail: string) {
  return problem(
    'data-folder-unusable',
    `the database in ${clusterFolder} can not be reached: ${detail}`,
    'Run this as the user who owns the data folder (or as root).',
  );
}
