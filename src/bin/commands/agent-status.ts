import { Command } from 'commander';
import { runCommand } from '../../agent/schedule/command.ts';
import { missingTasks } from '../../agent/schedule/setup.ts';
import { type AgentStatus, agentStatus } from '../../agent/status/status.ts';
import { eventLogPath } from '../../agent/status/event-log.ts';
import { EXIT } from '../exit.ts';
import { bold, green, outputOf, red, withJson } from '../output.ts';
import { count } from '../render/table.ts';
import { describeKey, keyFileOf } from '../../agent/identity/key-file.ts';
import {
  credentialOf,
  credentialPathOf,
  deviceId,
  type PersonOptions,
  policyReader,
  stateFolderOf,
  withPerson,
} from './agent-options.ts';

export function agentStatusCommand(): Command {
  return withJson(withPerson(new Command('status')))
    .description("Say how this person's backups stand on this device, and what to do where something is wrong.")
    .addHelpText(
      'after',
      `\nExit code ${EXIT.done}: all is well. ${EXIT.partial}: there is something to put right, and it is listed.`,
    )
    .action(status);
}

async function status(options: PersonOptions): Promise<void> {
  const output = outputOf(options);
  const readPolicy = await policyReader(options);
  if (!readPolicy.ok) return output.complain(readPolicy.error);
  const folder = stateFolderOf(options);
  if (!folder.ok) return output.complain(folder.error);
  const stateFolder = folder.value;
  const found = agentStatus({
    stateFolder,
    readPolicy: readPolicy.value,
    credential: credentialOf(options, stateFolder),
    now: Date.now(),
    deviceId: deviceId(),
    missingTasks: process.platform === 'win32' ? missingTasks(runCommand) : [],
  });
  const { state, policy, decision, nextBackupAt, problems } = found;
  const key = describeKey(keyFileOf(credentialPathOf(options, stateFolder)));
  output.result(statusText(found, stateFolder, key), {
    deviceKey: key,
    lastSuccessAt: state.lastSuccessAt,
    lastAttemptAt: state.lastAttemptAt,
    failures: state.failures,
    runningSince: state.runningSince,
    lastBackup: state.lastBackup,
    nextBackupAt,
    decision: { ...decision },
    backupAllowed: policy.backup.allowed,
    restoreAllowed: policy.restore.allowed,
    problems,
    log: eventLogPath(stateFolder),
  });
  if (problems.length > 0) process.exitCode = EXIT.partial;
}

function statusText(found: AgentStatus, stateFolder: string, key: string): string {
  const { state, decision, nextBackupAt, problems } = found;
  const last = state.lastBackup;
  const lines = [
    `Last backup   ${state.lastSuccessAt ?? 'never'}${last === null ? '' : `, ${last.outcome}, ${count(last.settingCount, 'setting')}, snapshot ${last.snapshotId}`}`,
    `Last attempt  ${state.lastAttemptAt ?? 'never'}${state.failures === 0 ? '' : `, ${count(state.failures, 'failure')} since the last backup`}`,
    `Next          ${nextText(decision.kind, nextBackupAt)}`,
    ...(state.runningSince === null ? [] : [`Running       since ${state.runningSince}`]),
    `Key           ${key}`,
    `Log           ${eventLogPath(stateFolder)}`,
  ];
  const wrong = problems.map(({ code, detail, fix }) => `  ${red(code)}: ${detail}\n    ${fix}`);
  return `${lines.join('\n')}\n\n${wrong.length === 0 ? green('All is well.') : `${bold('To put right')}\n${wrong.join('\n')}`}`;
}

function nextText(kind: AgentStatus['decision']['kind'], at: string | null): string {
  if (kind === 'off') return 'never: backups are off';
  return kind === 'run' ? 'when the task asks next, within four hours while the device is on' : (at ?? 'unknown');
}
