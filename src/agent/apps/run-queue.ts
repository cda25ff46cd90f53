// Works off the queue of apps: as long as something is due it runs one command after the other, then ends. Nothing waits
// inside of a process: what is not due yet is for the next time the agent is started, so that no desktop is ever held up.

import { type AppQueue, nextStep, resumed, settled, started } from '../../domain/apps/queue.ts';
import type { Disk } from '../apply/disk.ts';
import { type AppCommand, commandFor } from './app-command.ts';
import type { AppCommandEnd } from './run-command.ts';
import { type StoredQueue, writeQueue } from './queue-file.ts';

export type QueueContext = {
  readonly disk: Disk;
  readonly stateFolder: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Runs a command to its end. */
  readonly run: (command: AppCommand) => Promise<AppCommandEnd>;
  /** The package families that Windows lists now, in lower case; `undefined` when the list can not be read. */
  readonly installed: () => ReadonlySet<string> | undefined;
};

export type QueueRun = {
  readonly apps: AppQueue;
  /** When to come again; `undefined` when every app has come to its end. */
  readonly nextAt: number | undefined;
};

export async function runQueue(context: QueueContext, stored: StoredQueue): Promise<QueueRun> {
  const { snapshotId } = stored;
  const save = (apps: AppQueue): AppQueue => {
    writeQueue(context.disk, context.stateFolder, { snapshotId, apps });
    return apps;
  };
  const before = context.installed();
  // Without the list nobody could tell what worked.
  if (before === undefined) return { apps: stored.apps, nextAt: context.clock() };
  let apps = save(resumed(stored.apps, before, context.clock()));
  for (;;) {
    const step = nextStep(apps, context.clock());
    if (step.kind !== 'run') return { apps, nextAt: step.kind === 'wait' ? step.until : undefined };
    const { packageFamilyName } = step.app;
    apps = save(started(apps, packageFamilyName));
    const command = commandFor(step.app);
    const { said, exitCode } = command === undefined ? NO_COMMAND : await context.run(command);
    const found = { installed: context.installed() ?? before, now: context.clock() };
    const detail = said === '' ? 'The command ended well, yet Windows does not list the app.' : said;
    const isHopeless = command?.hopeless?.includes(exitCode ?? 0) === true;
    apps = save(settled(apps, packageFamilyName, { ...found, detail, isHopeless }));
  }
}

const NO_COMMAND: AppCommandEnd = { said: 'There is no command for it.' };
