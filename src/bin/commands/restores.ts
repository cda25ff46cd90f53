// `keepsake restores`: who was offered a restore, how far it got and how long it took.

import { Command } from 'commander';
import type { NamedRestore } from '../../server/restore/operate-restores.ts';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { count, table } from '../render/table.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';
import { wholeNumber } from './profile-options.ts';
import { restoreRequestCommands } from './restore-requests.ts';

type RestoresOptions = DataOptions & { readonly tenant: string; readonly user?: string; readonly limit: number };

export function restoresCommand(): Command {
  const command = new Command('restores')
    .description('The restores that people were offered, and those that are asked for on their behalf.')
    .addCommand(listCommand(), { isDefault: true });
  for (const each of restoreRequestCommands()) command.addCommand(each);
  return command;
}

function listCommand(): Command {
  return withJson(withData(new Command('list')))
    .description('List the restores that people were offered, newest first. Why somebody was not: keepsake why.')
    .requiredOption('--tenant <tenant>', 'name or id of the organization')
    .option('--user <name>', 'of this person alone')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .action(restores)
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL']));
}

async function restores(options: RestoresOptions): Promise<void> {
  const output = outputOf(options);
  const { user, limit } = options;
  const found = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const tenant = await findTenant(context, options.tenant);
    if (!tenant.ok) return tenant;
    const { listRestores } = await import('../../server/restore/operate-restores.ts');
    return listRestores(context, tenant.value.tenantId, { user, limit });
  });
  if (!found.ok) return output.complain(found.error);
  output.result(textOf(found.value), { restores: [...found.value] });
}

function textOf(all: readonly NamedRestore[]): string {
  if (all.length === 0) return 'Nobody was offered a restore yet.';
  const header = ['Offered', 'Person', 'Device', 'Phase', 'State', 'In Intune', 'Took', 'Outcomes'];
  return table(header, all.map(rowOf));
}

function rowOf(it: NamedRestore): readonly string[] {
  const { secondsToProductivity: seconds, outcomeCounts } = it;
  const took = seconds === null ? '' : count(Math.max(1, Math.round(seconds / 60)), 'minute');
  const outcomes = Object.entries(outcomeCounts).map(([state, number]) => `${number} ${state}`);
  return [
    it.offeredAt,
    it.userPrincipalName,
    it.deviceName,
    it.phase,
    it.failureCode === null ? it.state : `${it.state} (${it.failureCode})`,
    it.intuneStatus,
    took,
    outcomes.join(', '),
  ];
}
