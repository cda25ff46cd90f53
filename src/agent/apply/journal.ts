// The journal of a restore session: which files it replaces, and how far it came. It lies beside the profile, so whoever
// can write the profile can write it too: it is read as foreign data, and its paths may not leave the profile.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Disk } from './disk.ts';

const Sha256OrNothing = Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()]);

const JournalSchema = Type.Object({
  version: Type.Literal(1),
  sessionId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  /**
   * `committing`: everything needed is on the disk, the files are being replaced; a crash is mended by going on.
   * `undoing`: the old files are being put back; a crash is mended by going on.
   */
  state: Type.Union([
    Type.Literal('committing'),
    Type.Literal('applied'),
    Type.Literal('undoing'),
    Type.Literal('undone'),
  ]),
  startedAt: Type.String(),
  /** What a person would call it: the snapshot and how many settings. */
  description: Type.String(),
  files: Type.Array(
    Type.Object({
      /** From the base folder, with forward slashes. */
      path: Type.String({ minLength: 1 }),
      /** Null where there was no file. */
      oldSha256: Sha256OrNothing,
      /** Null where the file is removed. */
      newSha256: Sha256OrNothing,
    }),
    { minItems: 1 },
  ),
  /** From the base folder; removed by undo if empty. */
  createdFolders: Type.Array(Type.String({ minLength: 1 })),
});

export type Journal = Static<typeof JournalSchema>;

const checker = Compile(JournalSchema);

export function sessionsFolder(stateFolder: string): string {
  return join(stateFolder, 'sessions');
}

export function sessionFolder(stateFolder: string, sessionId: string): string {
  return join(sessionsFolder(stateFolder), sessionId);
}

/** Every session with a readable journal, oldest first, and the names of folders that never got one. */
export function readJournals(stateFolder: string): { journals: readonly Journal[]; abandoned: readonly string[] } {
  const folder = sessionsFolder(stateFolder);
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const journals: Journal[] = [];
  const abandoned: string[] = [];
  for (const name of names) {
    const path = join(folder, name, 'journal.json');
    if (!existsSync(path)) abandoned.push(name);
    else journals.push(parseJournal(path, name));
  }
  return { journals, abandoned };
}

export function hasUnfinishedSession(stateFolder: string): boolean {
  return readJournals(stateFolder).journals.some(({ state }) => state === 'committing' || state === 'undoing');
}

/** Replaces the journal in one step. */
export function writeJournal(disk: Disk, stateFolder: string, journal: Journal): void {
  const folder = sessionFolder(stateFolder, journal.sessionId);
  const next = join(folder, 'journal.next');
  disk.remove(next);
  disk.write(next, new TextEncoder().encode(`${JSON.stringify(journal, null, 2)}\n`));
  disk.move(next, join(folder, 'journal.json'));
}

/** @throws Error when the file is not a journal of this session; nothing is done on the word of a damaged journal */
function parseJournal(path: string, sessionId: string): Journal {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!checker.Check(value) || value.sessionId !== sessionId) throw new Error(`"${path}" is not a journal of Keepsake`);
  const paths = [...value.files.map((file) => file.path), ...value.createdFolders];
  const outside = paths.find((at) => isAbsolute(at) || at.split(/[/\\]/).includes('..'));
  if (outside !== undefined) throw new Error(`"${path}" names "${outside}", which is outside the profile`);
  return value;
}
