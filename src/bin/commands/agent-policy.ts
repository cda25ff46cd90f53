import { Command } from 'commander';
import { BACKUP_GROUPS } from '../../domain/policy/backup-groups.ts';
import { foundWords } from '../../domain/policy/effective-policy.ts';
import { type LocalPolicy, localPolicy, ORIGIN_WORDS, type Permission } from '../../domain/policy/local-policy.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, green, outputOf, red, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { type DeviceOptions, policyReader, withDevice } from './agent-options.ts';

export function agentPolicyCommand(): Command {
  return withJson(withDevice(new Command('policy')))
    .description('Say which policies hold on this machine, who set them, and what follows.')
    .addHelpText(
      'after',
      `
Examples:
  keepsake agent policy                                       on Windows, this machine
  keepsake agent policy --software-hive /mnt/old/Windows/System32/config/SOFTWARE

Reads only. Exit code 0 whatever the policies say.`,
    )
    .action(showPolicy);
}

async function showPolicy(options: DeviceOptions & { readonly json?: boolean }): Promise<void> {
  const output = outputOf(options);
  const read = await policyReader(options);
  if (!read.ok) return output.complain(read.error);
  const policy = localPolicy(read.value);
  output.result(renderPolicy(policy), policyJson(policy));
}

export function renderPolicy(policy: LocalPolicy): string {
  const rows = policy.values.map((value) => [value.policy.title, value.state, ORIGIN_WORDS[value.origin]]);
  const found = policy.values.flatMap((value) => value.found.map((each) => `  ${foundWords(each)}`));
  const groups = policy.excludedGroups.map((group) => BACKUP_GROUPS[group]).join('; ');
  return [
    renderPermission('Backup', policy.backup),
    renderPermission('Restore', policy.restore),
    `${bold('Left out of backups')}\n  ${policy.excludedGroups.length === 0 ? 'nothing' : `${groups}\n  categories: ${policy.excludedCategories.join(', ') || 'none'}`}`,
    ...(policy.optedIn.length === 0 ? [] : [`${bold('Asked for')}\n  ${policy.optedIn.join(', ')}`]),
    ...(policy.problems.length === 0
      ? []
      : [`${bold('To put right')}\n${policy.problems.map(({ detail, fix }) => `  ${detail}\n    ${fix}`).join('\n')}`]),
    table(['Policy', 'State', 'From'], rows),
    `${bold('Found in the registry')}\n${found.length === 0 ? '  no policy value at all' : found.join('\n')}`,
  ].join('\n\n');
}

function renderPermission(what: string, { allowed, reasons }: Permission): string {
  if (allowed) return `${bold(what)} ${green('is allowed.')}`;
  const lines = reasons.map(({ detail, fix }) => `  ${detail}\n    ${fix}`);
  return `${bold(what)} ${red('is off.')}\n${lines.join('\n')}`;
}

export function policyJson(policy: LocalPolicy): { readonly [name: string]: Json } {
  return {
    backup: { ...policy.backup },
    restore: { ...policy.restore },
    excludedGroups: policy.excludedGroups,
    excludedCategories: policy.excludedCategories,
    optedIn: policy.optedIn,
    problems: policy.problems,
    policies: policy.values.map(({ policy: { name, title }, state, origin, found, userMayOverride }) => ({
      name,
      title,
      state,
      origin,
      userMayOverride: userMayOverride ?? null,
      found: found.map(({ by, location, certainty, state: seen }) => ({
        by,
        key: `HKLM\\SOFTWARE\\${location.key}`,
        value: location.value,
        certainty,
        ...(seen.ok ? { state: seen.value } : { error: seen.error }),
      })),
    })),
  };
}
