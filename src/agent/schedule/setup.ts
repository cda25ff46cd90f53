// Setting the agent up on a device and removing it again, as a list of steps that can be shown before they are done. Every
// step may be repeated: after a failure the same command continues. Removing leaves no task, no folder and no
// marker of a restore of whoever removes it; there is no service and no event source in the first place.

import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { Disk } from '../apply/disk.ts';
import { readCredential } from '../credential-file.ts';
import { replaceFile } from '../status/replace-file.ts';
import { type CommandLine, commandText, type RunCommand } from './command.ts';
import type { AgentPlaces } from './places.ts';
import { TASK_NAMES, type TaskKind, taskFile } from './task-xml.ts';

export type Step =
  | { readonly kind: 'makeFolder'; readonly path: string }
  | { readonly kind: 'copyFile'; readonly from: string; readonly to: string }
  | { readonly kind: 'writeFile'; readonly path: string; readonly bytes: Uint8Array; readonly what: string }
  | { readonly kind: 'run'; readonly command: CommandLine }
  | { readonly kind: 'deleteTask'; readonly name: string }
  /** With what is in it. */
  | { readonly kind: 'deleteKey'; readonly key: string }
  | { readonly kind: 'removeTree'; readonly path: string }
  /** After the agent has ended: a running program can not remove its own file. */
  | { readonly kind: 'removeTreeLater'; readonly path: string };

/** `runningProgram` is the file to install: the agent that is running. */
export function installSteps(places: AgentPlaces, runningProgram: string): readonly Step[] {
  return [
    { kind: 'makeFolder', path: places.programFolder },
    ...(samePath(runningProgram, places.program)
      ? []
      : [{ kind: 'copyFile', from: runningProgram, to: places.program } as const]),
    ...TASK_KINDS.flatMap((kind) => createTask(kind, places)),
  ];
}

/** For the person who runs it: a credential that no other person on the device can read. */
export function credentialSteps(
  places: AgentPlaces,
  file: string,
  person: string,
): Result<readonly Step[], AgentProblem> {
  const credential = readCredential(file);
  if (!credential.ok) return credential;
  return ok([
    { kind: 'makeFolder', path: places.stateFolder },
    { kind: 'run', command: onlyFor(places.stateFolder, person) },
    { kind: 'writeFile', path: places.credential, bytes: readFileSync(file), what: 'the credential' },
  ]);
}

/** `stateFolders` are those of every person on the device whose memory goes too. */
export function uninstallSteps(
  places: AgentPlaces,
  runningProgram: string,
  stateFolders: readonly string[],
): readonly Step[] {
  const later = samePath(runningProgram, places.program);
  return [
    ...MARKER_KEYS.map((key) => ({ kind: 'deleteKey', key }) as const),
    ...TASK_KINDS.map((kind) => ({ kind: 'deleteTask', name: TASK_NAMES[kind] }) as const),
    ...stateFolders.map((path) => ({ kind: 'removeTree', path }) as const),
    { kind: later ? 'removeTreeLater' : 'removeTree', path: places.programFolder },
  ];
}

export type Machine = {
  readonly disk: Disk;
  readonly run: RunCommand;
  readonly start: (command: CommandLine) => void;
};

/** Stops at the first step that fails. */
export function performSteps(steps: readonly Step[], machine: Machine): Result<number, AgentProblem> {
  for (const step of steps) {
    const done = perform(step, machine);
    if (!done.ok) return done;
  }
  return ok(steps.length);
}

/** A line for `--dry-run`. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'makeFolder':
      return `make folder ${step.path}`;
    case 'copyFile':
      return `copy ${step.from} to ${step.to}`;
    case 'writeFile':
      return `write ${step.what} to ${step.path} (${step.bytes.length} bytes)`;
    case 'run':
      return `run ${commandText(step.command)}`;
    case 'deleteTask':
      return `run ${commandText(deleteTask(step.name))}`;
    case 'deleteKey':
      return `run ${commandText(deleteKey(step.key))}`;
    case 'removeTree':
      return `remove ${step.path}`;
    case 'removeTreeLater':
      return `run ${commandText(removeLater(step.path))}`;
  }
}

function perform(step: Step, { disk, run, start }: Machine): Result<true, AgentProblem> {
  try {
    switch (step.kind) {
      case 'makeFolder':
        disk.makeFolder(step.path);
        return ok(true);
      case 'copyFile':
        copyFileSync(step.from, step.to);
        return ok(true);
      case 'writeFile':
        replaceFile(disk, step.path, step.bytes);
        return ok(true);
      case 'run':
        return mustSucceed(step.command, run);
      case 'deleteTask':
        return deleteIfThere(deleteTask(step.name), queryTask(step.name), run);
      case 'deleteKey':
        return deleteIfThere(deleteKey(step.key), { program: 'reg.exe', arguments: ['query', step.key] }, run);
      case 'removeTree':
        disk.removeTree(step.path);
        return ok(true);
      case 'removeTreeLater':
        start(removeLater(step.path));
        return ok(true);
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return fail({ code: 'write-failed', detail: `Could not ${stepText(step)}: ${cause}.`, fix: ELEVATED });
  }
}

function mustSucceed(command: CommandLine, run: RunCommand): Result<true, AgentProblem> {
  const { status, output } = run(command);
  if (status === 0) return ok(true);
  return fail({
    code: 'command-failed',
    detail: `"${commandText(command)}" ended with ${status}${output === '' ? '' : `: ${output}`}.`,
    fix: ELEVATED,
  });
}

/** Windows says 1 for what is not there, and for what it may not delete: the second is still there. */
function deleteIfThere(command: CommandLine, query: CommandLine, run: RunCommand): Result<true, AgentProblem> {
  const deleted = mustSucceed(command, run);
  if (deleted.ok) return deleted;
  return run(query).status === 0 ? deleted : ok(true);
}

function queryTask(name: string): CommandLine {
  return { program: 'schtasks.exe', arguments: ['/query', '/tn', name] };
}

function deleteKey(key: string): CommandLine {
  return { program: 'reg.exe', arguments: ['delete', key, '/f'] };
}

/** The agent's tasks that Task Scheduler does not have, or does not show to this person. */
export function missingTasks(run: RunCommand): readonly string[] {
  return TASK_KINDS.map((kind) => TASK_NAMES[kind]).filter((name) => run(queryTask(name)).status !== 0);
}

function createTask(kind: TaskKind, places: AgentPlaces): readonly Step[] {
  const path = places.taskFiles[kind];
  const words = ['/create', '/tn', TASK_NAMES[kind], '/xml', path, '/f'];
  return [
    { kind: 'writeFile', path, bytes: taskFile(kind, places.program), what: `the task ${TASK_NAMES[kind]}` },
    { kind: 'run', command: { program: 'schtasks.exe', arguments: words } },
  ];
}

function deleteTask(name: string): CommandLine {
  return { program: 'schtasks.exe', arguments: ['/delete', '/tn', name, '/f'] };
}

/** No inherited rights; full ones for the person, SYSTEM and administrators (who remove it), on everything inside. */
function onlyFor(folder: string, person: string): CommandLine {
  const words = ['/inheritance:r', '/grant:r', `${person}:(OI)(CI)F`, '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F'];
  return { program: 'icacls.exe', arguments: [folder, ...words] };
}

function removeLater(folder: string): CommandLine {
  return {
    program: 'cmd.exe',
    arguments: ['/d', '/c', `%SystemRoot%\\System32\\ping.exe -n 4 127.0.0.1 >nul & rmdir /s /q "${folder}"`],
  };
}

function samePath(left: string, right: string): boolean {
  return left.toUpperCase() === right.toUpperCase();
}

/** The state folders of everybody who has one, under a folder of profiles such as `C:\\Users`. */
export function stateFoldersUnder(profiles: string): readonly string[] {
  return readdirSync(profiles)
    .map((name) => join(profiles, name, 'AppData', 'Local', 'Keepsake'))
    .filter((path) => existsSync(path));
}

/** What restores leave for other programs, of the machine and of the person who removes the agent. */
const MARKER_KEYS: readonly string[] = ['HKLM\\SOFTWARE\\Keepsake', 'HKCU\\Software\\Keepsake'];

const TASK_KINDS: readonly TaskKind[] = ['backup', 'restoreOffer'];
const ELEVATED = 'Run it as an administrator (elevated), then the same command continues.';
