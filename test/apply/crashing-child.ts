// Runs one act of `replaceFiles` and ends its own process, as a power cut would, before the n-th thing done to the disk.
// node crashing-child.ts apply|undo|finish FOLDER N REPLACEMENTS(JSON)

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, realDisk } from '../../src/agent/apply/disk.ts';
import { finishSessions, replaceFiles, undoLatest } from '../../src/agent/apply/replace-files.ts';

const [act = '', base = '', at = '', replacements = '[]'] = process.argv.slice(2);
let remaining = Number(at);

function cut(half?: () => void): void {
  remaining -= 1;
  if (remaining !== 0) return;
  half?.();
  process.kill(process.pid, 'SIGKILL');
}

const disk: Disk = {
  makeFolder: (path) => (cut(), realDisk.makeFolder(path)),
  write: (path, bytes, like) => {
    cut();
    cut(() => writeFileSync(path, bytes.subarray(0, bytes.length >>> 1)));
    realDisk.write(path, bytes, like);
  },
  keep: (path, as) => (cut(), realDisk.keep(path, as)),
  move: (from, to) => (cut(), realDisk.move(from, to)),
  remove: (path) => (cut(), realDisk.remove(path)),
  removeFolder: (path) => (cut(), realDisk.removeFolder(path)),
  removeTree: (path) => (cut(), realDisk.removeTree(path)),
};

const place = { disk, base, stateFolder: join(base, '.keepsake') };
if (act === 'finish') finishSessions(place);
else if (act === 'undo') report(undoLatest(place, false));
else {
  const info = {
    sessionId: '01900000-0000-7000-8000-000000000001',
    startedAt: '2026-01-01T00:00:00Z',
    description: 'test',
  };
  const files = (JSON.parse(replacements) as { path: string; bytes: string | null; expected: string | null }[]).map(
    (it) => ({
      path: it.path,
      bytes: it.bytes === null ? undefined : Buffer.from(it.bytes, 'base64'),
      expected: it.expected ?? undefined,
    }),
  );
  report(replaceFiles(place, info, files));
}

function report(result: { ok: boolean; error?: unknown }): void {
  if (!result.ok) {
    process.stderr.write(JSON.stringify(result.error));
    process.exitCode = 1;
  }
}
