// `keepsake policy choices`: what an organization decides for itself about eligibility.

import { Command, Option } from 'commander';
import type { WantedChoices } from '../../server/policy/tenant-choices.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Complaint, outputOf, withJson } from '../output.ts';
import { choicesText } from '../render/policy.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { readJsonFile } from './conditional-access-exports.ts';

type ChoicesOptions = LogOptions & {
  readonly lift?: readonly string[];
  readonly restore?: readonly string[];
  readonly onByDefault?: 'on' | 'off';
  readonly buildTable?: string;
};

export function policyChoicesCommand(): Command {
  return withJson(withLog(new Command('choices')))
    .description('Show or choose what the organization decides for itself about eligibility.')
    .option('--lift <rules...>', "limits of Microsoft's service that are not to count, by the ids of their rules")
    .option('--restore <rules...>', 'limits that are to count again')
    .addOption(
      new Option('--on-by-default <on|off>', 'Windows 11 26H2 backs up where no policy says anything').choices([
        'on',
        'off',
      ]),
    )
    .option('--build-table <file>', 'minimum builds of your own, as JSON; "default" goes back to those of Keepsake')
    .addHelpText(
      'after',
      `
Examples:
  keepsake policy choices --tenant Contoso
  keepsake policy choices --tenant Contoso --lift RULE
  keepsake policy choices --tenant Contoso --json | jq .buildTable > builds.json
  keepsake policy choices --tenant Contoso --build-table builds.json`,
    )
    .action(choices);
}

async function choices(options: ChoicesOptions): Promise<void> {
  const output = outputOf(options);
  const table = tableIn(options.buildTable);
  if (!table.ok) return output.complain(table.error);
  const { getTenantChoices, setTenantChoices } = await import('../../server/policy/tenant-choices.ts');
  const { operatorAct } = await import('../../server/policy/operate-policies.ts');
  const result = await onLog(options, async (context, tenantId) => {
    const before = await getTenantChoices(context, tenantId);
    if (!before.ok) return before;
    const wanted = { ...limitsIn(options, before.value.liftedLimits), ...defaultIn(options), ...table.value };
    if (Object.keys(wanted).length === 0) return before;
    return setTenantChoices(context, operatorAct(context, tenantId), wanted);
  });
  if (!result.ok) return output.complain(result.error);
  output.result(choicesText(result.value), JSON.parse(JSON.stringify(result.value)));
}

function limitsIn({ lift = [], restore = [] }: ChoicesOptions, before: readonly string[]): WantedChoices {
  if (lift.length + restore.length === 0) return {};
  return { liftedLimits: [...before, ...lift].filter((it) => !restore.includes(it)) };
}

function defaultIn({ onByDefault }: ChoicesOptions): WantedChoices {
  return onByDefault === undefined ? {} : { isBackupOnByDefault: onByDefault === 'on' };
}

function tableIn(file: string | undefined): Result<WantedChoices, Complaint> {
  if (file === undefined) return ok({});
  if (file === 'default') return ok({ buildTable: null });
  const json = readJsonFile(file);
  if (!json.ok) return json;
  if (typeof json.value === 'object' && json.value !== null) return ok({ buildTable: json.value });
  return fail({
    code: 'bad-request',
    detail: `${file} holds no table of builds.`,
    fix: 'Begin with the one that is there: keepsake policy choices --json.',
  });
}
