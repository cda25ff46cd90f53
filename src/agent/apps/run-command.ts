// Runs a command of the app queue on Windows, hidden and with an end. Not exercised where Keepsake is built: there is no
// winget and no package deployment; the tests of the queue run made-up commands through this very function.

import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import type { AppCommand } from './app-command.ts';

export type AppCommandEnd = {
  /** Empty when it ended well, otherwise what it said last, or how it ended. */
  readonly said: string;
  /** Left out where it did not start or was ended. */
  readonly exitCode?: number;
};

export function runCommand({ program, arguments: words }: AppCommand): Promise<AppCommandEnd> {
  return new Promise((resolve) => {
    const options = { timeout: COMMAND_TIMEOUT_MILLISECONDS, windowsHide: true, maxBuffer: OUTPUT_BYTES_MAX };
    execFile(placeOf(program), [...words], options, (error, stdout, stderr) => {
      if (error === null) return resolve({ said: '', exitCode: 0 });
      const said = [stderr, stdout].map(lastLine).find((line) => line !== '');
      resolve({
        said: said ?? `${program} ended with ${String(error.code ?? error.signal ?? 'an error')}.`,
        ...(typeof error.code === 'number' ? { exitCode: error.code >>> 0 } : {}),
      });
    });
  });
}

/** Where Windows keeps the two programs: a bare name would first be looked for in the folder one happens to be in. */
function placeOf(program: string): string {
  const [variable = '', path = ''] = PLACES[program] ?? [];
  const root = process.env[variable];
  return root === undefined ? program : win32.join(root, path);
}

const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  'powershell.exe': ['SystemRoot', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  'winget.exe': ['LOCALAPPDATA', 'Microsoft\\WindowsApps\\winget.exe'],
};

function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.replaceAll(/\p{Cc}/gu, '').trim());
  return (lines.findLast((line) => line !== '') ?? '').slice(0, LINE_LENGTH_MAX);
}

const COMMAND_TIMEOUT_MILLISECONDS = 30 * 60_000;
const OUTPUT_BYTES_MAX = 4 * 1024 * 1024;
const LINE_LENGTH_MAX = 200;
