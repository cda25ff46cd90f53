// `postmaster.pid`, PostgreSQL's own lock on its data folder, which also says where the server listens.

import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './problem.ts';

export type PostmasterFile = {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  readonly listenAddress: string;
  readonly status: string;
};

/** `postmaster.pid`, whose lines PostgreSQL's `miscadmin.h` numbers; a server that starts fills them in one by one. */
export async function readPostmasterFile(clusterFolder: string): Promise<PostmasterFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const [pid = '', , , port = '', socketFolder = '', listenAddress = '', , status = ''] = text.split('\n');
  // A negative id is a PostgreSQL that serves no connections (initdb, single-user mode).
  const id = Math.abs(Number.parseInt(pid, 10));
  if (!(id > 0)) return undefined;
  return { pid: id, port: Number(port), socketFolder, listenAddress, status: status.trim() };
}

/** Takes a file away that a dead server left and whose process id is somebody else's now. */
export async function discardPostmasterFile(clusterFolder: string, pid: number): Promise<void> {
  const file = join(clusterFolder, 'postmaster.pid');
  const aside = `${file}.left-${process.pid}`;
  try {
    await rename(file, aside);
    // Between our look and our grip a new server may have written its own: then that one goes back.
    if (Number.parseInt(await readFile(aside, 'utf8'), 10) === pid) await rm(aside);
    else await rename(aside, file);
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
