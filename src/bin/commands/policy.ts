// `keepsake policy`: an organization's policies, for operators without a browser.

import { Argument, Command } from 'commander';
import type { RestorePageState } from '../../domain/policy/restore-page.ts';
import type { Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { ListedObject } from '../../server/policy/operate-policies.ts';
import type { Switch } from '../../server/policy/switch-policies.ts';
import { variablesHelp } from '../configuration.ts';
import { type Output, outputOf, withJson } from '../output.ts';
import { effectiveText, listText, objectLine } from '../render/policy.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { policyChoicesCommand } from './policy-choices.ts';

type GroupOptions = LogOptions & { readonly group?: string };
type EffectiveOptions = LogOptions & { readonly user: string; readonly device: string };

export function policyCommand(): Command {
  return new Command('policy')
    .description('What an organization lets happen, and for whom.')
    .addCommand(
      common('list', 'List policies, enrollment configurations, Autopilot profiles and filters.').action(list),
    )
    .addCommand(
      common('show', 'Show one of them with its settings and assignments, as Microsoft Graph has it.')
        .argument('<name>', NAME_OR_ID)
        .action(show),
    )
    .addCommand(
      common('enable', 'Let people be backed up, or be offered restores after setup.')
        .addArgument(new Argument('<what>', 'what to enable').choices(['backup', 'restore']))
        .option('--group <group>', `only for this group: ${GROUP}; otherwise for all devices`)
        .action(enable),
    )
    .addCommand(
      common('restore-page', 'Set "Show restore page": whether people are offered a restore while Windows is set up.')
        .addArgument(new Argument('<state>', 'the toggle').choices(Object.keys(STATES)))
        .option('--group <group>', `only for this group: ${GROUP}; otherwise for the whole organization`)
        .action(restorePage),
    )
    .addCommand(
      common('remove', 'Remove a policy, an enrollment configuration, an Autopilot profile or a filter.')
        .argument('<name>', NAME_OR_ID)
        .action(remove),
    )
    .addCommand(
      common('effective', 'Say which policies hold for somebody on a device, and where each comes from.')
        .requiredOption('--user <name>', 'sign-in name, such as anna@contoso.example, or id')
        .requiredOption('--device <name>', 'its name or id')
        .action(effective),
    )
    .addCommand(policyChoicesCommand())
    .addHelpText(
      'after',
      `
A pilot, then everybody:
  keepsake policy enable backup --tenant Contoso --group Pilot
  keepsake policy restore-page on --tenant Contoso --group Pilot
  keepsake policy effective --tenant Contoso --user anna@contoso.example --device PC-7
  keepsake policy restore-page on --tenant Contoso

Policies exported from Intune come in with keepsake import; scripts for Microsoft Graph work as they are (docs/admin/graph-policies.md).
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL'])}`,
    );
}

const NAME_OR_ID = 'its name or id';
const GROUP = 'name or id of one that the service knows, or the object id of another';

/** What people write → Graph's word. */
const STATES: Readonly<Record<string, RestorePageState>> = {
  on: 'enabled',
  off: 'disabled',
  'not-configured': 'notConfigured',
};

function common(name: string, description: string): Command {
  return withJson(withLog(new Command(name))).description(description);
}

async function list(options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { listObjects } = await import('../../server/policy/operate-policies.ts');
  const listed = await onLog(options, listObjects);
  if (!listed.ok) return output.complain(listed.error);
  output.result(listText(listed.value), {
    objects: listed.value.map(({ collection, object }) => ({ collection, ...object })),
  });
}

async function show(name: string, options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { findCalled } = await import('../../server/policy/operate-policies.ts');
  const found = await onLog(options, (context, tenantId) => findCalled(context, tenantId, name));
  if (!found.ok) return output.complain(found.error);
  output.result(JSON.stringify(found.value.object, null, 2), found.value.object);
}

async function enable(what: Switch, options: GroupOptions): Promise<void> {
  const { enablePolicy } = await import('../../server/policy/switch-policies.ts');
  return changed(options, (context, tenantId) =>
    enablePolicy(context, tenantId, { policy: what, group: options.group }),
  );
}

async function restorePage(word: string, options: GroupOptions): Promise<void> {
  const state = STATES[word] ?? 'notConfigured';
  const { setRestorePage } = await import('../../server/policy/switch-policies.ts');
  return changed(options, (context, tenantId) => setRestorePage(context, tenantId, { state, group: options.group }));
}

async function remove(name: string, options: LogOptions): Promise<void> {
  const { removeCalled } = await import('../../server/policy/operate-policies.ts');
  return changed(options, (context, tenantId) => removeCalled(context, tenantId, name), 'Removed: ');
}

async function effective(options: EffectiveOptions): Promise<void> {
  const output = outputOf(options);
  const { user, device } = options;
  const { effectivePolicyOf } = await import('../../server/policy/operate-policies.ts');
  const policy = await onLog(options, (context, tenantId) => effectivePolicyOf(context, tenantId, { user, device }));
  if (!policy.ok) return output.complain(policy.error);
  output.result(effectiveText(policy.value), policy.value);
}

async function changed(
  options: LogOptions,
  work: (context: Context, tenantId: string) => Promise<Result<ListedObject, Problem>>,
  before = '',
): Promise<void> {
  const output: Output = outputOf(options);
  const result = await onLog(options, work);
  if (!result.ok) return output.complain(result.error);
  output.result(`${before}${objectLine(result.value)}`, result.value.object);
}
