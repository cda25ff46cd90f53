// `keepsake rollout ring`: adding rings, going on to the next, stopping one at once and taking it up again.

import { Command, Option } from 'commander';
import type { Ring } from '../../domain/rollout/ring.ts';
import type { Result } from '../../lib/result.ts';
import type { RolloutRing } from '../../protocol/operations/rollout.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { RolloutAct } from '../../server/rollout/rollout-act.ts';
import { ringLine, ringsText } from '../render/rollout.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';
import { wholeNumber } from './profile-options.ts';

type AddOptions = TenantOptions & {
  readonly group: string;
  readonly members?: Ring['members'];
  readonly days?: number;
  readonly restores?: number;
  readonly success?: number;
  readonly minutes?: number;
  readonly problems?: number;
};

export function rolloutRingCommand(): Command {
  return new Command('ring')
    .description('The rings of the rollout, in the order in which they begin.')
    .addCommand(
      common('add', 'Add a ring behind the others; nothing happens to its group yet.')
        .argument('<name>', 'what people call it')
        .requiredOption('--group <group>', 'name or id of its group')
        .addOption(new Option('--members <kind>', 'what the group is made of').choices(['people', 'devices']))
        .option('--days <number>', 'how long it runs at least', wholeNumber)
        .option('--restores <number>', 'how many restores have to end before anything is said', wholeNumber)
        .option('--success <percent>', 'how many of a hundred restores complete at least', wholeNumber)
        .option('--minutes <number>', 'median time until people can work, at most', wholeNumber)
        .option('--problems <number>', 'devices of a thousand that may have a problem', wholeNumber)
        .action(add),
    )
    .addCommand(common('list', 'List the rings with what was measured, and what is proposed.').action(list))
    .addCommand(
      common(
        'advance',
        'End the ring that is under way and begin the next: its group is backed up and offered restores.',
      )
        .option('--despite <reason>', 'go on although it is not proposed, and say why')
        .action(advance),
    )
    .addCommand(
      common('stop', 'Stop a ring at once: nobody in it is offered a restore any more. Backups go on.')
        .argument('<ring>', RING)
        .requiredOption('--reason <text>', 'why; the help desk reads it')
        .action(stop),
    )
    .addCommand(common('resume', 'Take up a ring that was stopped.').argument('<ring>', RING).action(resume));
}

const RING = 'its name or id';

function add(displayName: string, options: AddOptions): Promise<void> {
  const { group, members, days, restores, success, minutes, problems, ...rest } = options;
  const exit = {
    ...(days === undefined ? {} : { daysMin: days }),
    ...(restores === undefined ? {} : { restoresMin: Math.max(1, restores) }),
    ...(success === undefined ? {} : { successRateMin: Math.min(100, success) / 100 }),
    ...(minutes === undefined ? {} : { medianMinutesMax: Math.max(1, minutes) }),
    ...(problems === undefined ? {} : { problemsPerThousandMax: Math.min(1000, problems) }),
  };
  return changing(rest, async (context, act) => {
    const { addRing } = await import('../../server/rollout/manage-rings.ts');
    return addRing(context, act, { displayName, group, members, exit });
  });
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => (await import('../../server/rollout/get-rollout.ts')).getRollout(context, tenantId),
    (rollout, output) => output.result(ringsText(rollout), { rings: rollout.rings, proposal: rollout.proposal }),
  );
}

function advance({ despite, ...options }: TenantOptions & { readonly despite?: string }): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const [{ advanceRollout }, { getRollout }, { operatorsAct }] = await Promise.all([
        import('../../server/rollout/advance-rollout.ts'),
        import('../../server/rollout/get-rollout.ts'),
        import('../../server/keys/act.ts'),
      ]);
      const before = await getRollout(context, tenantId);
      if (!before.ok) return before;
      const current = before.value.rings.findLast((it) => it.startedAt !== null && it.finishedAt === null);
      const from = current?.ringId ?? null;
      const advanced = await advanceRollout(context, operatorsAct(context, tenantId), { from, despite });
      return advanced.ok ? getRollout(context, tenantId) : advanced;
    },
    (rollout, output) => output.result(ringsText(rollout), { rings: rollout.rings, proposal: rollout.proposal }),
  );
}

function stop(ring: string, { reason, ...options }: TenantOptions & { readonly reason: string }): Promise<void> {
  return changing(options, async (context, act) => {
    const [{ findRingCalled }, { stopRing }] = await Promise.all([
      import('../../server/rollout/find-ring.ts'),
      import('../../server/rollout/stop-ring.ts'),
    ]);
    const found = await findRingCalled(context, act.tenantId, ring);
    return found.ok ? stopRing(context, act, { ringId: found.value.ringId, reason }) : found;
  });
}

function resume(ring: string, options: TenantOptions): Promise<void> {
  return changing(options, async (context, act) => {
    const [{ findRingCalled }, { resumeRing }] = await Promise.all([
      import('../../server/rollout/find-ring.ts'),
      import('../../server/rollout/stop-ring.ts'),
    ]);
    const found = await findRingCalled(context, act.tenantId, ring);
    return found.ok ? resumeRing(context, act, found.value.ringId) : found;
  });
}

function changing(
  options: TenantOptions,
  work: (context: Context, act: RolloutAct) => Promise<Result<Ring, Problem>>,
): Promise<void> {
  return inTenantOf<RolloutRing>(
    options,
    async (context, tenantId) => {
      const [{ operatorsAct }, { tellRing }] = await Promise.all([
        import('../../server/keys/act.ts'),
        import('../../server/rollout/get-rollout.ts'),
      ]);
      const changed = await work(context, operatorsAct(context, tenantId));
      return changed.ok ? tellRing(context, tenantId, changed.value) : changed;
    },
    (ring, output) => output.result(ringLine(ring), ring),
  );
}
