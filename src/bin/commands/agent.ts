import { Command } from 'commander';
import { agentAppCommand } from './agent-page.ts';
import { agentPolicyCommand } from './agent-policy.ts';
import { agentRestoreCommands } from './agent-restore.ts';
import { agentRunCommands } from './agent-run.ts';
import { agentSetupCommands } from './agent-setup.ts';
import { agentStatusCommand } from './agent-status.ts';

export function agentCommand(): Command {
  const command = new Command('agent').description('What Keepsake does by itself on a Windows device.');
  for (const each of [
    agentStatusCommand(),
    agentPolicyCommand(),
    agentAppCommand(),
    ...agentRunCommands(),
    ...agentRestoreCommands(),
    ...agentSetupCommands(),
  ])
    command.addCommand(each);
  return command;
}
