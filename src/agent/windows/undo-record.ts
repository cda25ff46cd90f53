// The record of a restore onto a running Windows: what stood at every place before, and what was to stand there after.
// It is on the disk before the first value changes, so that whatever moment the process ends at, the session can be
// brought to its end or taken back. It lies where the person can write, so it is read as foreign data: only places
// that the catalog names are ever written on its word.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fromBase64, toBase64 } from '../../lib/bytes.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import type { Disk } from '../apply/disk.ts';
import { sessionFolder, sessionsFolder } from '../apply/journal.ts';

const StoredValue = Type.Union([
  Type.Null(),
  Type.Object({ type: Type.Integer({ minimum: 0, maximum: 0xffffffff }), base64: Type.String() }),
]);

const Hive = Type.Enum(['NTUSER.DAT', 'UsrClass.dat', 'SOFTWARE', 'SYSTEM']);

const StoredLocation = Type.Union([
  Type.Object({ kind: Type.Literal('registry'), hive: Hive, key: Type.String(), value: Type.String() }),
  Type.Object({ kind: Type.Literal('file'), path: Type.String() }),
  Type.Object({ kind: Type.Literal('windows'), name: Type.Literal('lockScreenPicture') }),
]);

const UndoRecordSchema = Type.Object({
  version: Type.Literal(1),
  sessionId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  /**
   * `applying`: values are being written; a crash is mended by going on.
   * `undoing`: the old values are being put back; a crash is mended by going on.
   */
  state: Type.Enum(['applying', 'applied', 'undoing', 'undone']),
  startedAt: Type.String(),
  /** What a person would call it: the snapshot and how many settings. */
  description: Type.String(),
  entries: Type.Array(
    Type.Object({
      location: StoredLocation,
      /** Null for nothing. */
      before: StoredValue,
      after: StoredValue,
      /** The settings that change here and the groups they belong to; null for none. */
      settings: Type.Array(Type.Object({ id: Type.String(), group: Type.Union([Type.String(), Type.Null()]) })),
    }),
    { minItems: 1 },
  ),
  /** Keys that did not exist, outermost first; removed by undo if empty. */
  createdKeys: Type.Array(Type.Object({ hive: Hive, key: Type.String({ minLength: 1 }) })),
  /** Folders below the profile that did not exist; treated alike. */
  createdFolders: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
});

export type UndoRecord = Static<typeof UndoRecordSchema>;
export type UndoEntry = UndoRecord['entries'][number];

const checker = Compile(UndoRecordSchema);

/** Oldest first. @throws Error when a record is damaged; nothing is done on its word */
export function readUndoRecords(stateFolder: string): readonly UndoRecord[] {
  const folder = sessionsFolder(stateFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(recordPath(stateFolder, name)))
    .map((name) => parseRecord(recordPath(stateFolder, name), name));
}

export function hasUnfinishedLive(stateFolder: string): boolean {
  return readUndoRecords(stateFolder).some(({ state }) => state === 'applying' || state === 'undoing');
}

/** It was taken back, or is being: whoever opens the profile next brings that to its end. */
export function wasUndone(stateFolder: string, applicationId: string): boolean {
  return readUndoRecords(stateFolder).some(
    ({ sessionId, state }) => sessionId === applicationId && (state === 'undone' || state === 'undoing'),
  );
}

/** Replaces the record in one step. */
export function writeUndoRecord(disk: Disk, stateFolder: string, record: UndoRecord): void {
  const folder = sessionFolder(stateFolder, record.sessionId);
  disk.makeFolder(folder);
  const next = join(folder, 'undo.next');
  disk.remove(next);
  disk.write(next, new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`));
  disk.move(next, recordPath(stateFolder, record.sessionId));
}

export function storedValue(raw: RawValue | undefined): UndoEntry['before'] {
  return raw === undefined ? null : { type: raw.type, base64: toBase64(raw.data) };
}

export function rawValue(stored: UndoEntry['before']): RawValue | undefined {
  return stored === null ? undefined : { type: stored.type, data: fromBase64(stored.base64) ?? new Uint8Array() };
}

function recordPath(stateFolder: string, sessionId: string): string {
  return join(sessionFolder(stateFolder, sessionId), 'undo.json');
}

function parseRecord(path: string, sessionId: string): UndoRecord {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!checker.Check(value) || value.sessionId !== sessionId) throw new Error(`"${path}" is not a record of Keepsake`);
  const values = value.entries.flatMap(({ before, after }) => [before, after]);
  const damaged = values.some((stored) => stored !== null && fromBase64(stored.base64) === undefined);
  if (damaged) throw new Error(`"${path}" holds a value that is not base64`);
  return value;
}
