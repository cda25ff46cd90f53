// The picture of the person's lock screen. Windows keeps it where only Windows may look and hands it out by an API alone
// (Windows.System.UserProfile.LockScreen), which Windows PowerShell can call as the person. Pictures pass through files in a
// folder of the person's own that is made for one question and removed after it.
//
// Guarantees: the two scripts are constants, and what differs reaches them by the environment, so neither a path nor a picture
// becomes a part of a command line. What comes back is believed only as far as it is small and its header that of a picture.
// Never run on real Windows where Keepsake is built.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_SCREEN_BYTES_MAX } from '../../domain/catalog/categories/personalization/lock-screen.ts';
import { isPictureOfWindows } from '../../domain/catalog/codecs/lock-screen-picture.ts';
import { readText, writeText } from '../../domain/catalog/codecs/text.ts';
import type { Reading } from '../../domain/catalog/setting.ts';
import { readPictureHeader } from '../../lib/picture-header.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import { REG_BINARY, REG_EXPAND_SZ } from '../../regf/value-type.ts';
import { realDisk } from '../apply/disk.ts';
import type { RegistryProblem } from '../registry/registry.ts';
import type { CommandEnd, CommandLine, RunCommand } from '../schedule/command.ts';
import { ANSWER, ASK, INPUT, SET } from './lock-screen-scripts.ts';

export type LockScreen = {
  /** The bytes of the picture, or the path of one that Windows comes with; absent where Windows hands out none. */
  readonly read: () => Reading;
  readonly write: (raw: RawValue | undefined) => Result<true, RegistryProblem>;
};

export type LockScreenContext = {
  readonly run: RunCommand;
  /** `%LOCALAPPDATA%\Keepsake`: nobody but the person writes there. */
  readonly stateFolder: string;
  /** `C:\Windows`. */
  readonly systemRoot: string;
};

export function lockScreen(context: LockScreenContext): LockScreen {
  return {
    read: () => inFreshFolder(context.stateFolder, (folder) => ask(context, folder)),
    // Undo asks for nothing where Windows handed out nothing: then Spotlight or a slideshow shows its own picture again.
    write: (raw) => (raw === undefined ? ok(true) : set(context, raw)),
  };
}

function ask({ run, systemRoot }: LockScreenContext, folder: string): Reading {
  const ended = run(powershell(ASK, { [INPUT.folder]: folder, [INPUT.maxBytes]: String(LOCK_SCREEN_BYTES_MAX) }));
  const answer = (name: string): string => join(folder, name);
  if (!existsSync(answer(ANSWER.done))) return { state: 'unreadable', reason: whyFailed(ended) };
  const path = existsSync(answer(ANSWER.path)) ? portable(smallText(answer(ANSWER.path)), systemRoot) : '';
  if (isPictureOfWindows(path)) return { state: 'present', raw: { type: REG_EXPAND_SZ, data: writeText(path) } };
  const picture = answer(ANSWER.picture);
  if (!existsSync(picture)) return { state: 'absent', because: 'Windows hands out no lock screen picture' };
  if (statSync(picture).size > LOCK_SCREEN_BYTES_MAX) {
    return { state: 'unreadable', reason: `it has more than ${LOCK_SCREEN_BYTES_MAX} bytes` };
  }
  return { state: 'present', raw: { type: REG_BINARY, data: readFileSync(picture) } };
}

function set(context: LockScreenContext, raw: RawValue): Result<true, RegistryProblem> {
  const path = raw.type === REG_EXPAND_SZ ? readText(raw) : undefined;
  if (path?.ok === true && isPictureOfWindows(path.value)) {
    return given(
      context,
      path.value.replace(SYSTEM_ROOT, () => context.systemRoot),
    );
  }
  const header = readPictureHeader(raw.data);
  if (!header.ok) return refused(header.error);
  if (raw.data.length > LOCK_SCREEN_BYTES_MAX) return refused(`it has more than ${LOCK_SCREEN_BYTES_MAX} bytes`);
  return keepAndGive(context, raw.data, header.value.format.toLowerCase());
}

/**
 * Windows goes on naming the file it was given, so the file stays until the next one; and always under a new name, since under
 * an old one Windows may go on showing what it knows.
 */
function keepAndGive(context: LockScreenContext, bytes: Uint8Array, ending: string): Result<true, RegistryProblem> {
  const folder = join(context.stateFolder, 'lock-screen');
  const name = `${randomUUID()}.${ending}`;
  realDisk.makeFolder(folder);
  realDisk.write(join(folder, name), bytes);
  const done = given(context, join(folder, name));
  for (const other of readdirSync(folder)) {
    if ((other === name) !== done.ok) realDisk.remove(join(folder, other));
  }
  return done;
}

function given({ run }: LockScreenContext, path: string): Result<true, RegistryProblem> {
  const ended = run(powershell(SET, { [INPUT.picture]: path }));
  return ended.status === 0 ? ok(true) : refused(whyFailed(ended));
}

function powershell(script: string, environment: Readonly<Record<string, string>>): CommandLine {
  const words = ['-NoProfile', '-NonInteractive', '-Command', script];
  return { program: 'WindowsPowerShell\\v1.0\\powershell.exe', arguments: words, environment };
}

function inFreshFolder(stateFolder: string, work: (folder: string) => Reading): Reading {
  realDisk.makeFolder(stateFolder);
  const folder = mkdtempSync(join(stateFolder, 'picture-'));
  try {
    return work(folder);
  } catch (error) {
    return { state: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With `%SystemRoot%` for the folder that is Windows' own on this device. */
function portable(path: string, systemRoot: string): string {
  const isBelow = path.toLowerCase().startsWith(`${systemRoot}\\`.toLowerCase());
  return isBelow ? `%SystemRoot%${path.slice(systemRoot.length)}` : path;
}

function smallText(file: string): string {
  return statSync(file).size > PATH_BYTES_MAX ? '' : readFileSync(file, 'utf8');
}

function whyFailed({ status, output }: CommandEnd): string {
  const line = output.split('\n').find((each) => each.trim() !== '') ?? '';
  const said = line
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .replace(/\.$/, '')
    .slice(0, LINE_LENGTH_MAX);
  return said === '' ? `Windows PowerShell gave no answer (exit code ${status})` : `Windows PowerShell says: ${said}`;
}

function refused(detail: string): Result<never, RegistryProblem> {
  return fail({ code: 'refused', detail });
}

const SYSTEM_ROOT = /^%SystemRoot%/i;
const PATH_BYTES_MAX = 4096;
const LINE_LENGTH_MAX = 200;
