// `keepsake rollout exception`: what is left out on purpose, who answers for it, what is done instead, and until when.

import { Command } from 'commander';
import { exceptionsText } from '../render/rollout.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';

type AddOptions = TenantOptions & { readonly owner: string; readonly fallback: string; readonly until: string };

export function rolloutExceptionCommand(): Command {
  return new Command('exception')
    .description('What is left out of the rollout on purpose.')
    .addCommand(
      common('add', 'Note an exception.')
        .argument('<subject>', 'what or whom: "Kiosks in the plant"')
        .requiredOption('--owner <name>', 'who answers for it')
        .requiredOption('--fallback <text>', 'what is done there instead')
        .requiredOption('--until <day>', 'the last day that it holds for: 2027-06-30')
        .action(add),
    )
    .addCommand(common('list', 'List the exceptions; those whose time is over need somebody.').action(list))
    .addCommand(common('close', 'Close an exception.').argument('<exception>', 'its subject or id').action(close));
}

function add(subject: string, { owner, fallback, until: endsOn, ...options }: AddOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const [{ addException }, { operatorsAct }] = await Promise.all([
        import('../../server/rollout/exceptions.ts'),
        import('../../server/keys/act.ts'),
      ]);
      return addException(context, operatorsAct(context, tenantId), { subject, owner, fallback, endsOn });
    },
    (added, output) =>
      output.result(`"${subject}" is left out until ${endsOn}; ${owner} answers for it.`, { ...added }),
  );
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => (await import('../../server/rollout/get-rollout.ts')).getRollout(context, tenantId),
    ({ exceptions }, output) => output.result(exceptionsText(exceptions), { exceptions }),
  );
}

function close(exception: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const [{ findExceptionCalled }, { closeException }, { operatorsAct }] = await Promise.all([
        import('../../server/rollout/find-ring.ts'),
        import('../../server/rollout/exceptions.ts'),
        import('../../server/keys/act.ts'),
      ]);
      const found = await findExceptionCalled(context, tenantId, exception);
      if (!found.ok) return found;
      return closeException(context, operatorsAct(context, tenantId), found.value.exceptionId);
    },
    (closed, output) => output.result(`Closed: ${closed.subject}.`, { ...closed }),
  );
}
