// The queue of apps in words: before it runs, what would be done for each; afterwards, what became of each.

import { commandFor, commandLine } from '../../agent/apps/app-command.ts';
import type { QueueRun } from '../../agent/apps/run-queue.ts';
import { appName } from '../../domain/apps/app-name.ts';
import { type AppQueue, mayBeInStore, type QueuedApp, storeLink } from '../../domain/apps/queue.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold } from '../output.ts';
import { count } from './table.ts';

/** `isKnown`: whether the target said what it has; otherwise every app counts as missing. */
export function renderAppPlan(queue: AppQueue, isKnown: boolean): string {
  const missing = queue.filter((app) => app.state !== 'alreadyThere');
  const heading = `Store apps: ${queue.length - missing.length} already there, ${missing.length} to bring back`;
  const unsure = isKnown ? [] : ['  (The target does not say which apps it has: those that are there are left alone.)'];
  return [bold(heading), ...unsure, ...missing.map((app) => `  ${appName(app)}: ${intention(app)}`)].join('\n');
}

/** The very commands, in the order in which they would be tried. */
export function renderAppCommands(queue: AppQueue): string {
  const missing = queue.filter((app) => app.state !== 'alreadyThere');
  return missing
    .flatMap((app) => [bold(appName(app)), ...triesOf(app).map((line, i) => `  ${i === 0 ? '  ' : 'or'}  ${line}`)])
    .join('\n');
}

export function renderQueueRun({ apps, nextAt }: QueueRun): string {
  const lines = apps
    .filter((app) => app.state !== 'alreadyThere')
    .map((app) => `  ${appName(app)}: ${outcome(app)}${app.detail === undefined ? '' : ` (${app.detail})`}`);
  const open = apps.filter((app) => app.state === 'waiting').length;
  const later =
    open === 0 || nextAt === undefined
      ? []
      : [
          `${count(open, 'app')} will be tried again from ${new Date(nextAt).toISOString()}, by the agent's next run or by this command.`,
        ];
  return [bold('Store apps'), ...lines, ...later].join('\n');
}

export function queueJson(queue: AppQueue): Json {
  return queue.map((app) => ({ ...app, tries: app.state === 'alreadyThere' ? [] : triesOf(app) }));
}

function intention(app: QueuedApp): string {
  return mayBeInStore(app)
    ? 'registered if the device holds it, otherwise installed from the Store'
    : 'registered if the device holds it; it did not come from the Store';
}

function outcome(app: QueuedApp): string {
  if (app.state === 'link') return `open ${storeLink(app)}`;
  return {
    restored: 'back',
    waiting: 'not yet',
    running: 'not yet',
    notAvailable: 'not available',
    alreadyThere: 'there',
  }[app.state];
}

function triesOf(app: QueuedApp): readonly string[] {
  const possible = mayBeInStore(app)
    ? (['registerByFamilyName', 'installFromStore'] as const)
    : (['registerByFamilyName'] as const);
  const ways = possible.map((way) => commandFor({ ...app, way }));
  const commands = ways.filter((command) => command !== undefined).map(commandLine);
  return app.source === 'sideloaded' ? commands : [...commands, storeLink(app)];
}
