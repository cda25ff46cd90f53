// Applies a plan to a running Windows. A registry has no transactions, so the promise is kept by a record: everything
// that will be overwritten is on the disk before the first write. A value that can not be written is an outcome, and
// the others go on. Whatever moment the process ends at, `finishLive`, which every command does first, goes on from there.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Location, locationKey, locationName } from '../../domain/catalog/setting.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import { sameRaw } from '../../domain/restore/writes.ts';
import { type Outcome, verifyPlan } from '../../domain/restore/verify.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { Disk } from '../apply/disk.ts';
import { sessionFolder, sessionsFolder } from '../apply/journal.ts';
import { type SessionInfo, UNDOABLE_SESSIONS_MAX } from '../apply/replace-files.ts';
import { placesToCreate, removeCreated } from './created-places.ts';
import type { LiveProfile } from './live-profile.ts';
import {
  rawValue,
  readUndoRecords,
  storedValue,
  type UndoEntry,
  type UndoRecord,
  writeUndoRecord,
} from './undo-record.ts';

export type LiveContext = {
  readonly disk: Disk;
  /** Whether the catalog names a place; nothing else is ever written, whatever a record says. */
  readonly isCatalogued: (location: Location) => boolean;
};

export type LiveSession = {
  readonly record: UndoRecord;
  /** Places that could not be written, and why. */
  readonly refused: readonly Refusal[];
};

export type Refusal = { readonly location: Location; readonly reason: string };

export type LiveApplied = { readonly outcomes: readonly Outcome[]; readonly written: readonly Location[] };

/** `profile` is the one the plan was made on. */
export function applyLive(
  profile: LiveProfile,
  plan: Plan,
  session: SessionInfo,
  context: LiveContext,
): Result<LiveApplied, AgentProblem> {
  if (plan.writes.length === 0) return ok({ outcomes: verifyPlan(plan, profile.read), written: [] });
  const stale = plan.writes.find(({ location, before }) => !holds(profile, location, before));
  if (stale !== undefined) return changed(`${locationName(stale.location)} changed since the plan was made.`);
  try {
    forgetOldest(profile.stateFolder, context.disk);
    const record = recordOf(profile, plan, session);
    writeUndoRecord(context.disk, profile.stateFolder, record);
    const { refused } = goOn(profile, record, context);
    const written = plan.writes.map(({ location }) => location);
    return ok({ outcomes: withReasons(verifyPlan(plan, profile.read), plan, refused), written });
  } catch (error) {
    return recordProblem(error);
  }
}

/** Brings every session that a crash interrupted to its end. Cheap when there is none. */
export function finishLive(profile: LiveProfile, context: LiveContext): readonly LiveSession[] {
  const folder = sessionsFolder(profile.stateFolder);
  const records = readUndoRecords(profile.stateFolder);
  const recorded = new Set(records.map(({ sessionId }) => sessionId));
  const abandoned = existsSync(folder) ? readdirSync(folder).filter((name) => !recorded.has(name)) : [];
  for (const name of abandoned) context.disk.removeTree(join(folder, name));
  return records
    .filter(({ state }) => state === 'applying' || state === 'undoing')
    .map((record) => goOn(profile, record, context));
}

/** Puts back what the latest applied session overwrote. `force` also overwrites what changed since. */
export function undoLive(
  profile: LiveProfile,
  force: boolean,
  context: LiveContext,
): Result<LiveSession, AgentProblem> {
  try {
    finishLive(profile, context);
    const latest = readUndoRecords(profile.stateFolder).findLast(({ state }) => state === 'applied');
    if (latest === undefined) {
      const fix = 'See what was restored: keepsake sessions --live.';
      return fail({ code: 'nothing-to-undo', detail: 'No restore of this profile is left to undo.', fix });
    }
    // A place that could not be written then still holds what it held before.
    const isOurs = ({ location, before, after }: UndoEntry): boolean =>
      holds(profile, location, rawValue(after)) || holds(profile, location, rawValue(before));
    const foreign = latest.entries.find((entry) => !isOurs(entry));
    if (foreign !== undefined && !force) {
      const detail = `${locationName(foreign.location)} changed after the restore, so undoing it would lose that change.`;
      return fail({ code: 'profile-changed', detail, fix: 'Use --force to put the old value back all the same.' });
    }
    const record: UndoRecord = { ...latest, state: 'undoing' };
    writeUndoRecord(context.disk, profile.stateFolder, record);
    return ok(goOn(profile, record, context));
  } catch (error) {
    return recordProblem(error);
  }
}

function recordOf(profile: LiveProfile, plan: Plan, session: SessionInfo): UndoRecord {
  const { createdKeys, createdFolders } = placesToCreate(profile, plan.writes);
  const settingsAt = Map.groupBy(
    plan.changes.map(({ setting }) => ({ id: setting.id, group: setting.group ?? null, at: locationKey(setting.at) })),
    ({ at }) => at,
  );
  return {
    version: 1,
    ...session,
    state: 'applying',
    entries: plan.writes.map(({ location, before, after }) => ({
      location,
      before: storedValue(before),
      after: storedValue(after),
      settings: (settingsAt.get(locationKey(location)) ?? []).map(({ id, group }) => ({ id, group })),
    })),
    createdKeys: [...createdKeys],
    createdFolders: [...createdFolders],
  };
}

/** The rest of a session from wherever it stands. */
function goOn(profile: LiveProfile, record: UndoRecord, context: LiveContext): LiveSession {
  const undoing = record.state === 'undoing';
  // Back the way they came: the lock screen's picture before the settings by which Windows chooses another.
  const entries = undoing ? record.entries.toReversed() : record.entries;
  const refused = entries.flatMap((entry): readonly Refusal[] => {
    const { location } = entry;
    if (!context.isCatalogued(location)) return [{ location, reason: 'the catalog does not name this place' }];
    const [from, to] = undoing ? [entry.after, entry.before] : [entry.before, entry.after];
    return moved(profile, location, rawValue(from), rawValue(to), undoing);
  });
  const held = undoing ? [] : takeBackBrokenGroups(profile, record, refused);
  if (undoing) {
    const catalogued = record.entries.map(({ location }) => location).filter(context.isCatalogued);
    removeCreated(profile, record, catalogued, context.disk);
  }
  // A record that says more than the registry kept could never be mended: it stays as it is, and the next command goes on.
  if (!isOnDisk(profile, record)) return { record, refused: [...refused, ...held] };
  const finished: UndoRecord = { ...record, state: undoing ? 'undone' : 'applied' };
  writeUndoRecord(context.disk, profile.stateFolder, finished);
  return { record: finished, refused: [...refused, ...held] };
}

function isOnDisk({ registry }: LiveProfile, { entries }: UndoRecord): boolean {
  const hives = new Set(entries.flatMap(({ location }) => (location.kind === 'registry' ? [location.hive] : [])));
  return [...hives].every((hive) => registry.flush(hive).ok);
}

/** Nothing where `to` stands already; going forward, what is no longer `from` belongs to somebody else. */
function moved(
  profile: LiveProfile,
  location: Location,
  from: RawValue | undefined,
  to: RawValue | undefined,
  always: boolean,
): readonly Refusal[] {
  if (holds(profile, location, to)) return [];
  if (!always && !holds(profile, location, from)) return [{ location, reason: 'it was changed in between' }];
  const written = profile.write(location, to);
  if (written.ok) return [];
  const isMachine = location.kind === 'registry' && (location.hive === 'SOFTWARE' || location.hive === 'SYSTEM');
  const hint = isMachine && written.error.code === 'access-denied' ? '; the machine takes an elevated agent' : '';
  return [{ location, reason: written.error.detail + hint }];
}

/**
 * Settings of one group change together or not at all: where one was refused, the places of its group go back. It is a part
 * of the session, so that a crash in the middle of it is mended as well.
 */
function takeBackBrokenGroups(
  profile: LiveProfile,
  { entries }: UndoRecord,
  refused: readonly Refusal[],
): readonly Refusal[] {
  const reasons = new Map(refused.map(({ location, reason }) => [locationKey(location), reason]));
  const broken = new Map<string, string>();
  for (const { location, settings } of entries) {
    const reason = reasons.get(locationKey(location));
    if (reason === undefined) continue;
    for (const { id, group } of settings) if (group !== null) broken.set(group, `${id}: ${reason}`);
  }
  return entries.flatMap(({ location, before, settings }): readonly Refusal[] => {
    if (reasons.has(locationKey(location))) return [];
    const whys = settings.map(({ group }) => broken.get(group ?? ''));
    const why = whys[0];
    if (why === undefined || whys.includes(undefined)) return [];
    const back = profile.write(location, rawValue(before));
    return back.ok ? [{ location, reason: `it changes only together with ${why}` }] : [];
  });
}

function withReasons(outcomes: readonly Outcome[], plan: Plan, refused: readonly Refusal[]): readonly Outcome[] {
  const reasons = new Map(refused.map(({ location, reason }) => [locationKey(location), reason]));
  const places = new Map(plan.changes.map(({ setting }) => [setting.id, locationKey(setting.at)]));
  return outcomes.map((outcome) => {
    const reason = reasons.get(places.get(outcome.settingId) ?? '');
    return reason === undefined ? outcome : { ...outcome, state: 'failed', detail: `It was not written: ${reason}.` };
  });
}

function holds(profile: LiveProfile, location: Location, raw: RawValue | undefined): boolean {
  const reading = profile.read(location);
  return reading.state !== 'unreadable' && sameRaw(reading.state === 'present' ? reading.raw : undefined, raw);
}

function forgetOldest(stateFolder: string, disk: Disk): void {
  const records = readUndoRecords(stateFolder);
  for (const { sessionId } of records.slice(0, Math.max(0, records.length - UNDOABLE_SESSIONS_MAX + 1))) {
    disk.removeTree(sessionFolder(stateFolder, sessionId));
  }
}

function changed(detail: string): Result<never, AgentProblem> {
  return fail({ code: 'profile-changed', detail, fix: 'Run the command again.' });
}

function recordProblem(error: unknown): Result<never, AgentProblem> {
  const cause = error instanceof Error ? error.message : String(error);
  const fix = 'Mend the cause and run the command again; an interrupted restore is finished first.';
  return fail({ code: 'write-failed', detail: `The record of restores can not be used: ${cause}.`, fix });
}
