// The few programs of Windows that setting up needs, run through one door: a test sees every command line, `--dry-run`
// prints them, and nothing passes through a shell.

import { spawn, spawnSync } from 'node:child_process';

export type CommandLine = { readonly program: string; readonly arguments: readonly string[] };

export type CommandEnd = {
  /** -1 where it could not be started. */
  readonly status: number;
  readonly output: string;
};

export type RunCommand = (command: CommandLine) => CommandEnd;

export const runCommand: RunCommand = ({ program, arguments: words }) => {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: TIMEOUT_MILLISECONDS,
    windowsHide: true,
  });
  return { status: status ?? -1, output: error === undefined ? `${stdout}${stderr}`.trim() : error.message };
};

/** Starts a command that outlives the agent. */
export function startDetached({ program, arguments: words }: CommandLine): void {
  spawn(program, words, { detached: true, stdio: 'ignore', windowsHide: true, windowsVerbatimArguments: true }).unref();
}

/** As a person would type it. */
export function commandText({ program, arguments: words }: CommandLine): string {
  return [program, ...words].map((word) => (/[\s"&|<>^]|^$/.test(word) ? `"${word}"` : word)).join(' ');
}

const TIMEOUT_MILLISECONDS = 60_000;
