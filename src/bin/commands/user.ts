import { Command } from 'commander';
import { BUILT_IN_ROLES } from '../../domain/access/roles.ts';
import type { Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { IssuedPass } from '../../server/directory/access-passes.ts';
import { variablesHelp } from '../configuration.ts';
import { type Output, outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';
import { wholeNumber } from './profile-options.ts';

export type TenantOptions = DataOptions & { readonly tenant: string };
type PassOptions = TenantOptions & { readonly minutes: number; readonly once?: boolean };
type AddOptions = PassOptions & {
  readonly upn: string;
  readonly name?: string;
  readonly admin?: true;
  readonly role: readonly string[];
};

export function userCommand(): Command {
  return new Command('user')
    .description('People of the embedded identity provider, and what they sign in with.')
    .addCommand(
      withPass(common('add', 'Add a person and print the Temporary Access Pass for their first sign-in, once.'))
        .requiredOption('--upn <name>', 'user principal name: anna@contoso.example')
        .option('--name <name>', 'display name; the user principal name unless given')
        .option('--admin', 'give the role Global Administrator')
        .option('--role <roles...>', `of: ${BUILT_IN_ROLES.map((it) => it.displayName).join(', ')}`, [])
        .action(add),
    )
    .addCommand(common('list', 'List the people and what they can sign in with.').action(list))
    .addCommand(
      withPass(common('pass', 'Print a new Temporary Access Pass, once; the one before ends.'))
        .argument('<user>', NAME)
        .action(pass),
    )
    .addCommand(common('disable', 'Lock a person out at once, everywhere.').argument('<user>', NAME).action(disable))
    .addCommand(common('enable', 'Let a person in again.').argument('<user>', NAME).action(enable))
    .addCommand(
      common('reset', 'Take away all that a person signs in with and end their sessions; then give them a pass.')
        .argument('<user>', NAME)
        .action(reset),
    )
    .addCommand(
      common('role', 'Give a built-in role to a person, or take it away.')
        .argument('<change>', 'add or remove')
        .argument('<user>', NAME)
        .argument('<role>', 'its name')
        .action(changeRole),
    )
    .addHelpText(
      'after',
      `
Example:
  keepsake user add --tenant Contoso --upn anna@contoso.example --admin
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL'])}`,
    );
}

const NAME = 'user principal name or id';

/** A command about one organization. */
export function common(name: string, description: string): Command {
  return withJson(withData(new Command(name)))
    .description(description)
    .requiredOption('--tenant <tenant>', 'name or id of the organization');
}

function withPass(command: Command): Command {
  return command
    .option('--minutes <number>', 'how long the pass is good', wholeNumber, 60)
    .option('--once', 'the pass is good for one sign-in alone');
}

/** Does the work in the organization that the options name; a problem is told. */
export async function inTenantOf<T>(
  options: TenantOptions,
  work: (context: Context, tenantId: string) => Promise<Result<T, Problem>>,
  tell: (value: T, output: Output) => void,
): Promise<void> {
  const output = outputOf(options);
  const done = await asOperator(options, async (context) => {
    const tenant = await (await loadFindTenant())(context, options.tenant);
    return tenant.ok ? work(context, tenant.value.tenantId) : tenant;
  });
  if (done.ok) tell(done.value, output);
  else output.complain(done.error);
}

function add({ upn, name, admin, role, minutes, once = false, ...options }: AddOptions): Promise<void> {
  return inTenantOf(
    { ...options },
    async (context, tenantId) => {
      const { addUser } = await import('../../server/directory/add-user.ts');
      const roles = [...(admin === true ? ['Global Administrator'] : []), ...role];
      const terms = { minutes, once };
      return addUser(context, { tenantId, userPrincipalName: upn, displayName: name, roles, pass: terms });
    },
    (user, output) => {
      const roles = user.roles.length === 0 ? '' : `, ${user.roles.join(', ')}`;
      output.result(`Added ${user.userPrincipalName}${roles}.\n${passText(user)}`, { ...user, roles: [...user.roles] });
    },
  );
}

function pass(user: string, { minutes, once = false, ...options }: PassOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const { issueAccessPass } = await import('../../server/directory/access-passes.ts');
      return issueAccessPass(context, { tenantId, user, terms: { minutes, once } });
    },
    (issued, output) => output.result(passText(issued), { ...issued }),
  );
}

function passText({ userPrincipalName, pass: secret, expiresAt }: IssuedPass): string {
  return `Temporary Access Pass of ${userPrincipalName}, until ${expiresAt}; it is not shown again:\n  ${secret}`;
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/list-users.ts')).listUsers(context, { tenantId }),
    (users, output) => {
      const rows = users.map((it) => [
        it.userPrincipalName,
        it.enabled ? 'enabled' : 'disabled',
        it.methods.join(', ') || 'nothing',
        it.roles.join(', '),
        it.userId,
      ]);
      const text =
        rows.length === 0
          ? 'There is nobody yet. Add somebody: keepsake user add.'
          : table(['User', 'State', 'Signs in with', 'Roles', 'Id'], rows);
      output.result(text, { users: users.map((it) => ({ ...it, methods: [...it.methods], roles: [...it.roles] })) });
    },
  );
}

async function disable(user: string, options: TenantOptions): Promise<void> {
  await change(options, `${user} can not sign in any more; every session has ended.`, async (context, tenantId) =>
    (await import('../../server/directory/change-user.ts')).enableUser(context, { tenantId, user }, false),
  );
}

async function enable(user: string, options: TenantOptions): Promise<void> {
  await change(options, `${user} can sign in again.`, async (context, tenantId) =>
    (await import('../../server/directory/change-user.ts')).enableUser(context, { tenantId, user }, true),
  );
}

async function reset(user: string, options: TenantOptions): Promise<void> {
  const text = `${user} has nothing to sign in with any more. Next: keepsake user pass --tenant "${options.tenant}" ${user}`;
  await change(options, text, async (context, tenantId) =>
    (await import('../../server/directory/change-user.ts')).resetUser(context, { tenantId, user }),
  );
}

async function changeRole(
  changed: string,
  user: string,
  name: string,
  options: TenantOptions,
  command: Command,
): Promise<void> {
  if (changed !== 'add' && changed !== 'remove') return command.error('error: the change is "add" or "remove"');
  await change(options, `Done. It shows at ${user}'s next sign-in.`, async (context, tenantId) => {
    const { changeDirectoryRole } = await import('../../server/directory/change-user.ts');
    return changeDirectoryRole(context, { tenantId, user, role: name, change: changed });
  });
}

function change(
  options: TenantOptions,
  text: string,
  work: (context: Context, tenantId: string) => Promise<Result<{ userId: string; userPrincipalName: string }, Problem>>,
): Promise<void> {
  return inTenantOf(options, work, (changed, output) => output.result(text, { ...changed }));
}
