// How a person's Store apps come back: one by one, in the background, each by the first way that works. Pure: whoever runs
// the commands tells the queue what it found, and asks it what to do next and when.
//
// Success is never believed from a command: an app is back when Windows lists its package. Every other end of a command is
// a failed try, which waits longer each time. Deliberately absent: removing apps, downgrading them, and paying for them.

import { type App, type AppSource } from './app-list.ts';

/** In the order in which they are tried. A link is for the person to open; nothing is run for it. */
export type Way = 'registerByFamilyName' | 'installFromStore' | 'link';

export type QueuedApp = {
  readonly packageFamilyName: string;
  readonly displayName?: string;
  readonly storeProductId?: string;
  readonly source: AppSource;
  /**
   * `waiting` for its next try; `running` while a command is out, and after a crash in the middle of one;
   * the other four are ends: there before, brought back, for the person to open, not to be had.
   */
  readonly state: 'waiting' | 'running' | 'alreadyThere' | 'restored' | 'link' | 'notAvailable';
  readonly way: Way;
  /** How often this way was tried. */
  readonly attempts: number;
  /** Milliseconds since 1970; no try before it. */
  readonly notBefore: number;
  /** Why it is where it is, in a sentence; left out where there is nothing to say. */
  readonly detail?: string;
};

export type AppQueue = readonly QueuedApp[];

export type NextStep =
  | { readonly kind: 'run'; readonly app: QueuedApp }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'done' };

/** `installed` are the package families of the target, in lower case. */
export function planQueue(apps: readonly App[], installed: ReadonlySet<string>, now: number): AppQueue {
  return apps.map(({ packageFamilyName, displayName, storeProductId, source }) => ({
    packageFamilyName,
    ...(displayName === undefined ? {} : { displayName }),
    ...(storeProductId === undefined ? {} : { storeProductId }),
    source,
    state: isInstalled(packageFamilyName, installed) ? 'alreadyThere' : 'waiting',
    way: 'registerByFamilyName',
    attempts: 0,
    notBefore: now,
  }));
}

/** The app whose turn it is: the one that has waited longest. Commands go one after the other, never two at once. */
export function nextStep(queue: AppQueue, now: number): NextStep {
  const open = queue.filter((app) => app.state === 'waiting').toSorted((a, b) => a.notBefore - b.notBefore);
  const [app] = open;
  if (app === undefined) return { kind: 'done' };
  return app.notBefore <= now ? { kind: 'run', app } : { kind: 'wait', until: app.notBefore };
}

/** Before the command is run, so that a crash in the middle counts as a try. */
export function started(queue: AppQueue, packageFamilyName: string): AppQueue {
  return changed(queue, packageFamilyName, (app) => ({ ...app, state: 'running', attempts: app.attempts + 1 }));
}

/** After the command, with what Windows lists now. `detail` is what it said of its failure; after a hopeless one the same way is not tried again. */
export function settled(
  queue: AppQueue,
  packageFamilyName: string,
  found: {
    readonly installed: ReadonlySet<string>;
    readonly now: number;
    readonly detail: string;
    readonly isHopeless: boolean;
  },
): AppQueue {
  return changed(queue, packageFamilyName, (app) => {
    if (isInstalled(app.packageFamilyName, found.installed)) return without(app, 'detail', { state: 'restored' });
    return afterFailure(app, found.now, found.detail, found.isHopeless);
  });
}

/** When the agent starts again: what was running when it ended failed, and what is there by now is done. */
export function resumed(queue: AppQueue, installed: ReadonlySet<string>, now: number): AppQueue {
  return queue.map((app) => {
    if (app.state !== 'waiting' && app.state !== 'running') return app;
    if (isInstalled(app.packageFamilyName, installed)) return without(app, 'detail', { state: 'restored' });
    if (app.state === 'running') return afterFailure(app, now, 'The device stopped in the middle of it.');
    // A clock that was set back must not make an app wait for years.
    return { ...app, notBefore: Math.min(app.notBefore, now + BACK_OFF_MAX_MILLISECONDS) };
  });
}

/** The page of the app in the Store, which Windows opens. */
export function storeLink({ packageFamilyName, storeProductId }: QueuedApp): string {
  return storeProductId === undefined
    ? `ms-windows-store://pdp/?PFN=${packageFamilyName}`
    : `ms-windows-store://pdp/?ProductId=${storeProductId}`;
}

function afterFailure(app: QueuedApp, now: number, detail: string, isHopeless = false): QueuedApp {
  if (!isHopeless && app.attempts < ATTEMPTS_MAX[app.way]) {
    return { ...app, state: 'waiting', notBefore: now + backOff(app.attempts), detail };
  }
  if (app.way === 'registerByFamilyName' && mayBeInStore(app)) {
    return { ...app, state: 'waiting', way: 'installFromStore', attempts: 0, notBefore: now, detail };
  }
  if (app.source === 'sideloaded') {
    return {
      ...app,
      state: 'notAvailable',
      detail: 'It did not come from the Store: the organization has to provide it.',
    };
  }
  return { ...app, state: 'link', way: 'link', detail };
}

/** Where an app came from is often unknown; the Store then says whether it has it. */
export function mayBeInStore({ storeProductId, source }: Pick<QueuedApp, 'storeProductId' | 'source'>): boolean {
  return storeProductId !== undefined || source !== 'sideloaded';
}

/** 1, 4, 16 … minutes, at most six hours. */
function backOff(attempts: number): number {
  return Math.min(MINUTE_MILLISECONDS * 4 ** (attempts - 1), BACK_OFF_MAX_MILLISECONDS);
}

function changed(queue: AppQueue, packageFamilyName: string, change: (app: QueuedApp) => QueuedApp): AppQueue {
  return queue.map((app) => (app.packageFamilyName === packageFamilyName ? change(app) : app));
}

function without(app: QueuedApp, name: 'detail', change: Partial<QueuedApp>): QueuedApp {
  const { [name]: _, ...rest } = app;
  return { ...rest, ...change };
}

function isInstalled(packageFamilyName: string, installed: ReadonlySet<string>): boolean {
  return installed.has(packageFamilyName.toLowerCase());
}

/** Registering works at once or never; the Store depends on the network and on itself. */
export const ATTEMPTS_MAX: Readonly<Record<Way, number>> = { registerByFamilyName: 1, installFromStore: 5, link: 0 };
export const BACK_OFF_MAX_MILLISECONDS = 6 * 60 * 60_000;
const MINUTE_MILLISECONDS = 60_000;
