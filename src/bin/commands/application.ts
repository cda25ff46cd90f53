import { Command, Option } from 'commander';
import { ALL_PERMISSIONS } from '../../domain/access/permissions.ts';
import type { AddedApplication } from '../../server/directory/applications.ts';
import { variablesHelp } from '../configuration.ts';
import { table } from '../render/table.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';

type Kind = 'native' | 'spa' | 'web' | 'daemon';
type AddOptions = TenantOptions & {
  readonly kind: Kind;
  readonly redirectUri: readonly string[];
  readonly permission: readonly string[];
};

export function applicationCommand(): Command {
  return new Command('app')
    .description('Applications that people sign in to with the embedded identity provider, or that act for themselves.')
    .addCommand(
      common('add', 'Register an application. The secret of one that can keep it is printed, once.')
        .argument('<name>', 'what people call it')
        .addOption(
          new Option('--kind <kind>', 'native: on a machine; spa: in a browser; web: on a server; daemon: for itself')
            .choices(['native', 'spa', 'web', 'daemon'])
            .makeOptionMandatory(),
        )
        .option('--redirect-uri <uris...>', 'where people are sent back to', [])
        .option('--permission <permissions...>', `for itself, of: ${ALL_PERMISSIONS.join(', ')}`, [])
        .action(add),
    )
    .addCommand(common('list', 'List the applications.').action(list))
    .addCommand(
      common('secret', 'Print another secret, once; those before stay good until they expire.')
        .argument('<application>', NAME)
        .action(secret),
    )
    .addCommand(common('remove', 'Remove an application.').argument('<application>', NAME).action(remove))
    .addCommand(common('rotate-keys', 'Publish a new key for signing tokens; it signs after a day.').action(rotateKeys))
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL']));
}

const NAME = 'its name or id';

function add(displayName: string, { kind, redirectUri, permission, ...options }: AddOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const { addApplication } = await import('../../server/directory/applications.ts');
      return addApplication(context, { tenantId, displayName, kind, redirectUris: redirectUri, appRoles: permission });
    },
    (application, output) => output.result(applicationText(application), json(application)),
  );
}

function secret(application: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/applications.ts')).renewSecret(context, { tenantId, application }),
    (renewed, output) => output.result(applicationText(renewed), json(renewed)),
  );
}

function applicationText({ displayName, applicationId, secret: text, secretExpiresAt }: AddedApplication): string {
  const first = `Application "${displayName}": ${applicationId}`;
  return text === undefined ? first : `${first}\nSecret, until ${secretExpiresAt}; it is not shown again:\n  ${text}`;
}

function json(application: AddedApplication) {
  const { secret: text = null, secretExpiresAt = null, redirectUris, appRoles, ...rest } = application;
  return { ...rest, redirectUris: [...redirectUris], appRoles: [...appRoles], secret: text, secretExpiresAt };
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/applications.ts')).listApplications(context, { tenantId }),
    (applications, output) => {
      const rows = applications.map((it) => [it.displayName, it.kind, it.redirectUris.join(' '), it.applicationId]);
      const text =
        rows.length === 0
          ? 'There is no application yet.'
          : table(['Application', 'Kind', 'Redirect URIs', 'Id'], rows);
      output.result(text, {
        applications: applications.map((it) => ({
          ...it,
          redirectUris: [...it.redirectUris],
          appRoles: [...it.appRoles],
        })),
      });
    },
  );
}

function remove(application: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/applications.ts')).removeApplication(context, { tenantId, application }),
    ({ displayName, applicationId }, output) =>
      output.result(`Removed the application "${displayName}".`, { displayName, applicationId }),
  );
}

function rotateKeys(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/identity-provider/rotate-signing-key.ts')).rotateSigningKey(context, { tenantId }),
    ({ keyId, signsFrom }, output) =>
      output.result(`Key ${keyId} is published and signs from ${signsFrom} on.`, { keyId, signsFrom }),
  );
}
