// A restore as a conversation with the person at the screen: the session driver asks through its page port, the page answers
// when the person does, and everybody who watches sees where it stands.
//
// Guarantees: one restore at a time; what passes is tried again by itself; leaving leaves an offer open and a begun restore
// in the driver's memory, so that coming back goes on. Deliberately absent: every decision, which the driver and the service make.

import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RestoreView } from '../../protocol/experience.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { RestoreChoice } from '../restore/session-memory.ts';
import type { PageChoice, RestorePage } from '../restore/session-ports.ts';
import { hasOpenRestore, offerRestore, type RestoreContext, type RestoreEnd } from '../schedule/offer-restore.ts';
import { openDevice, type Seen, viewOf } from './restore-view.ts';
import { watchTarget } from './watch-target.ts';

export type ConversationContext = Omit<RestoreContext, 'page'>;

export type Conversation = {
  readonly view: () => RestoreView;
  /** Called with each view from now on, until the answer is called. */
  readonly watch: (onChange: (view: RestoreView) => void) => () => void;
  /** Asks for an offer; ends when there is nothing more to say. */
  readonly offer: (phase: 'oobe' | 'firstSignIn' | 'inUse') => Promise<void>;
  /** On demand, with the choice made already. */
  readonly restore: (choice: RestoreChoice) => Result<true, AgentProblem>;
  /** What the person says to an offer. False where nobody asked, or of a backup that is not offered. */
  readonly say: (word: 'setUpAsNew' | 'cancel' | { readonly profileId: string }) => boolean;
  /** Tries now what would be tried later. */
  readonly retry: () => void;
  readonly show: (view: RestoreView) => void;
  readonly isBusy: () => boolean;
  /** Nobody is there any more: an open question stays open. */
  readonly leave: () => void;
};

export function startConversation(context: ConversationContext, retryMilliseconds = RETRY_MILLISECONDS): Conversation {
  const watchers = new Set<(view: RestoreView) => void>();
  let view: RestoreView = { kind: 'idle' };
  let question:
    | { readonly profiles: readonly OfferedProfile[]; readonly answer: (said: PageChoice) => void }
    | undefined;
  let retry = new AbortController();
  let isRunning = false;
  let hasLeft = false;

  const show = (next: RestoreView): void => {
    view = next;
    for (const watcher of watchers) watcher(next);
  };
  const askPerson: RestorePage['decide'] = async ({ profiles, request }) => {
    if (hasLeft) return { kind: 'later' };
    const asking = request && { reason: request.reason, requestedBy: request.requestedBy };
    show({ kind: 'offered', profiles, ...(asking === undefined ? {} : { asking }) });
    const said = await new Promise<PageChoice>((answer) => void (question = { profiles, answer }));
    question = undefined;
    if (said.kind === 'restore') show(restoring(context, said.choice.deviceName));
    return said;
  };
  const run = async (phase: RunPhase, decide: RestorePage['decide'], isDone: (end: RestoreEnd) => boolean) => {
    isRunning = true;
    // Shown once: while it is tried again, the page says what it waits for and nothing else.
    show(hasOpenRestore(context) ? restoring(context, openDevice(context)) : { kind: 'asking' });
    try {
      for (;;) {
        const seen: Seen = { needsSignOut: false, appNames: new Map() };
        const end = await offerRestore(
          watched(context, { decide }, seen, () => view, show),
          phase,
        );
        if (hasLeft) return;
        if (end.ok && isDone(end.value)) return show(viewOf(end.value, seen));
        if (end.ok) continue;
        await waitFor(end.error);
        if (hasLeft) return;
      }
    } finally {
      isRunning = false;
    }
  };
  const waitFor = async (problem: AgentProblem): Promise<void> => {
    retry = new AbortController();
    const { code, detail, fix } = problem;
    const nextTryAt = new Date(Date.now() + retryMilliseconds).toISOString();
    show({ kind: 'waiting', problem: { code, detail, fix }, isBegun: hasOpenRestore(context), nextTryAt });
    await sleep(retryMilliseconds, undefined, { signal: retry.signal }).catch(() => {});
  };

  return {
    view: () => view,
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
    offer: (phase) => run(phase, askPerson, () => true),
    restore: (choice) => {
      if (isRunning) return fail(BUSY);
      // What an earlier run left is brought to its end first, and is not what was asked for now.
      const isOfThis = (end: RestoreEnd): boolean =>
        end.kind !== 'ended' || end.end.snapshotId === choice.snapshotId || end.end.outcome === 'failed';
      void run(
        'inUse',
        async () => (show(restoring(context, choice.deviceName)), { kind: 'restore', choice }),
        isOfThis,
      );
      return ok(true);
    },
    say: (word) => {
      const choice = question && choiceOf(word, question.profiles);
      if (choice === undefined) return false;
      question?.answer(choice);
      return true;
    },
    retry: () => retry.abort(),
    show,
    isBusy: () => isRunning && view.kind === 'restoring',
    leave: () => {
      hasLeft = true;
      question?.answer({ kind: 'later' });
      retry.abort();
    },
  };
}

type RunPhase = Parameters<Conversation['offer']>[0];

/** The context with a page and a target that show what they do. */
function watched(
  context: ConversationContext,
  page: RestorePage,
  seen: Seen,
  view: () => RestoreView,
  show: (view: RestoreView) => void,
): RestoreContext {
  const change = (part: Partial<Extract<RestoreView, { kind: 'restoring' }>>): void => {
    const now = view();
    show({ ...(now.kind === 'restoring' ? now : restoring(context, openDevice(context))), ...part });
  };
  const watcher = {
    writing: (categories: Extract<RestoreView, { kind: 'restoring' }>['categories']) =>
      change({ stage: 'writing', categories }),
    written: (needsSignOut: boolean) => {
      seen.needsSignOut = needsSignOut;
      change({ stage: 'reporting' });
    },
    appsNamed: (names: ReadonlyMap<string, string>) => void (seen.appNames = names),
  };
  const openTarget: RestoreContext['openTarget'] = async () => {
    const opened = await context.openTarget();
    return opened.ok ? ok({ ...opened.value, target: watchTarget(opened.value.target, watcher) }) : opened;
  };
  return { ...context, page, openTarget };
}

function restoring(
  { clock }: ConversationContext,
  deviceName: string | null,
): Extract<RestoreView, { kind: 'restoring' }> {
  const startedAt = new Date(clock()).toISOString();
  return { kind: 'restoring', stage: 'fetching', deviceName, startedAt, categories: [] };
}

function choiceOf(
  word: Parameters<Conversation['say']>[0],
  profiles: readonly OfferedProfile[],
): PageChoice | undefined {
  if (word === 'setUpAsNew' || word === 'cancel') return { kind: word };
  const chosen = profiles.find(({ profileId }) => profileId === word.profileId);
  if (chosen === undefined) return undefined;
  const { profileId, snapshotId, deviceName } = chosen;
  return { kind: 'restore', choice: { profileId, snapshotId, deviceName, exact: false, optedIn: [] } };
}

const RETRY_MILLISECONDS = 15_000;

export const BUSY: AgentProblem = {
  code: 'profile-locked',
  detail: 'A restore is already running on this device.',
  fix: 'Wait for it to end.',
};
