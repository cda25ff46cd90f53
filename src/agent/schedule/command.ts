// The few programs of Windows that the agent needs, run through one door: a test sees every command line, `--dry-run`
// prints them, and nothing passes through a shell.

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type CommandLine = {
  /** From the system's folder, with backslashes. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** On top of the agent's own; how anything that is not a constant reaches a script. */
  readonly environment?: Readonly<Record<string, string>>;
};

export type CommandEnd = {
  /** -1 where it could not be started. */
  readonly status: number;
  readonly output: string;
};

export type RunCommand = (command: CommandLine) => CommandEnd;

export const runCommand: RunCommand = ({ program, arguments: words, environment }) => {
  const { status, stdout, stderr, error } = spawnSync(inSystem(program), words, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    timeout: TIMEOUT_MILLISECONDS,
    windowsHide: true,
  });
  return { status: status ?? -1, output: error === undefined ? `${stdout}${stderr}`.trim() : error.message };
};

/** Starts a command that outlives the agent. */
export function startDetached({ program, arguments: words }: CommandLine): void {
  const options = { detached: true, stdio: 'ignore', windowsHide: true, windowsVerbatimArguments: true } as const;
  spawn(inSystem(program), words, { ...options, cwd: systemFolder() }).unref();
}

/** Windows' own program and no other: a bare name would first be looked for in the folder one happens to be in. */
function inSystem(program: string): string {
  return join(systemFolder(), program);
}

function systemFolder(): string {
  return join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32');
}

/** As a person would type it. */
export function commandText({ program, arguments: words }: CommandLine): string {
  return [program, ...words].map((word) => (/[\s"&|<>^]|^$/.test(word) ? `"${word}"` : word)).join(' ');
}

const TIMEOUT_MILLISECONDS = 60_000;
