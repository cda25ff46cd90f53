// What the agent's commands have in common: which machine they look at.

import type { Command } from 'commander';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { openSoftwareHive } from '../../agent/windows/policy/software-hive-policy.ts';
import type { ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { fail, type Result } from '../../lib/result.ts';

export type DeviceOptions = { readonly softwareHive?: string };

export function withDevice(command: Command): Command {
  return command.option(
    '--software-hive <file>',
    "read the policies from this SOFTWARE hive instead of the machine's own registry",
  );
}

export function policyReader(options: DeviceOptions): Result<ReadPolicyValue, AgentProblem> {
  if (options.softwareHive !== undefined) return openSoftwareHive(options.softwareHive);
  return fail({
    code: 'windows-needed',
    detail: 'The policies of a machine are in its registry, and this is not Windows.',
    fix: 'Name the SOFTWARE hive of a Windows disk: --software-hive …/Windows/System32/config/SOFTWARE.',
  });
}
