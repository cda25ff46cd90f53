import { Command } from 'commander';
import { agentPolicyCommand } from './agent-policy.ts';

export function agentCommand(): Command {
  const command = new Command('agent').description('What Keepsake does by itself on a Windows device.');
  for (const each of [agentPolicyCommand()]) command.addCommand(each);
  return command;
}
