import { Command } from 'commander';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { asOperator, loadFindTenant, type DataOptions, withData } from './operator.ts';
import { wholeNumber } from './profile-options.ts';

type RetentionOptions = DataOptions & { readonly keepLast: number; readonly keepDays: number };

export function tenantCommand(): Command {
  return new Command('tenant')
    .description('The organizations of a service.')
    .addCommand(
      withJson(withData(new Command('create')))
        .description('Make an organization.')
        .argument('<name>', 'what people call it')
        .option('--id <uuid>', "its id, to be that of the organization's Entra ID; a fresh one otherwise")
        .action(create),
    )
    .addCommand(
      withJson(withData(new Command('list')))
        .description('List the organizations.')
        .action(list),
    )
    .addCommand(
      withJson(withData(new Command('retention')))
        .description('Set how long snapshots are kept. The latest good one of each device always stays.')
        .argument('<tenant>', 'its name or id')
        .requiredOption('--keep-last <number>', 'keep this many of the newest, however old', wholeNumber)
        .requiredOption('--keep-days <days>', 'keep everything younger than this', wholeNumber)
        .action(retention),
    )
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL']));
}

async function create(displayName: string, options: DataOptions & { readonly id?: string }): Promise<void> {
  const output = outputOf(options);
  const { createTenant } = await import('../../server/tenants/create-tenant.ts');
  const tenant = await asOperator(options, (context) =>
    createTenant(context, { tenantId: options.id?.toLowerCase(), displayName }),
  );
  if (!tenant.ok) return output.complain(tenant.error);
  const { tenantId } = tenant.value;
  output.result(`Tenant "${displayName}": ${tenantId}`, { tenantId, displayName });
}

async function list(options: DataOptions): Promise<void> {
  const output = outputOf(options);
  const { listTenants } = await import('../../server/tenants/list-tenants.ts');
  const tenants = await asOperator(options, listTenants);
  if (!tenants.ok) return output.complain(tenants.error);
  const rows = tenants.value.map(({ displayName, tenantId }) => [displayName, tenantId]);
  const text =
    rows.length === 0 ? 'There is no tenant yet. Make one: keepsake tenant create NAME' : table(['Tenant', 'Id'], rows);
  output.result(text, { tenants: tenants.value.map(({ tenantId, displayName }) => ({ tenantId, displayName })) });
}

async function retention(which: string, options: RetentionOptions): Promise<void> {
  const output = outputOf(options);
  const { keepLast, keepDays } = options;
  const set = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const { setRetention } = await import('../../server/backup/set-retention.ts');
    const tenant = await findTenant(context, which);
    return tenant.ok ? setRetention(context, { tenantId: tenant.value.tenantId, keepLast, keepDays }) : tenant;
  });
  if (!set.ok) return output.complain(set.error);
  const text = `Snapshots are kept for ${keepDays} days, and the newest ${keepLast} of each device whatever their age.`;
  output.result(text, { keepLast, keepDays });
}
