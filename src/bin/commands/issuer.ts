import { Command } from 'commander';
import type { NewIssuer } from '../../server/identity/manage-issuers.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { IssuerCheck } from '../../server/identity/check-issuer.ts';
import { EXIT } from '../exit.ts';
import { green, outputOf, red, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { asOperator, loadFindTenant, type DataOptions, withData } from './operator.ts';

type TenantOptions = DataOptions & { readonly tenant: string };

type AddOptions = TenantOptions & {
  readonly entra?: string;
  readonly embedded?: boolean;
  readonly generic?: string;
  readonly clientId?: string;
  readonly signInClientId?: string;
  readonly authority?: string;
  readonly audience: readonly string[];
  readonly client: readonly string[];
  readonly claim: readonly string[];
  readonly jwksUrl?: string;
  readonly scope?: string;
  readonly joinContext?: string;
};

export function issuerCommand(): Command {
  return new Command('issuer')
    .description('Whose tokens an organization trusts: Entra ID, another OpenID Connect provider, or the embedded one.')
    .addCommand(addCommand())
    .addCommand(ofTenant('list').description('List them.').action(list))
    .addCommand(
      ofTenant('remove')
        .description('Trust one no longer, from the next request on.')
        .argument('<issuer>', 'its address or its id')
        .action(remove),
    )
    .addCommand(
      ofTenant('check').description('Ask each for its metadata and keys, and say what is wrong.').action(check),
    )
    .addHelpText('after', '\nHow to set up Entra ID and others, step by step: docs/operating/entra-id.md');
}

function ofTenant(name: string): Command {
  return withJson(withData(new Command(name))).requiredOption('--tenant <tenant>', 'the organization, by name or id');
}

function addCommand(): Command {
  return ofTenant('add')
    .description('Trust one: --entra, --embedded or --generic.')
    .option(
      '--entra <tenant-id>',
      "Entra ID: the directory's tenant id, or --entra same if the organization has its id",
    )
    .option('--client-id <id>', 'with --entra: the app registration of the service (its API)')
    .option('--sign-in-client-id <id>', 'the public client that devices sign in with (with --entra: the same)')
    .option('--authority <url>', 'with --entra, in a sovereign cloud')
    .option('--embedded', 'the identity provider of this service')
    .option('--generic <issuer>', 'any other OpenID Connect issuer, such as https://id.contoso.example/realms/staff')
    .option('--audience <text>', 'with --generic: what its tokens for the service say in aud (repeatable)', collect, [])
    .option('--client <id>', 'take tokens of this application only (repeatable)', collect, [])
    .option('--claim <name=path>', 'where something is in its tokens, such as roles=realm_access.roles', collect, [])
    .option('--jwks-url <url>', 'with --generic: where its keys are, if it has no discovery document')
    .option('--scope <scope>', 'the scope that reaches backups (Backup.ReadWrite; with --generic: any)')
    .option('--join-context <id>', 'the authentication context that joining a device takes, such as c1')
    .action(add);
}

async function add(options: AddOptions, command: Command): Promise<void> {
  const output = outputOf(options);
  const kinds = [options.entra, options.embedded, options.generic].filter((it) => it !== undefined);
  if (kinds.length !== 1) return command.error('error: one of --entra, --embedded and --generic is needed');
  const added = await asOperator(options, async (context) => {
    const tenantId = await tenantOf(context, options);
    if (!tenantId.ok) return tenantId;
    const { trustIssuer } = await import('../../server/identity/manage-issuers.ts');
    const issuer = await issuerOf(options, tenantId.value);
    return issuer.ok ? trustIssuer(context, issuer.value) : issuer;
  });
  if (!added.ok) return output.complain(added.error);
  const { issuer, issuerId, kind, settings } = added.value;
  output.result(`Trusted: ${issuer}\nTry it: keepsake issuer check --tenant ${options.tenant}`, {
    issuerId,
    kind,
    issuer,
    settings,
  });
}

async function issuerOf(options: AddOptions, tenantId: string): Promise<Result<NewIssuer, Problem>> {
  const { embeddedIssuer, entraIssuer, ENTRA_AUTHORITY } = await import('../../server/identity/issuer.ts');
  const { clientId, joinContext = null, client: clients } = options;
  if (options.embedded === true) {
    const { issuer, settings } = embeddedIssuer(tenantId);
    return ok({ tenantId, kind: 'embedded', issuer, settings: { ...settings, clients: [...clients], joinContext } });
  }
  if (options.entra === undefined) return genericIssuer(options, tenantId);
  if (clientId === undefined) return missing('--client-id: the app registration of the service');
  const made = entraIssuer({
    directoryTenantId: options.entra === 'same' ? tenantId : options.entra.toLowerCase(),
    apiClientId: clientId,
    signInClientId: options.signInClientId ?? clientId,
    authority: options.authority ?? ENTRA_AUTHORITY,
    joinContext,
  });
  const { issuer, settings } = made;
  return ok({ tenantId, kind: 'entra', issuer, settings: { ...settings, clients: [...clients] } });
}

async function genericIssuer(options: AddOptions, tenantId: string): Promise<Result<NewIssuer, Problem>> {
  const { GENERIC_CLAIMS } = await import('../../server/identity/issuer.ts');
  const { discoverKeys } = await import('../../server/identity/check-issuer.ts');
  const { generic: issuer = '', audience, signInClientId, scope = null, joinContext = null } = options;
  if (audience.length === 0) return missing('--audience: what its tokens for the service say in aud');
  const map: Record<string, string[]> = { ...GENERIC_CLAIMS };
  for (const text of options.claim) {
    const [name = '', path = ''] = text.split('=');
    if (!Object.hasOwn(map, name) || path === '') {
      return fail({ code: 'bad-request', detail: `--claim ${text}: it takes one of ${Object.keys(map).join(', ')}.` });
    }
    map[name] = [path];
  }
  const keys = options.jwksUrl === undefined ? await discoverKeys(issuer) : ok(options.jwksUrl);
  if (!keys.ok) return fail({ code: 'bad-request', detail: `The issuer's keys are not found: ${keys.error}.` });
  const signInScope = ['openid', 'profile', 'offline_access', ...(scope === null ? [] : [scope])].join(' ');
  const settings = {
    issuers: [issuer],
    jwksUrl: keys.value,
    audiences: [...audience],
    directoryTenantId: null,
    clients: [...options.client],
    claims: map as typeof GENERIC_CLAIMS,
    backupScope: scope,
    signIn: signInClientId === undefined ? null : { issuer, clientId: signInClientId, scope: signInScope },
    joinContext,
  };
  return ok({ tenantId, kind: 'generic', issuer, settings });
}

async function list(options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const issuers = await issuersOf(options);
  if (!issuers.ok) return output.complain(issuers.error);
  const rows = issuers.value.map(({ kind, issuer, settings, issuerId }) => [
    issuer,
    kind,
    settings.audiences.join(' '),
    issuerId,
  ]);
  const none = 'Nobody is trusted yet: devices need credentials (keepsake enroll). See keepsake issuer add --help.';
  output.result(rows.length === 0 ? none : table(['Issuer', 'Kind', 'Audiences', 'Id'], rows), {
    issuers: issuers.value.map(({ issuerId, kind, issuer, settings }) => ({ issuerId, kind, issuer, settings })),
  });
}

async function remove(issuer: string, options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const removed = await asOperator(options, async (context) => {
    const tenantId = await tenantOf(context, options);
    const { distrustIssuer } = await import('../../server/identity/manage-issuers.ts');
    return tenantId.ok ? distrustIssuer(context, { tenantId: tenantId.value, issuer }) : tenantId;
  });
  if (!removed.ok) return output.complain(removed.error);
  output.result(`Trusted no longer: ${removed.value.issuer}`, { issuerId: removed.value.issuerId });
}

async function check(options: TenantOptions): Promise<void> {
  const output = outputOf(options);
  const issuers = await issuersOf(options);
  if (!issuers.ok) return output.complain(issuers.error);
  const { checkIssuer } = await import('../../server/identity/check-issuer.ts');
  const checks = (await Promise.all(issuers.value.map(checkIssuer))).filter((it) => it !== undefined);
  const embedded = issuers.value.length - checks.length;
  const text = [
    ...checks.map(checkText),
    ...(embedded === 0 ? [] : ['The embedded provider needs no network: its keys are in this database.']),
    ...(issuers.value.length === 0 ? ['Nobody is trusted yet.'] : []),
  ].join('\n\n');
  output.result(text, { checks: checks.map((it) => ({ ...it })) });
  if (checks.some(({ problems }) => problems.length > 0)) process.exitCode = EXIT.partial;
}

function checkText({ issuer, discovery, keys, deviceFlow, bindsTokens, problems }: IssuerCheck): string {
  return [
    issuer,
    `  discovery     ${discovery.found ? 'found' : 'not found'}: ${discovery.url}`,
    `  keys          ${keys.usable.length} usable, ${keys.unusable} of other kinds: ${keys.url}`,
    ...keys.usable.map((key) => `                ${key}`),
    `  device code   ${deviceFlow ? 'offered' : 'not offered: keepsake sign-in can not work'}`,
    `  DPoP          ${bindsTokens ? 'tokens can be bound to keys' : "not offered: the device's registered key alone binds"}`,
    problems.length === 0 ? green('  Tokens of it can be checked.') : red(problems.map((it) => `  ${it}`).join('\n')),
  ].join('\n');
}

function issuersOf(options: TenantOptions) {
  return asOperator(options, async (context) => {
    const tenantId = await tenantOf(context, options);
    const { listIssuers } = await import('../../server/identity/manage-issuers.ts');
    return tenantId.ok ? listIssuers(context, tenantId.value) : tenantId;
  });
}

async function tenantOf(context: Context, { tenant }: TenantOptions): Promise<Result<string, Problem>> {
  const findTenant = await loadFindTenant();
  const found = await findTenant(context, tenant);
  return found.ok ? ok(found.value.tenantId) : found;
}

function missing(what: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail: `It lacks ${what}.` });
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
