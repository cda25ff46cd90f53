// The few things applying does to a disk, each durable when it returns. They come in through this door so that a test
// can end the process before any one of them.

import * as fs from 'node:fs';
import { dirname } from 'node:path';

export type Disk = {
  /** The folder and its parents; nothing happens when it is there. */
  readonly makeFolder: (path: string) => void;
  /** A new file, synced, with the mode and owner of `like` where there is such a file. */
  readonly write: (path: string, bytes: Uint8Array, like?: string) => void;
  /** A second name for the same file; a synced copy where the file system has no hard links. */
  readonly keep: (path: string, as: string) => void;
  /** Replaces `to` in one step. */
  readonly move: (from: string, to: string) => void;
  /** Nothing happens when it is not there. */
  readonly remove: (path: string) => void;
  /** Only if it is empty; otherwise nothing happens. */
  readonly removeFolder: (path: string) => void;
  /** A folder with all that is in it. */
  readonly removeTree: (path: string) => void;
};

export const realDisk: Disk = {
  makeFolder: (path) => {
    const missing: string[] = [];
    for (let at = path; !fs.existsSync(at); at = dirname(at)) missing.unshift(at);
    fs.mkdirSync(path, { recursive: true, mode: 0o700 });
    for (const created of missing) syncFolder(dirname(created));
  },
  write: (path, bytes, like) => {
    const file = fs.openSync(path, 'wx', 0o600);
    try {
      fs.writeFileSync(file, bytes);
      if (like !== undefined) takeAfter(file, like);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    syncFolder(dirname(path));
  },
  keep: (path, as) => {
    try {
      fs.linkSync(path, as);
    } catch {
      fs.cpSync(path, as, { preserveTimestamps: true, errorOnExist: true, force: false });
      syncFile(as);
    }
    syncFolder(dirname(as));
  },
  move: (from, to) => {
    fs.renameSync(from, to);
    syncFolder(dirname(to));
  },
  remove: (path) => {
    fs.rmSync(path, { force: true });
    syncFolder(dirname(path));
  },
  removeFolder: (path) => {
    if (fs.existsSync(path) && fs.readdirSync(path).length === 0) fs.rmdirSync(path);
  },
  removeTree: (path) => fs.rmSync(path, { recursive: true, force: true }),
};

function takeAfter(file: number, like: string): void {
  const stats = fs.statSync(like, { throwIfNoEntry: false });
  if (stats === undefined) return;
  fs.fchmodSync(file, stats.mode & 0o7777);
  try {
    fs.fchownSync(file, stats.uid, stats.gid);
  } catch {
    // Only a privileged process may give a file away; then the file belongs to whoever restores.
  }
}

function syncFile(path: string): void {
  const file = fs.openSync(path, 'r+');
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Windows has no such call, and keeps folder entries in its own journal. */
function syncFolder(path: string): void {
  if (process.platform === 'win32' || !fs.existsSync(path)) return;
  const folder = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
