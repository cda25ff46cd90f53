// How commands speak: results on standard output, everything else on standard error; with --json one JSON document on
// standard output and nothing a script would have to skip.

import type { Command } from 'commander';
import type { Json } from '../lib/canonical-json.ts';
import { EXIT } from './exit.ts';

export type Complaint = { readonly code: string; readonly detail: string; readonly fix: string };

export type Output = {
  readonly json: boolean;
  /** A result: `text` for people, `value` for scripts. */
  readonly result: (text: string, value: Json) => void;
  /** What is going on, for people who wait. */
  readonly progress: (text: string) => void;
  /** Says what went wrong and sets the exit code. */
  readonly complain: (problem: Complaint) => void;
};

export function outputOf(options: { readonly json?: boolean }): Output {
  const json = options.json === true;
  return {
    json,
    result: (text, value) => {
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text.trimEnd()}\n`);
    },
    progress: (text) => {
      if (!json) process.stderr.write(`${dim(text)}\n`);
    },
    complain: (problem) => {
      process.exitCode = EXIT.failed;
      const { code, detail, fix } = problem;
      if (json) process.stdout.write(`${JSON.stringify({ error: { code, detail, fix } }, null, 2)}\n`);
      else process.stderr.write(`${red('keepsake:')} ${detail}\n  ${fix}\n`);
    },
  };
}

/** Adds the options that every command of its kind has. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON document, for scripts');
}

export function withCredential(command: Command): Command {
  return command.option('--credential <file>', 'credential file made by "keepsake enroll" (or KEEPSAKE_CREDENTIAL)');
}

export const bold = style(1, 22);
export const dim = style(2, 22);
export const red = style(31, 39);
export const green = style(32, 39);

function style(on: number, off: number): (text: string) => string {
  const colored = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  return (text) => (colored ? `\u001b[${on}m${text}\u001b[${off}m` : text);
}
