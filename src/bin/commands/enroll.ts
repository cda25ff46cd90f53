import { rmSync } from 'node:fs';
import { Command } from 'commander';
import { type Credential, writeCredential } from '../../agent/credential-file.ts';
import { keyFileOf } from '../../agent/identity/key-file.ts';
import { CREDENTIAL_HOURS_DEFAULT, CREDENTIAL_HOURS_MAX } from '../../protocol/limits.ts';
import type { Enrolled } from '../../server/devices/enroll.ts';
import { variable, variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { asOperator, loadFindTenant, type DataOptions, withData } from './operator.ts';
import { wholeNumber } from './profile-options.ts';

type EnrollOptions = DataOptions & {
  readonly tenant: string;
  readonly user: string;
  readonly device: string;
  readonly hours: number;
  readonly service?: string;
  readonly out?: string;
};

type TenantOptions = DataOptions & { readonly tenant: string };

export function enrollCommand(): Command {
  return withJson(withData(new Command('enroll').enablePositionalOptions()))
    .description('Issue a credential for a person on a device; list and revoke them.')
    .option('--tenant <tenant>', 'the organization, by name or id')
    .option('--user <name>', 'the person, by user principal name: anna@contoso.example')
    .option('--device <name>', 'the device, by name')
    .option(
      '--hours <number>',
      `how long the credential lives, at most ${CREDENTIAL_HOURS_MAX}`,
      wholeNumber,
      CREDENTIAL_HOURS_DEFAULT,
    )
    .option('--service <url>', 'where the device finds the service (http://127.0.0.1 and KEEPSAKE_PORT)')
    .option('--out <file>', 'write the credential file here, readable by you alone; without it, it is printed')
    .action(issue)
    .addCommand(withTenant(new Command('list')).description('List the credentials of an organization.').action(list))
    .addCommand(
      withTenant(new Command('revoke'))
        .description('End a credential at once.')
        .argument('<credential>', 'its id')
        .action(revoke),
    )
    .addHelpText(
      'after',
      `
Example:
  keepsake enroll --tenant Contoso --user anna@contoso.example --device OLD-114 --out anna.json

Whoever uses the file first is that person on that device: it is bound to a key that is made beside it (FILE.key) and opens
nothing without that key from then on. A restore on the new device needs a credential of its own: the same person, the new
device's name.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'KEEPSAKE_PORT'])}`,
    );
}

function withTenant(command: Command): Command {
  return withJson(withData(command)).requiredOption('--tenant <tenant>', 'the organization, by name or id');
}

export function credentialOf(service: string, enrolled: Enrolled): Credential {
  const { token, userPrincipalName, deviceName, tenantId, credentialId, expiresAt } = enrolled;
  return { service, token, user: userPrincipalName, device: deviceName, tenantId, credentialId, expiresAt };
}

async function issue(options: Partial<EnrollOptions> & { readonly hours: number }, command: Command): Promise<void> {
  const output = outputOf(options);
  const { tenant: which, user, device } = options;
  if (which === undefined || user === undefined || device === undefined) {
    return command.error('error: --tenant, --user and --device are needed');
  }
  const enrolled = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const { enroll } = await import('../../server/devices/enroll.ts');
    const tenant = await findTenant(context, which);
    if (!tenant.ok) return tenant;
    const { tenantId } = tenant.value;
    return enroll(context, { tenantId, userPrincipalName: user, deviceName: device, lifetimeHours: options.hours });
  });
  if (!enrolled.ok) return output.complain(enrolled.error);
  const service = options.service ?? `http://127.0.0.1:${variable('KEEPSAKE_PORT')}`;
  const credential = credentialOf(service, enrolled.value);
  if (options.out === undefined) return output.result(JSON.stringify(credential, null, 2), credential);
  try {
    // What joined with the credential that was here is not what this one is for.
    rmSync(keyFileOf(options.out), { force: true });
    writeCredential(options.out, credential);
  } catch (error) {
    const detail = `"${options.out}" can not be written: ${error instanceof Error ? error.message : String(error)}.`;
    return output.complain({ code: 'write-failed', detail, fix: 'Choose another place with --out.' });
  }
  const { token: _, ...shown } = credential;
  const text = `${user} on ${device} until ${credential.expiresAt}: ${options.out}`;
  return output.result(text, { ...shown, file: options.out });
}

async function list(options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const enrollments = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const { listEnrollments } = await import('../../server/devices/list-enrollments.ts');
    const tenant = await findTenant(context, options.tenant);
    return tenant.ok ? listEnrollments(context, { tenantId: tenant.value.tenantId }) : tenant;
  });
  if (!enrollments.ok) return output.complain(enrollments.error);
  const rows = enrollments.value.map((it) => [
    it.userPrincipalName,
    it.deviceName,
    it.state,
    it.expiresAt,
    it.credentialId,
  ]);
  const text =
    rows.length === 0 ? 'Nobody is enrolled yet.' : table(['User', 'Device', 'State', 'Expires', 'Credential'], rows);
  output.result(text, { enrollments: enrollments.value.map((it) => ({ ...it })) });
}

async function revoke(credentialId: string, options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const revoked = await asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const { revokeCredential } = await import('../../server/devices/revoke-credential.ts');
    const tenant = await findTenant(context, options.tenant);
    return tenant.ok ? revokeCredential(context, { tenantId: tenant.value.tenantId, credentialId }) : tenant;
  });
  if (!revoked.ok) return output.complain(revoked.error);
  output.result(`Revoked ${credentialId}.`, { ...revoked.value });
}
