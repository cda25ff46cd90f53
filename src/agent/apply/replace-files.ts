// Replaces several files as one act that can be undone. Whatever moment the process ends at, the profile is the old one
// or the new one as soon as `finishSessions` has run, which every command does first; a restore that touches a single
// file (the usual one) needs not even that, because its one rename is the whole change.
//
//   1. the new files and second names for the old ones are written beside the profile     (crash: nothing happened)
//   2. the journal appears                                                                 (the decision)
//   3. each new file is moved into place                                                   (crash: step 3 goes on)
//   4. the journal says `applied`

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { Disk } from './disk.ts';
import { type Journal, readJournals, sessionFolder, sessionsFolder, writeJournal } from './journal.ts';

export type Replacement = {
  /** From the base folder, with forward slashes. */
  readonly path: string;
  /** `undefined` removes the file. */
  readonly bytes: Uint8Array | undefined;
  /** SHA-256 of what the plan was made on; `undefined` when there was no file. */
  readonly expected: string | undefined;
};

export type Place = {
  readonly disk: Disk;
  /** What the paths start from. */
  readonly base: string;
  readonly stateFolder: string;
};

export type SessionInfo = { readonly sessionId: string; readonly startedAt: string; readonly description: string };

/** How many finished sessions can still be undone, newest first. */
export const UNDOABLE_SESSIONS_MAX = 10;

export function replaceFiles(
  place: Place,
  info: SessionInfo,
  replacements: readonly Replacement[],
): Result<Journal, AgentProblem> {
  const { disk, stateFolder } = place;
  const folder = sessionFolder(stateFolder, info.sessionId);
  const changed = replacements.find((item) => hashOf(join(place.base, item.path)) !== item.expected);
  if (changed !== undefined) {
    return problem('profile-changed', `"${changed.path}" changed since it was read.`, 'Run the command again.');
  }
  try {
    prepare(place, folder, replacements);
    const journal: Journal = {
      version: 1,
      ...info,
      state: 'committing',
      files: replacements.map((item) => ({
        path: item.path,
        oldSha256: item.expected ?? null,
        newSha256: item.bytes === undefined ? null : sha256(item.bytes),
      })),
      createdFolders: missingFolders(place.base, replacements),
    };
    writeJournal(disk, stateFolder, journal);
    return ok(goOn(place, journal));
  } catch (error) {
    if (!existsSync(join(folder, 'journal.json'))) disk.removeTree(folder);
    const cause = error instanceof Error ? error.message : String(error);
    return problem(
      'write-failed',
      `The profile could not be written: ${cause}.`,
      'Nothing is half-written; mend the cause and run the command again.',
    );
  }
}

/** Brings every session that a crash interrupted to its end. Cheap when there is none. */
export function finishSessions(place: Place): readonly Journal[] {
  const { journals, abandoned } = readJournals(place.stateFolder);
  for (const name of abandoned) place.disk.removeTree(join(sessionsFolder(place.stateFolder), name));
  return journals.map((journal) => goOn(place, journal));
}

/** Puts back what the latest applied session replaced. `force` also overwrites what changed since. */
export function undoLatest(place: Place, force: boolean): Result<Journal, AgentProblem> {
  const latest = finishSessions(place).findLast((journal) => journal.state === 'applied');
  if (latest === undefined) {
    return problem(
      'nothing-to-undo',
      'No restore of this profile is left to undo.',
      'See what was restored: keepsake sessions.',
    );
  }
  const changed = latest.files.find((file) => (hashOf(join(place.base, file.path)) ?? null) !== file.newSha256);
  if (changed !== undefined && !force) {
    return problem(
      'profile-changed',
      `"${changed.path}" changed after the restore, so undoing it would lose those changes.`,
      'Use --force to put the old file back all the same.',
    );
  }
  const journal: Journal = { ...latest, state: 'undoing' };
  writeJournal(place.disk, place.stateFolder, journal);
  return ok(goOn(place, journal));
}

function prepare(place: Place, folder: string, replacements: readonly Replacement[]): void {
  const { disk, base } = place;
  forgetOldest(place);
  disk.makeFolder(join(folder, 'old'));
  disk.makeFolder(join(folder, 'new'));
  for (const [i, { path, bytes, expected }] of replacements.entries()) {
    const target = join(base, path);
    if (expected !== undefined) disk.keep(target, join(folder, 'old', String(i)));
    if (bytes !== undefined) disk.write(join(folder, 'new', String(i)), bytes, target);
  }
}

/** The folders that new files need and the profile lacks, outermost first. */
function missingFolders(base: string, replacements: readonly Replacement[]): string[] {
  const missing = new Set<string>();
  for (const { path } of replacements) {
    const steps = path.split('/').slice(0, -1);
    for (const [i] of steps.entries()) {
      const folder = steps.slice(0, i + 1).join('/');
      if (!existsSync(join(base, folder))) missing.add(folder);
    }
  }
  return [...missing];
}

/** The rest of a session from wherever it stands; the same again when it is at its end. */
function goOn(place: Place, journal: Journal): Journal {
  if (journal.state === 'committing') return finish(place, journal, 'new', 'applied');
  if (journal.state === 'undoing') return finish(place, journal, 'old', 'undone');
  return journal;
}

/** Moves each file of `side` into place; one that is no longer waiting was moved before the crash. */
function finish(place: Place, journal: Journal, side: 'old' | 'new', state: 'applied' | 'undone'): Journal {
  const { disk, base, stateFolder } = place;
  const folder = sessionFolder(stateFolder, journal.sessionId);
  for (const [i, file] of journal.files.entries()) {
    const target = join(base, file.path);
    const waiting = join(folder, side, String(i));
    const wanted = side === 'new' ? file.newSha256 : file.oldSha256;
    if (wanted === null) disk.remove(target);
    else if (existsSync(waiting)) {
      disk.makeFolder(dirname(target));
      disk.move(waiting, target);
    }
  }
  if (side === 'old') for (const path of journal.createdFolders.toReversed()) disk.removeFolder(join(base, path));
  const finished: Journal = { ...journal, state };
  writeJournal(disk, stateFolder, finished);
  return finished;
}

function forgetOldest({ disk, stateFolder }: Place): void {
  const { journals } = readJournals(stateFolder);
  for (const journal of journals.slice(0, Math.max(0, journals.length - UNDOABLE_SESSIONS_MAX + 1))) {
    disk.removeTree(sessionFolder(stateFolder, journal.sessionId));
  }
}

function hashOf(path: string): string | undefined {
  return existsSync(path) ? sha256(readFileSync(path)) : undefined;
}

function problem(code: AgentProblem['code'], detail: string, fix: string): Result<never, AgentProblem> {
  return fail({ code, detail, fix });
}
