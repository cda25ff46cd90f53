import { Command } from 'commander';
import { ok } from '../../lib/result.ts';
import type { Context } from '../../server/context.ts';
import type { KeyRotation, KeyStatus } from '../../protocol/operations/keys.ts';
import { keyConfiguration, variablesHelp } from '../configuration.ts';
import { EXIT } from '../exit.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { asOperator, closeContext, type DataOptions, loadFindTenant, openContext, withData } from './operator.ts';

type TenantOptions = DataOptions & { readonly tenant?: string };
type RotateOptions = TenantOptions & { readonly people?: boolean };

export function keysCommand(): Command {
  return new Command('keys')
    .description('The keys that protect what is stored: see them, make them, rotate them, destroy them.')
    .addCommand(withTenant('status', 'Show the keys of every organization, and try each.').action(status))
    .addCommand(
      withTenant('rotate', 'Give organizations a new key under the current provider key; destroy the earlier one.')
        .option('--people', 'also give everybody another key for what is backed up from now on')
        .action(rotate),
    )
    .addCommand(
      withJson(withData(new Command('create')))
        .description('Make a key in the key file or the token that is configured. It wraps from the next start on.')
        .action(create),
    )
    .addCommand(
      withJson(withData(new Command('destroy')))
        .description('Take a key that nothing is wrapped by any more out of the key file, for ever.')
        .argument('<key>', 'its id')
        .action(destroy),
    )
    .addHelpText(
      'after',
      `
To change the key outside the database: "keys create" (or another KEEPSAKE_KEY, or another token), restart the service,
"keys rotate", and destroy the old one when "keys status" does not name it any more.
${variablesHelp([
  'KEEPSAKE_DATA',
  'DATABASE_URL',
  'KEEPSAKE_KEY_FILE',
  'KEEPSAKE_KEY',
  'KEEPSAKE_PREVIOUS_KEYS',
  'KEEPSAKE_PKCS11_MODULE',
  'KEEPSAKE_PKCS11_TOKEN',
  'KEEPSAKE_PKCS11_PIN_FILE',
  'KEEPSAKE_PKCS11_KEY',
])}`,
    );
}

function withTenant(name: string, description: string): Command {
  return withJson(withData(new Command(name)))
    .description(description)
    .option('--tenant <tenant>', 'only this organization, by name or id');
}

async function status(options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const found = await asOperator(options, async (context) => {
    const { keyStatus } = await import('../../server/keys/key-status.ts');
    return forTenants(context, options.tenant, ({ tenantId }) => keyStatus(context, tenantId));
  });
  if (!found.ok) return output.complain(found.error);
  const rows = found.value.flatMap(({ name, value }) =>
    value.keys.map((key) => [
      name,
      key.keyId,
      key.providerKeyId,
      `${key.userCount}`,
      key.state === 'opens' ? (key.isCurrent ? 'opens, wraps' : 'opens') : key.state.toUpperCase(),
    ]),
  );
  const current = found.value[0]?.value.currentProviderKeyId;
  const text =
    rows.length === 0
      ? 'No organization has a key yet.'
      : [table(['Tenant', 'Tenant key', 'Wrapped by', 'People', 'State'], rows), `New keys are wrapped by ${current}.`];
  output.result([text].flat().join('\n\n'), { tenants: found.value.map(({ value }) => value satisfies KeyStatus) });
  if (found.value.some(({ value }) => value.keys.some((key) => key.state !== 'opens'))) process.exitCode = EXIT.failed;
}

async function rotate(options: RotateOptions): Promise<void> {
  const output = outputOf(options);
  const rotated = await asOperator(options, async (context) => {
    const [{ rotateKeys }, { renewUserKeys }, { operatorsAct }] = await Promise.all([
      import('../../server/keys/rotate-keys.ts'),
      import('../../server/keys/renew-user-keys.ts'),
      import('../../server/keys/act.ts'),
    ]);
    return forTenants(context, options.tenant, async ({ tenantId }) => {
      const renewed = options.people === true ? await renewUserKeys(context, tenantId) : ok(0);
      return renewed.ok ? rotateKeys(context, operatorsAct(context, tenantId)) : renewed;
    });
  });
  if (!rotated.ok) return output.complain(rotated.error);
  const lines = rotated.value.map(
    ({ name, value }) =>
      `${name}: key ${value.keyId} under ${value.providerKeyId}; ${value.rewrappedUserKeys} people's keys wrapped anew; ${value.destroyedKeyIds.length} earlier destroyed.`,
  );
  output.result(lines.length === 0 ? 'There is no organization yet.' : lines.join('\n'), {
    rotations: rotated.value.map(({ value }) => value satisfies KeyRotation),
  });
}

async function create(options: DataOptions): Promise<void> {
  const output = outputOf(options);
  const { createProviderKey } = await import('../../server/keys/provider-keys.ts');
  const created = await createProviderKey(keyConfiguration(options.data));
  if (!created.ok) return output.complain(created.error);
  const { keyId, where } = created.value;
  const text = `Key ${keyId} is in ${where}. Restart the service, then: keepsake keys rotate\nKeep a copy where the database's backups are not: without it they can not be read.`;
  output.result(text, { keyId });
}

async function destroy(keyId: string, options: DataOptions): Promise<void> {
  const output = outputOf(options);
  const context = await openContext(options);
  if (!context.ok) return output.complain(context.error);
  try {
    const { destroyProviderKey } = await import('../../server/keys/provider-keys.ts');
    const destroyed = await destroyProviderKey(context.value.database, keyConfiguration(options.data), keyId);
    if (!destroyed.ok) return output.complain(destroyed.error);
    const text = `Key ${keyId} is destroyed: what only it could unwrap, in copies of the database too, is lost.`;
    output.result(text, { keyId });
  } finally {
    await closeContext(context.value);
  }
}

type Found = { readonly tenantId: string; readonly displayName: string };

/** Does the work for one organization, or for all, and says for which. */
async function forTenants<T, E>(
  context: Context,
  which: string | undefined,
  work: (
    tenant: Found,
  ) => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }>,
) {
  const { listTenants } = await import('../../server/tenants/list-tenants.ts');
  const findTenant = await loadFindTenant();
  const one = which === undefined ? undefined : await findTenant(context, which);
  const tenants = one === undefined ? await listTenants(context) : one.ok ? ok([one.value]) : one;
  if (!tenants.ok) return tenants;
  const done: { readonly name: string; readonly value: T }[] = [];
  for (const tenant of tenants.value) {
    const result = await work(tenant);
    if (!result.ok) return result;
    done.push({ name: tenant.displayName, value: result.value });
  }
  return ok(done);
}
