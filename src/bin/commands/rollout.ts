// `keepsake rollout`: the guide from nothing to everybody, checking itself.

import { Argument, Command } from 'commander';
import {
  ACKNOWLEDGEABLE,
  ACKNOWLEDGEMENT_SUBJECTS,
  type AcknowledgementSubject,
} from '../../domain/rollout/acknowledgement.ts';
import { ok } from '../../lib/result.ts';
import { variablesHelp } from '../configuration.ts';
import { EXIT } from '../exit.ts';
import { pilotText, rolloutText } from '../render/rollout.ts';
import { rolloutExceptionCommand } from './rollout-exception.ts';
import { rolloutRingCommand } from './rollout-ring.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';

type AcknowledgeOptions = TenantOptions & { readonly by: string; readonly role: string };

export function rolloutCommand(): Command {
  return new Command('rollout')
    .description('Roll out ring by ring: what is checked, what was measured, and what to do next.')
    .addCommand(common('status', 'The checklist with its evidence, the rings, and what is proposed.').action(status), {
      isDefault: true,
    })
    .addCommand(
      common('propose', 'Propose the fewest devices for a pilot that meets everything there is.').action(propose),
    )
    .addCommand(rolloutRingCommand())
    .addCommand(rolloutExceptionCommand())
    .addCommand(
      common('acknowledge', 'Note that somebody acknowledged, by name, what nobody can measure.')
        .addArgument(new Argument('<subject>', 'what of').choices(ACKNOWLEDGEMENT_SUBJECTS))
        .requiredOption('--by <name>', 'who')
        .requiredOption('--role <role>', 'as what: "Head of workplace"')
        .action(acknowledge),
    )
    .addHelpText(
      'after',
      `
From nothing to a pilot:
  keepsake rollout propose --tenant Contoso
  keepsake rollout ring add Pilot --group "Pilot people" --tenant Contoso
  keepsake rollout ring advance --tenant Contoso
  keepsake rollout --tenant Contoso

What can be acknowledged:
${Object.entries(ACKNOWLEDGEABLE)
  .map(([subject, words]) => `  ${subject.padEnd(18)} ${words}`)
  .join('\n')}

status ends with exit code ${EXIT.partial} where something needs attention, or a stop is proposed.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL'])}`,
    );
}

function status(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const { getRollout, getRolloutChecklist } = await import('../../server/rollout/get-rollout.ts');
      const rollout = await getRollout(context, tenantId);
      if (!rollout.ok) return rollout;
      const checklist = await getRolloutChecklist(context, tenantId);
      return checklist.ok ? ok({ rollout: rollout.value, checklist: checklist.value }) : checklist;
    },
    ({ rollout, checklist }, output) => {
      output.result(rolloutText(rollout, checklist), { ...rollout, checklist: checklist.items });
      const isAlarming = checklist.items.some(({ state }) => state === 'attention') || rollout.proposal.kind === 'stop';
      if (isAlarming) process.exitCode = EXIT.partial;
    },
  );
}

function propose(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) =>
      (await import('../../server/rollout/get-rollout.ts')).getRolloutChecklist(context, tenantId),
    (checklist, output) => output.result(pilotText(checklist), checklist.pilot),
  );
}

function acknowledge(subject: AcknowledgementSubject, { by, role, ...options }: AcknowledgeOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const [use, { operatorsAct }] = await Promise.all([
        import('../../server/rollout/acknowledge.ts'),
        import('../../server/keys/act.ts'),
      ]);
      return use.acknowledge(context, operatorsAct(context, tenantId), { subject, by, role });
    },
    (given, output) => output.result(`Acknowledged by ${by}, ${role}: ${ACKNOWLEDGEABLE[subject]}`, { ...given }),
  );
}
