import { Command } from 'commander';
import { variablesHelp } from '../configuration.ts';
import { table } from '../render/table.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';

export function groupCommand(): Command {
  return new Command('group')
    .description('Groups of people of the embedded identity provider.')
    .addCommand(common('add', 'Make a group.').argument('<name>', 'what people call it').action(add))
    .addCommand(common('list', 'List the groups.').action(list))
    .addCommand(common('remove', 'Remove a group; its members stay.').argument('<group>', GROUP).action(remove))
    .addCommand(withMember(common('add-member', 'Put a person into a group.')).action(addMember))
    .addCommand(withMember(common('remove-member', 'Take a person out of a group.')).action(removeMember))
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL']));
}

const GROUP = 'its name or id';

function withMember(command: Command): Command {
  return command.argument('<group>', GROUP).argument('<user>', 'user principal name or id');
}

function add(displayName: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/groups.ts')).addGroup(context, { tenantId, displayName }),
    (group, output) => output.result(`Group "${group.displayName}": ${group.groupId}`, { ...group }),
  );
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => (await import('../../server/directory/groups.ts')).listGroups(context, { tenantId }),
    (groups, output) => {
      const rows = groups.map((it) => [it.displayName, String(it.memberCount), it.groupId]);
      const text = rows.length === 0 ? 'There is no group yet.' : table(['Group', 'Members', 'Id'], rows);
      output.result(text, { groups: groups.map((it) => ({ ...it })) });
    },
  );
}

function remove(group: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/groups.ts')).removeGroup(context, { tenantId, group }),
    (removed, output) => output.result(`Removed the group "${removed.displayName}".`, { ...removed }),
  );
}

function addMember(group: string, user: string, options: TenantOptions): Promise<void> {
  return changeMember(group, user, options, 'add');
}

function removeMember(group: string, user: string, options: TenantOptions): Promise<void> {
  return changeMember(group, user, options, 'remove');
}

function changeMember(group: string, user: string, options: TenantOptions, change: 'add' | 'remove'): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/directory/groups.ts')).changeMember(context, { tenantId, group, user, change }),
    ({ displayName, groupId }, output) => {
      const text = change === 'add' ? `${user} is in "${displayName}".` : `${user} is not in "${displayName}".`;
      output.result(text, { groupId, displayName });
    },
  );
}
