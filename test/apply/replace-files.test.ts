// A restore that is killed: at every single thing it does to the disk, in the act, in its undoing and in the mending of
// either, with real processes that end by SIGKILL. What is left is the old profile or the new one, never a mixture.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { hasUnfinishedSession } from '../../src/agent/apply/journal.ts';
import { finishSessions, replaceFiles, undoLatest } from '../../src/agent/apply/replace-files.ts';
import { sha256 } from '../../src/lib/hash.ts';

type Tree = Readonly<Record<string, string>>;
type Case = { readonly name: string; readonly old: Tree; readonly changes: Readonly<Record<string, string | null>> };

const CASES: readonly Case[] = [
  {
    name: 'one hive',
    old: { 'NTUSER.DAT': 'old hive', 'Documents/letter.txt': 'not ours' },
    changes: { 'NTUSER.DAT': 'new hive' },
  },
  {
    name: 'two hives, a new file in a new folder, a removed one',
    old: { 'NTUSER.DAT': 'old hive', 'AppData/Local/UsrClass.dat': 'old classes', 'AppData/gone.bin': 'to be removed' },
    changes: {
      'NTUSER.DAT': 'new hive',
      'AppData/Local/UsrClass.dat': 'new classes',
      'AppData/Local/Packages/Start/LocalState/start2.bin': 'pins',
      'AppData/gone.bin': null,
    },
  },
];

for (const example of CASES) {
  const after = applied(example);
  const before = applied({ ...example, changes: {} });

  test(`killed at any point, ${example.name}: the old or the new profile, and then undone to the byte`, () => {
    const ends = atEveryPoint(example, 'apply', (folder) => {
      if (Object.keys(example.changes).length === 1) assertOneOf(treeOf(folder), [before, after]);
      finishSessions(placeIn(folder));
      const found = treeOf(folder);
      assertOneOf(found, [before, after]);
      if (!same(found, after)) return 'old';
      assert.ok(undoLatest(placeIn(folder), false).ok);
      assert.deepEqual(treeOf(folder), before);
      return 'new';
    });
    assert.ok(ends.includes('old') && ends.includes('new'), `both ends were seen: ${ends.join(' ')}`);
  });

  test(`killed while undoing, ${example.name}: the new or the old profile`, () => {
    const ends = atEveryPoint(example, 'undo', (folder) => {
      finishSessions(placeIn(folder));
      const found = treeOf(folder);
      assertOneOf(found, [before, after]);
      return same(found, after) ? 'new' : 'old';
    });
    assert.ok(ends.includes('old') && ends.includes('new'), `both ends were seen: ${ends.join(' ')}`);
  });

  test(`killed while mending what a kill left, ${example.name}: mending goes on where it was`, () => {
    const decided = firstPointAfterDecision(example);
    for (let cut = 1, status = 'killed'; status === 'killed'; cut += 1) {
      const folder = makeFolder(example.old);
      runChild('apply', folder, decided, example);
      status = runChild('finish', folder, cut, example);
      if (cut === 1) assert.equal(status, 'killed', 'there was something to mend');
      finishSessions(placeIn(folder));
      assert.deepEqual(treeOf(folder), after);
      rmSync(folder, { recursive: true });
    }
  });
}

test('a profile that changed since it was read is left alone, and so is one that changed after the restore', () => {
  const folder = makeFolder({ 'NTUSER.DAT': 'somebody was here' });
  const stale = replaceFiles(placeIn(folder), INFO, [
    { path: 'NTUSER.DAT', bytes: Buffer.from('new'), expected: sha256('old') },
  ]);
  assert.equal(!stale.ok && stale.error.code, 'profile-changed');
  assert.deepEqual(treeOf(folder), { 'NTUSER.DAT': 'somebody was here' });

  const good = [{ path: 'NTUSER.DAT', bytes: Buffer.from('new'), expected: sha256('somebody was here') }];
  assert.ok(replaceFiles(placeIn(folder), INFO, good).ok);
  writeFileSync(join(folder, 'NTUSER.DAT'), 'the person went on working');
  const refused = undoLatest(placeIn(folder), false);
  assert.equal(!refused.ok && refused.error.code, 'profile-changed');
  assert.deepEqual(treeOf(folder), { 'NTUSER.DAT': 'the person went on working' });
  assert.ok(undoLatest(placeIn(folder), true).ok);
  assert.deepEqual(treeOf(folder), { 'NTUSER.DAT': 'somebody was here' });
  rmSync(folder, { recursive: true });
});

test('a journal that points outside the profile is not obeyed', () => {
  const folder = makeFolder({ 'NTUSER.DAT': 'old' });
  const state = join(folder, '.keepsake/sessions', INFO.sessionId);
  mkdirSync(state, { recursive: true });
  const hostile = {
    version: 1,
    ...INFO,
    state: 'committing',
    files: [{ path: '../outside', oldSha256: null, newSha256: null }],
    createdFolders: [],
  };
  writeFileSync(join(state, 'journal.json'), JSON.stringify(hostile));
  assert.throws(() => finishSessions(placeIn(folder)), /outside the profile/);
  rmSync(folder, { recursive: true });
});

const INFO = {
  sessionId: '01900000-0000-7000-8000-000000000002',
  startedAt: '2026-01-01T00:00:00Z',
  description: 'test',
};

/** The journal is there and no file is in place yet. */
function firstPointAfterDecision(example: Case): number {
  for (let cut = 1; ; cut += 1) {
    const folder = makeFolder(example.old);
    assert.equal(runChild('apply', folder, cut, example), 'killed');
    const unfinished = hasUnfinishedSession(join(folder, '.keepsake'));
    if (unfinished) assert.deepEqual(treeOf(folder), treeOf(makeFolder(example.old)));
    rmSync(folder, { recursive: true });
    if (unfinished) return cut;
  }
}

/** Runs the act, cut at 1, 2, 3 … until it comes through uncut; answers with what `check` saw each time. */
function atEveryPoint(example: Case, act: 'apply' | 'undo', check: (folder: string) => string): readonly string[] {
  const ends: string[] = [];
  for (let cut = 1; ; cut += 1) {
    const folder = makeFolder(example.old);
    if (act === 'undo') assert.equal(runChild('apply', folder, 0, example), 'done');
    const status = runChild(act, folder, cut, example);
    ends.push(check(folder));
    rmSync(folder, { recursive: true });
    if (status === 'done') return ends;
  }
}

function runChild(act: string, folder: string, cut: number, example: Case): 'killed' | 'done' {
  const replacements = Object.entries(example.changes).map(([path, text]) => ({
    path,
    bytes: text === null ? null : Buffer.from(text).toString('base64'),
    expected: example.old[path] === undefined ? null : sha256(example.old[path]),
  }));
  const script = fileURLToPath(new URL('./crashing-child.ts', import.meta.url));
  const child = spawnSync(process.execPath, [script, act, folder, String(cut), JSON.stringify(replacements)]);
  if (child.signal === 'SIGKILL') return 'killed';
  assert.equal(child.status, 0, child.stderr.toString());
  return 'done';
}

function makeFolder(tree: Tree): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-test-'));
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Every file with its text and every folder, Keepsake's own left out. */
function treeOf(folder: string): Tree {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('.keepsake'),
  );
  const entries = names.map((name) => {
    const path = join(folder, name);
    return statSync(path).isFile() ? [name, readFileSync(path, 'utf8')] : [`${name}/`, ''];
  });
  return Object.fromEntries(entries.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

/** As on a disk: emptied folders stay. */
function applied({ old, changes }: Case): Tree {
  const folder = makeFolder(old);
  for (const [path, text] of Object.entries(changes)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
  const tree = treeOf(folder);
  rmSync(folder, { recursive: true });
  return tree;
}

function same(left: Tree, right: Tree): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function assertOneOf(found: Tree, allowed: readonly Tree[]): void {
  assert.ok(
    allowed.some((tree) => same(found, tree)),
    `neither old nor new: ${JSON.stringify(found)}`,
  );
}

function placeIn(folder: string): Parameters<typeof finishSessions>[0] {
  return { disk: realDisk, base: folder, stateFolder: join(folder, '.keepsake') };
}
