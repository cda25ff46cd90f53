// Applies a plan to a profile on a disk: builds the new hives in memory, reads them back there, and only if every change
// is confirmed replaces the files. Then reads the profile again from the disk, because only that counts.

import { dirname, relative } from 'node:path';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { editHive } from '../../regf/edit.ts';
import { type Hive, openHive } from '../../regf/hive.ts';
import type { HiveName, Location, ReadLocation } from '../../domain/catalog/setting.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import { sameRaw, type Write } from '../../domain/restore/writes.ts';
import { type Outcome, verifyPlan } from '../../domain/restore/verify.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type OfflineProfile, openProfile, readRegistry } from '../offline/offline-profile.ts';
import { type ProfileFiles, resolveIgnoringCase } from '../offline/profile-files.ts';
import type { Disk } from './disk.ts';
import { type Place, type Replacement, replaceFiles, type SessionInfo } from './replace-files.ts';

export type Applied = { readonly outcomes: readonly Outcome[] };

export type ApplyContext = {
  readonly disk: Disk;
  readonly session: SessionInfo;
  /** The time that edited keys get, as a Windows FILETIME: 100 ns units since 1601. */
  readonly fileTime: bigint;
};

/** `profile` is the one the plan was made on. */
export function applyPlan(profile: OfflineProfile, plan: Plan, context: ApplyContext): Result<Applied, AgentProblem> {
  if (plan.writes.length === 0) return ok({ outcomes: [] });
  const staged = stage(profile, plan, context.fileTime);
  if (!staged.ok) return staged;
  const broken = verifyPlan(plan, staged.value.read).find((outcome) => outcome.state === 'failed');
  if (broken !== undefined) return notVerified(`${broken.settingId}: ${broken.detail} Nothing was changed.`);
  const replaced = replaceFiles(placeOf(profile.files, context.disk), context.session, staged.value.replacements);
  if (!replaced.ok) return replaced;
  const again = openProfile(profile.files.folder ?? hivePath(profile.files), profile.facts);
  return again.ok ? ok({ outcomes: verifyPlan(plan, again.value.read) }) : again;
}

/** Where the files of a profile are replaced, and where what undoes it is kept. */
export function placeOf(files: ProfileFiles, disk: Disk): Place {
  return { disk, base: files.folder ?? dirname(hivePath(files)), stateFolder: files.stateFolder };
}

type Staged = { readonly replacements: readonly Replacement[]; readonly read: ReadLocation };

/** The new content of every file that the plan changes, and a way to read it before it is on the disk. */
function stage(profile: OfflineProfile, plan: Plan, fileTime: bigint): Result<Staged, AgentProblem> {
  const stale = plan.writes.find((write) => !isAsPlanned(write, profile.read));
  if (stale !== undefined) return fail(changed('The profile is not the one that the plan was made on.'));
  const hives = new Map([...profile.hives].map(([name, { hive }]) => [name, hive] as const));
  const replacements: Replacement[] = [];
  const written = new Set(plan.writes.flatMap(({ location }) => (location.kind === 'registry' ? [location.hive] : [])));
  for (const name of written) {
    const edited = editedHive(profile, name, plan.writes, fileTime);
    if (!edited.ok) return edited;
    replacements.push(edited.value.replacement);
    hives.set(name, edited.value.hive);
  }
  const files = new Map<Location, Write>();
  for (const write of plan.writes) {
    if (write.location.kind !== 'file') continue;
    files.set(write.location, write);
    replacements.push(fileReplacement(profile, write.location.path, write));
  }
  return ok({ replacements, read: (location) => readStaged(location, hives, files, profile.read) });
}

function editedHive(
  profile: OfflineProfile,
  name: HiveName,
  writes: readonly Write[],
  fileTime: bigint,
): Result<{ replacement: Replacement; hive: Hive }, AgentProblem> {
  const files = profile.files.hives.get(name);
  const found = profile.hives.get(name);
  if (files === undefined || found === undefined) throw new Error(`the plan writes ${name}, which the profile lacks`);
  if (found.compressed) return fail(readOnly(`"${files.path}" is compressed; it can be backed up, not restored onto.`));
  const editor = editHive(found.hive, { now: fileTime });
  if (!editor.ok) return fail(changed(`${name} can not be edited: ${editor.error.detail}`));
  for (const { location, after } of writes) {
    if (location.kind !== 'registry' || location.hive !== name) continue;
    if (after === undefined) editor.value.deleteValue(location.key, location.value);
    else editor.value.setValue(location.key, location.value, after);
  }
  const bytes = editor.value.toBytes();
  const again = openHive(bytes);
  if (!again.ok) return notVerified(`The new ${name} does not open: ${again.error.detail}. Nothing was changed.`);
  const base = profile.files.folder ?? dirname(files.path);
  const path = relative(base, files.path).replaceAll('\\', '/');
  return ok({ replacement: { path, bytes, expected: found.fileSha256 }, hive: again.value });
}

function fileReplacement(profile: OfflineProfile, path: string, write: Write): Replacement {
  const folder = profile.files.folder ?? '';
  const found = resolveIgnoringCase(folder, path);
  return {
    path: found === undefined ? path : relative(folder, found).replaceAll('\\', '/'),
    bytes: write.after?.data,
    expected: write.before === undefined ? undefined : sha256(write.before.data),
  };
}

function readStaged(
  location: Location,
  hives: ReadonlyMap<HiveName, Hive>,
  files: ReadonlyMap<Location, Write>,
  read: ReadLocation,
): ReturnType<ReadLocation> {
  if (location.kind === 'registry') return readRegistry(hives.get(location.hive), location);
  const write = files.get(location);
  if (write === undefined) return read(location);
  return write.after === undefined ? { state: 'absent' } : { state: 'present', raw: write.after };
}

function isAsPlanned(write: Write, read: ReadLocation): boolean {
  const reading = read(write.location);
  return reading.state !== 'unreadable' && sameRaw(reading.state === 'present' ? reading.raw : undefined, write.before);
}

function hivePath(files: ProfileFiles): string {
  return files.hives.get('NTUSER.DAT')?.path ?? '';
}

function changed(detail: string): AgentProblem {
  return { code: 'profile-changed', detail, fix: 'Run the command again.' };
}

function readOnly(detail: string): AgentProblem {
  return { code: 'profile-read-only', detail, fix: 'Unpack it first (gunzip) and give the unpacked file.' };
}

function notVerified(detail: string): Result<never, AgentProblem> {
  return fail({ code: 'not-verified', detail, fix: 'Report it, with the hive if you may share it.' });
}
