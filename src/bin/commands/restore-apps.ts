// `keepsake restore --apps`: the Store apps of a snapshot, planned for any profile and brought back on a running Windows. And
// what a preview says of them, and of the pins that need them.

import { type AppTarget, bringBackApps } from '../../agent/apps/bring-back.ts';
import { registeredFamilies } from '../../agent/apps/read-app-list.ts';
import { pinTarget } from '../../agent/start/pin-target.ts';
import { type CaptureSource, registryOf } from '../../agent/capture/capture-profile.ts';
import type { App } from '../../domain/apps/app-list.ts';
import { type AppQueue, planQueue } from '../../domain/apps/queue.ts';
import { matchPins, type PinMatch } from '../../domain/start/pins.ts';
import { pinsOfSnapshot } from '../../domain/start/snapshot-pins.ts';
import type { OnDemandRestore } from '../../domain/policy/on-demand-restore.ts';
import { eventLog } from '../../agent/status/event-log.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { Output } from '../output.ts';
import { queueJson, renderAppCommands, renderAppPlan, renderQueueRun } from '../render/app-queue.ts';
import { renderPinPlan } from '../render/pins.ts';

export type AppPlan = { readonly queue: AppQueue; readonly isKnown: boolean };

/** What would become of each app on this target; `undefined` where the snapshot has no app list. */
export function planApps(profile: CaptureSource, { apps }: Snapshot): AppPlan | undefined {
  if (apps === undefined) return undefined;
  const installed = registeredFamilies(registryOf(profile));
  return { queue: planQueue(apps.apps, installed ?? new Set(), Date.now()), isKnown: installed !== undefined };
}

/** Which pins of the snapshot this target could show; none where either side does not say. */
export function planPins(profile: CaptureSource, snapshot: Snapshot): readonly PinMatch[] {
  const [pins, target] = [pinsOfSnapshot(snapshot), pinTarget(profile)];
  return pins === undefined || target === undefined ? [] : matchPins(pins, target);
}

export function appPlanText(plan: AppPlan | undefined, pins: readonly PinMatch[]): readonly string[] {
  return [
    ...(plan === undefined ? [] : [renderAppPlan(plan.queue, plan.isKnown)]),
    ...(pins.length === 0 ? [] : [renderPinPlan(pins)]),
  ];
}

export function appPlanJson(plan: AppPlan | undefined): Json {
  return plan === undefined ? null : { isKnown: plan.isKnown, apps: queueJson(plan.queue) };
}

export type AppChoices = {
  readonly dryRun: boolean;
  readonly snapshotId: string;
  readonly apps: readonly App[];
  readonly permission: OnDemandRestore;
};

/** `target` is left out for a profile on a disk, which can only be planned for. */
export async function restoreApps(
  output: Output,
  plan: AppPlan | undefined,
  choices: AppChoices,
  target: AppTarget | undefined,
): Promise<void> {
  if (plan === undefined) return output.result('This snapshot holds no list of Store apps.', { apps: null });
  if (choices.dryRun) {
    const text = [
      renderAppPlan(plan.queue, plan.isKnown),
      renderAppCommands(plan.queue),
      ...(target ? [] : [ONLY_PLANNED]),
    ];
    return output.result(text.join('\n\n'), { apps: appPlanJson(plan) });
  }
  if (target === undefined) {
    return output.complain({
      code: 'windows-needed',
      detail: 'Apps can only be installed by a running Windows, not into a profile on a disk.',
      fix: 'Sign in on the device and run: keepsake restore --live --apps. To see what it would do: --dry-run.',
    });
  }
  if (choices.permission.kind === 'overridden') {
    const despite = choices.permission.despite.map(({ code }) => code);
    eventLog(target.stateFolder, target.clock)('policy-overridden', { description: 'Store apps', despite });
  }
  const run = await bringBackApps(target, choices.snapshotId, choices.apps);
  if (!run.ok) return output.complain(run.error);
  return output.result(renderQueueRun(run.value), {
    apps: queueJson(run.value.apps),
    nextAt: run.value.nextAt ?? null,
  });
}

const ONLY_PLANNED =
  'This is only a plan: a profile on a disk can not install apps. On the device: keepsake restore --live --apps.';
