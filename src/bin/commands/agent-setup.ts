import { isSea } from 'node:sea';
import { win32 } from 'node:path';
import { Command } from 'commander';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { realDisk } from '../../agent/apply/disk.ts';
import { runCommand, startDetached } from '../../agent/schedule/command.ts';
import { type AgentPlaces, windowsPlaces } from '../../agent/schedule/places.ts';
import {
  credentialSteps,
  installSteps,
  performSteps,
  type Step,
  stateFoldersUnder,
  stepText,
  uninstallSteps,
} from '../../agent/schedule/setup.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { outputOf, withJson } from '../output.ts';
import { count } from '../render/table.ts';

type Options = { readonly dryRun?: boolean; readonly json?: boolean };

export function agentSetupCommands(): readonly Command[] {
  return [
    withDryRun(new Command('install'))
      .description('Set the agent up on this device: its program, the backup task, the sign-in task. Needs elevation.')
      .option('--credential <file>', 'also keep this credential for the person who runs the command')
      .addHelpText('after', HELP)
      .action((options: Options & { readonly credential?: string }) => install(options)),
    withDryRun(new Command('credential'))
      .description('Keep a credential for the person who runs the command, readable by no other person.')
      .argument('<file>', 'made by "keepsake enroll --out FILE"')
      .action((file: string, options: Options) => finish(keepCredential(devicePlaces(), file), options)),
    withDryRun(new Command('uninstall'))
      .description('Remove the tasks, the program and what it remembers of everybody on this device. Needs elevation.')
      .option('--keep-data', 'leave the credentials, logs and undo records of people where they are')
      .action((options: Options & { readonly keepData?: boolean }) => uninstall(options)),
  ];
}

const HELP = `
What is stored at the service is not touched by any of these. --dry-run shows every step and command line, on any system.`;

function withDryRun(command: Command): Command {
  return withJson(command.option('--dry-run', 'show what would be done; change nothing'));
}

function devicePlaces(): AgentPlaces {
  return windowsPlaces(process.platform === 'win32' ? process.env : {});
}

function install(options: Options & { readonly credential?: string }): void {
  const places = devicePlaces();
  const program = options.dryRun === true && !isSea() ? ok('keepsake-agent.exe') : theExecutable();
  if (!program.ok) return finish(program, options);
  const credential = options.credential === undefined ? ok([]) : keepCredential(places, options.credential);
  if (!credential.ok) return finish(credential, options);
  finish(ok([...installSteps(places, program.value), ...credential.value]), options);
}

function uninstall(options: Options & { readonly keepData?: boolean }): void {
  const people = win32.dirname(process.env['USERPROFILE'] ?? '%USERPROFILE%');
  const folders =
    options.keepData === true
      ? []
      : process.platform === 'win32'
        ? stateFoldersUnder(people)
        : ['C:\\Users\\(everybody)\\AppData\\Local\\Keepsake'];
  finish(ok(uninstallSteps(devicePlaces(), process.execPath, folders)), options);
}

function keepCredential(places: AgentPlaces, file: string): Result<readonly Step[], AgentProblem> {
  const { USERDOMAIN: domain = '%USERDOMAIN%', USERNAME: name = '%USERNAME%' } =
    process.platform === 'win32' ? process.env : {};
  return credentialSteps(places, file, `${domain}\\${name}`);
}

/** What is installed is the one executable; a checkout with its own Node is no thing to copy to a device. */
function theExecutable(): Result<string, AgentProblem> {
  if (isSea()) return ok(process.execPath);
  return fail({
    code: 'windows-needed',
    detail: 'Only the single executable for Windows can install itself.',
    fix: 'Build it with "npm run build:agent" and run it on the device; --dry-run shows here what it would do.',
  });
}

function finish(steps: Result<readonly Step[], AgentProblem>, options: Options): void {
  const output = outputOf(options);
  if (!steps.ok) return output.complain(steps.error);
  const lines = steps.value.map(stepText);
  if (options.dryRun === true) return output.result(lines.join('\n'), { dryRun: true, steps: lines });
  if (process.platform !== 'win32') {
    return output.complain({
      code: 'windows-needed',
      detail: 'This sets up a Windows device, and this is not Windows.',
      fix: 'Add --dry-run to see what it would do there.',
    });
  }
  const done = performSteps(steps.value, { disk: realDisk, run: runCommand, start: startDetached });
  if (!done.ok) return output.complain(done.error);
  output.result(`Done: ${count(done.value, 'step')}.\n${lines.join('\n')}`, { dryRun: false, steps: lines });
}
