// Runs a command of the app queue on Windows, hidden and with an end. Not exercised where Keepsake is built: there is no
// winget and no package deployment; the tests of the queue run made-up commands through this very function.

import { execFile } from 'node:child_process';
import type { AppCommand } from './app-command.ts';

/** Empty text when it ended well, otherwise what it said last, or how it ended. */
export function runCommand(command: AppCommand): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: COMMAND_TIMEOUT_MILLISECONDS, windowsHide: true, maxBuffer: OUTPUT_BYTES_MAX };
    execFile(command.program, [...command.arguments], options, (error, stdout, stderr) => {
      if (error === null) return resolve('');
      const said = [stderr, stdout].map(lastLine).find((line) => line !== '');
      resolve(said ?? `${command.program} ended with ${String(error.code ?? error.signal ?? 'an error')}.`);
    });
  });
}

function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.replaceAll(/\p{Cc}/gu, '').trim());
  return (lines.findLast((line) => line !== '') ?? '').slice(0, LINE_LENGTH_MAX);
}

const COMMAND_TIMEOUT_MILLISECONDS = 30 * 60_000;
const OUTPUT_BYTES_MAX = 4 * 1024 * 1024;
const LINE_LENGTH_MAX = 200;
