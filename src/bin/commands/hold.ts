import { Command } from 'commander';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { onPerson } from './on-person.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';

type TenantOptions = DataOptions & { readonly tenant: string };
type AddOptions = TenantOptions & { readonly user: string; readonly reason: string };

export function holdCommand(): Command {
  return new Command('hold')
    .description("Legal holds: nothing of a person's backups expires or is erased while one is in place.")
    .addCommand(
      withTenant('add', 'Place a hold.')
        .requiredOption('--user <user>', 'the person, by user principal name or id')
        .requiredOption('--reason <text>', 'why; kept with the hold and in the audit log')
        .action(add),
    )
    .addCommand(withTenant('remove', 'Release a hold.').argument('<hold>', 'its id').action(remove))
    .addCommand(withTenant('list', 'List the holds, newest first.').action(list))
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL']));
}

function withTenant(name: string, description: string): Command {
  return withJson(withData(new Command(name)))
    .description(description)
    .requiredOption('--tenant <tenant>', 'the organization, by name or id');
}

async function add(options: AddOptions): Promise<void> {
  const output = outputOf(options);
  const { reason } = options;
  const placed = await asOperator(options, async (context) => {
    const { placeLegalHold } = await import('../../server/keys/legal-holds.ts');
    return onPerson(context, options, (act, { userId }) => placeLegalHold(context, act, { userId, reason }));
  });
  if (!placed.ok) return output.complain(placed.error);
  output.result(`Everything of ${placed.value.userPrincipalName} is kept: hold ${placed.value.holdId}`, placed.value);
}

async function remove(holdId: string, options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const released = await asOperator(options, async (context) => {
    const [findTenant, { releaseLegalHold }, { operatorsAct }] = await Promise.all([
      loadFindTenant(),
      import('../../server/keys/legal-holds.ts'),
      import('../../server/keys/act.ts'),
    ]);
    const tenant = await findTenant(context, options.tenant);
    if (!tenant.ok) return tenant;
    return releaseLegalHold(context, operatorsAct(context, tenant.value.tenantId), { holdId });
  });
  if (!released.ok) return output.complain(released.error);
  output.result(`Hold ${holdId} on ${released.value.userPrincipalName} is released.`, released.value);
}

async function list(options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const found = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const { listLegalHolds } = await import('../../server/keys/legal-holds.ts');
    const tenant = await findTenant(context, options.tenant);
    return tenant.ok ? listLegalHolds(context, { tenantId: tenant.value.tenantId }) : tenant;
  });
  if (!found.ok) return output.complain(found.error);
  const rows = found.value.holds.map((it) => [
    it.userPrincipalName,
    it.releasedAt === null ? 'in place' : `released ${it.releasedAt}`,
    it.placedAt,
    it.reason,
    it.holdId,
  ]);
  const text =
    rows.length === 0 ? 'There is no legal hold.' : table(['User', 'State', 'Placed', 'Reason', 'Hold'], rows);
  output.result(text, found.value);
}
