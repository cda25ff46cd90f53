// `keepsake why`: whether somebody may be offered a restore, or backed up, with every reason and its fix.

import { Command, Option } from 'commander';
import { OCCASIONS, type Occasion } from '../../domain/enrollment/phase.ts';
import { fail, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import { variablesHelp } from '../configuration.ts';
import { type Complaint, type Output, outputOf, withJson } from '../output.ts';
import { answerText, historyText, jsonOf } from '../render/why.ts';
import { whyFromFile } from './why-facts.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';

type WhyOptions = DataOptions & {
  readonly tenant?: string;
  readonly user?: string;
  readonly device?: string;
  readonly phase?: Occasion;
  readonly at?: string;
  readonly decision?: string;
  readonly history?: true;
  readonly facts?: string;
};

export function whyCommand(): Command {
  return withJson(withData(new Command('why')))
    .description(
      'Say why somebody is, or was, offered a restore or not, in words to read out, with what to do about it.',
    )
    .option('--tenant <tenant>', 'name or id of the organization')
    .option('--user <name>', 'sign-in name, such as anna@contoso.example, or id')
    .option('--device <name>', 'its name or id')
    .addOption(new Option('--phase <phase>', 'what is asked about').choices(OCCASIONS))
    .option('--at <time>', 'as it was decided last until then: 2026-05-03, or a time as in 2026-05-03T14:00Z')
    .option('--decision <id>', 'one decision, as it was stored')
    .option('--history', 'list what was decided about this person on this device')
    .option('--facts <file>', 'decide from a file instead, such as the output of --json')
    .action(why)
    .addHelpText(
      'after',
      `
Examples:
  keepsake why --tenant Contoso --user anna@contoso.example --device PC-7 --phase firstSignIn
  keepsake why --tenant Contoso --user anna@contoso.example --device PC-7 --history
  keepsake why --tenant Contoso --decision 019b8127-6000-7b3e-901d-84a809bba88b
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL'])}`,
    );
}

async function why(options: WhyOptions): Promise<void> {
  const output = outputOf(options);
  if (options.facts !== undefined) return whyFromFile(output, options.facts);
  if (options.decision !== undefined) return oneDecision(output, options, options.decision);
  const { user, device, phase, history } = options;
  if (user === undefined || device === undefined) return output.complain(missing('--user and --device'));
  if (history === true) return listHistory(output, options, { user, device });
  if (phase === undefined) return output.complain(missing('--phase, or --history'));
  const at = options.at === undefined ? undefined : endOf(options.at);
  if (at !== undefined && Number.isNaN(at.getTime())) return output.complain(noTime(options.at ?? ''));
  const answer = await withTenant(options, (context, tenantId, operate) =>
    operate.why(context, tenantId, { user, device, occasion: phase, at }),
  );
  if (!answer.ok) return output.complain(answer.error);
  output.result(answerText(answer.value), jsonOf(answer.value));
}

async function oneDecision(output: Output, options: WhyOptions, decisionId: string): Promise<void> {
  const answer = await withTenant(options, (context, tenantId, operate) =>
    operate.whyDecision(context, tenantId, decisionId),
  );
  if (!answer.ok) return output.complain(answer.error);
  output.result(answerText(answer.value), jsonOf(answer.value));
}

async function listHistory(
  output: Output,
  options: WhyOptions,
  named: { readonly user: string; readonly device: string },
): Promise<void> {
  const decisions = await withTenant(options, (context, tenantId, operate) =>
    operate.decisionsAbout(context, tenantId, named),
  );
  if (!decisions.ok) return output.complain(decisions.error);
  output.result(historyText(decisions.value), { decisions: decisions.value });
}

type Operate = typeof import('../../server/eligibility/operate-why.ts');

function withTenant<T>(
  options: WhyOptions,
  work: (context: Context, tenantId: string, operate: Operate) => Promise<Result<T, Problem>>,
): Promise<Result<T, Complaint>> {
  const { tenant: name } = options;
  if (name === undefined) return Promise.resolve(fail(missing('--tenant')));
  return asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const tenant = await findTenant(context, name);
    if (!tenant.ok) return tenant;
    return work(context, tenant.value.tenantId, await import('../../server/eligibility/operate-why.ts'));
  });
}

/** A day means until its end, here. */
function endOf(text: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999` : text);
}

function missing(what: string): Complaint {
  return { code: 'bad-request', detail: `It is not said what is asked: ${what}.`, fix: 'See keepsake why --help.' };
}

function noTime(text: string): Complaint {
  return { code: 'bad-request', detail: `"${text}" is no time.`, fix: 'Write it as 2026-05-03 or 2026-05-03T14:00Z.' };
}
