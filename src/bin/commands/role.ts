import { Command, Option } from 'commander';
import { ALL_PERMISSIONS } from '../../domain/access/permissions.ts';
import type { Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { NamedGift } from '../../server/access/operate-roles.ts';
import type { Context } from '../../server/context.ts';
import { type Complaint, outputOf, withJson } from '../output.ts';
import { variablesHelp } from '../configuration.ts';
import { assignmentText, roleList, roleText, toJson } from '../render/role.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';

type RoleOptions = DataOptions & { readonly tenant: string };
type GiftOptions = RoleOptions & {
  readonly role: string;
  readonly user?: string;
  readonly group?: string;
  readonly application?: string;
  readonly overGroup?: string;
};
type DefineOptions = RoleOptions & { readonly permission: readonly string[]; readonly description?: string };
type PolicyOptions = RoleOptions & {
  readonly approval?: 'on' | 'off';
  readonly tokenRoles?: 'on' | 'off';
  readonly ownErasure?: 'on' | 'off';
};

export function roleCommand(): Command {
  return new Command('role')
    .description('Who may do what in an organization. This is how it gets its first administrator.')
    .addCommand(common('list', 'List the roles and how often each was given.').action(list))
    .addCommand(common('show', 'Show what a role allows and who holds it.').argument('<role>', NAME_OR_ID).action(show))
    .addCommand(withGift(common('assign', 'Give a role to a user, a group or an application.')).action(assign))
    .addCommand(withGift(common('unassign', 'Take a role away.')).action(unassign))
    .addCommand(
      common('define', 'Make a role of your own. It is never changed: make another, give it, remove the old one.')
        .argument('<name>', 'what people call it')
        .option('--description <text>', 'what it is for')
        .requiredOption('--permission <permissions...>', `of: ${ALL_PERMISSIONS.join(', ')}`)
        .action(define),
    )
    .addCommand(
      common('remove', 'Remove a role of your own, and take it from whoever holds it.')
        .argument('<role>', NAME_OR_ID)
        .action(remove),
    )
    .addCommand(
      common('policy', 'Show or choose what holds for access.')
        .addOption(onOrOff('--approval <on|off>', "reading another person's backup needs a second person's approval"))
        .addOption(onOrOff('--token-roles <on|off>', 'roles that tokens name count like assignments'))
        .addOption(onOrOff('--own-erasure <on|off>', 'people may erase their own backups'))
        .action(policy),
    )
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL']));
}

function common(name: string, description: string): Command {
  return withJson(withData(new Command(name)))
    .description(description)
    .requiredOption('--tenant <tenant>', 'name or id of the organization');
}

function withGift(command: Command): Command {
  const to = (flags: string, description: string, others: string[]) => new Option(flags, description).conflicts(others);
  return command
    .requiredOption('--role <role>', NAME_OR_ID)
    .addOption(to('--user <name>', 'sign-in name, such as anna@contoso.example', ['group', 'application']))
    .addOption(
      to('--group <group>', 'everybody in this group: its id, or its name in the embedded directory', [
        'user',
        'application',
      ]),
    )
    .addOption(to('--application <id>', 'client id of an application that acts for itself', ['user', 'group']))
    .option('--over-group <group>', 'over the members of this group alone, not the whole organization');
}

function onOrOff(flags: string, description: string): Option {
  return new Option(flags, description).choices(['on', 'off']);
}

async function list(options: RoleOptions): Promise<void> {
  const output = outputOf(options);
  const roles = await withTenant(options, (context, tenantId, { rolesWithHolders }) =>
    rolesWithHolders(context, tenantId),
  );
  if (!roles.ok) return output.complain(roles.error);
  output.result(roleList(roles.value), { roles: roles.value.map(toJson) });
}

async function show(which: string, options: RoleOptions): Promise<void> {
  const output = outputOf(options);
  const found = await withTenant(options, (context, tenantId, { findNamedRole }) =>
    findNamedRole(context, tenantId, which),
  );
  if (!found.ok) return output.complain(found.error);
  output.result(roleText(found.value), toJson(found.value));
}

async function assign(options: GiftOptions): Promise<void> {
  const output = outputOf(options);
  const gift = giftOf(options);
  if (gift === undefined) return output.complain(TO_NOBODY);
  const given = await withTenant(options, (context, tenantId, { giveRole }) => giveRole(context, tenantId, gift));
  if (!given.ok) return output.complain(given.error);
  output.result(`Given: ${options.role}, ${assignmentText(given.value)}.`, { assignmentId: given.value.assignmentId });
}

async function unassign(options: GiftOptions): Promise<void> {
  const output = outputOf(options);
  const gift = giftOf(options);
  if (gift === undefined) return output.complain(TO_NOBODY);
  const taken = await withTenant(options, (context, tenantId, { takeRole }) => takeRole(context, tenantId, gift));
  if (!taken.ok) return output.complain(taken.error);
  output.result(`Taken away: ${options.role}, ${assignmentText(taken.value)}.`, {
    assignmentId: taken.value.assignmentId,
  });
}

async function define(displayName: string, options: DefineOptions): Promise<void> {
  const output = outputOf(options);
  const { description, permission: permissions } = options;
  const made = await withTenant(options, (context, tenantId, { makeRole }) =>
    makeRole(context, tenantId, { displayName, description, permissions }),
  );
  if (!made.ok) return output.complain(made.error);
  output.result(
    `Role "${made.value.displayName}": ${made.value.roleId}`,
    toJson({ role: made.value, assignments: [], directory: [] }),
  );
}

async function remove(which: string, options: RoleOptions): Promise<void> {
  const output = outputOf(options);
  const removed = await withTenant(options, (context, tenantId, { dropRole }) => dropRole(context, tenantId, which));
  if (!removed.ok) return output.complain(removed.error);
  output.result(`The role "${removed.value.displayName}" is gone.`, { roleId: removed.value.roleId });
}

async function policy(options: PolicyOptions): Promise<void> {
  const output = outputOf(options);
  const { approval, tokenRoles, ownErasure } = options;
  const wanted = {
    ...(approval === undefined ? {} : { contentReadApproval: approval === 'on' }),
    ...(tokenRoles === undefined ? {} : { trustTokenRoles: tokenRoles === 'on' }),
    ...(ownErasure === undefined ? {} : { ownErasure: ownErasure === 'on' }),
  };
  const set = await withTenant(options, (context, tenantId, { chooseAccessPolicy }) =>
    chooseAccessPolicy(context, tenantId, wanted),
  );
  if (!set.ok) return output.complain(set.error);
  const { contentReadApproval, trustTokenRoles, ownErasure: mayErase } = set.value;
  const text = [
    `Reading another person's backup needs ${contentReadApproval ? 'a second person' : 'no second person'}.`,
    `Roles that tokens name ${trustTokenRoles ? 'count like assignments' : 'do not count'}.`,
    `People ${mayErase ? 'may' : 'may not'} erase their own backups.`,
  ];
  output.result(text.join('\n'), { contentReadApproval, trustTokenRoles, ownErasure: mayErase });
}

function giftOf({ role, user, group, application, overGroup }: GiftOptions): NamedGift | undefined {
  if (user !== undefined) return { role, to: { user }, overGroup };
  if (group !== undefined) return { role, to: { group }, overGroup };
  return application === undefined ? undefined : { role, to: { application }, overGroup };
}

type Work<T> = (
  context: Context,
  tenantId: string,
  roles: typeof import('../../server/access/operate-roles.ts'),
) => Promise<Result<T, Problem>>;

function withTenant<T>(options: RoleOptions, work: Work<T>): Promise<Result<T, Complaint>> {
  return asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const tenant = await findTenant(context, options.tenant);
    if (!tenant.ok) return tenant;
    return work(context, tenant.value.tenantId, await import('../../server/access/operate-roles.ts'));
  });
}

const TO_NOBODY: Complaint = {
  code: 'bad-request',
  detail: 'It is not said who holds the role.',
  fix: 'Name one of --user, --group and --application.',
};
const NAME_OR_ID = 'name or id of the role';
