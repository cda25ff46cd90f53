// The story of somebody's last attempts, for whoever is on the phone with them: what happened in which order, and of the newest
// thing that went wrong and was not made good since, the cause and the fix.
//
// The reasons are those that were told when it was decided (a stored decision has its sentences), so that help desk, administrator
// and person hear the same. Nothing of a backup's content is in it.

import { factWords } from '../eligibility/fact-names.ts';
import type { TellableDecision, TellableFinding } from '../eligibility/explain.ts';
import type { Session } from '../restore/session.ts';

export type StoryFacts = {
  readonly devices: readonly {
    readonly name: string;
    readonly checkedInAt?: number | undefined;
    readonly backedUpAt?: number | undefined;
  }[];
  readonly decisions: readonly {
    readonly at: number;
    readonly deviceName: string;
    readonly decision: TellableDecision;
  }[];
  readonly restores: readonly { readonly deviceName: string; readonly session: Session }[];
  /** Sign-ins that Conditional Access refused, where Keepsake's own provider was asked. */
  readonly refusals: readonly { readonly at: number; readonly code: string }[];
};

export type StoryEntry = {
  readonly at: number;
  readonly deviceName?: string;
  readonly code: StoryCode;
  readonly tone: 'good' | 'bad' | 'neutral';
  /** What was about: a restore, a backup, the device itself. */
  readonly theme: 'device' | 'backup' | 'restore';
  readonly cause?: Cause;
};

export type StoryCode =
  | 'checkedIn'
  | 'backedUp'
  | 'backupAllowed'
  | 'backupRefused'
  | 'offerRefused'
  | 'signInRefused'
  | `restore-${Session['state']}`;

/** As it was told then. */
export type Cause = { readonly administrator: string; readonly person?: string; readonly fix: string };

export type Story = {
  /** Newest first. */
  readonly entries: readonly StoryEntry[];
  /** `silent`: nothing happened yet that could tell anything. */
  readonly state: 'fine' | 'problem' | 'silent';
  readonly causes: readonly Cause[];
};

export function storyOf(facts: StoryFacts): Story {
  const entries = [
    ...facts.devices.flatMap(deviceEntries),
    ...facts.decisions.flatMap(decisionEntries),
    ...facts.restores.map(restoreEntry),
    ...facts.refusals.map(refusalEntry),
  ].toSorted((a, b) => b.at - a.at || (a.code < b.code ? -1 : 1));
  const wrong = (['restore', 'backup'] as const).flatMap((theme) => {
    const newest = entries.find((it) => it.theme === theme && it.tone !== 'neutral');
    return newest?.tone === 'bad' && newest.cause !== undefined ? [newest.cause] : [];
  });
  const state = wrong.length > 0 ? 'problem' : entries.length === 0 ? 'silent' : 'fine';
  return { entries, state, causes: wrong };
}

function deviceEntries({ name, checkedInAt, backedUpAt }: StoryFacts['devices'][number]): readonly StoryEntry[] {
  const of = { deviceName: name };
  return [
    ...(checkedInAt === undefined
      ? []
      : [{ ...of, at: checkedInAt, code: 'checkedIn', tone: 'neutral', theme: 'device' } as const]),
    ...(backedUpAt === undefined
      ? []
      : [{ ...of, at: backedUpAt, code: 'backedUp', tone: 'good', theme: 'backup' } as const]),
  ];
}

/** That a restore may be offered shows in the offer itself. */
function decisionEntries({ at, deviceName, decision }: StoryFacts['decisions'][number]): readonly StoryEntry[] {
  const isBackup = decision.occasion === 'backup';
  const theme = isBackup ? 'backup' : 'restore';
  if (decision.verdict === 'eligible') {
    return isBackup ? [{ at, deviceName, theme, code: 'backupAllowed', tone: 'neutral' }] : [];
  }
  const code = isBackup ? 'backupRefused' : 'offerRefused';
  // Whoever said no, or has restored already, needs no help with it.
  const isWanted = decision.findings.some(({ holds, code: said }) => holds === 'no' && WANTED.includes(said ?? ''));
  return [{ at, deviceName, theme, code, tone: isWanted ? 'neutral' : 'bad', cause: causeOf(decision) }];
}

const WANTED: readonly string[] = ['skipped', 'already-restored'];

function causeOf({ findings }: TellableDecision): Cause {
  const counted = findings.filter(({ isLifted }) => !isLifted);
  const refusing = counted.filter(({ holds }) => holds === 'no');
  if (refusing.length > 0) return refusingCause(refusing);
  const names = [...new Set(counted.flatMap(({ missing }) => missing ?? []))].map(factWords);
  return {
    administrator: names.map(({ words }) => `It is not known ${words}.`).join(' '),
    fix: names.map(({ where }) => where).join(' '),
  };
}

/** All of them: mending one and not the other helps nobody. What the person hears is the first. */
function refusingCause(refusing: readonly TellableFinding[]): Cause {
  const [first] = refusing;
  const words = refusing.map(({ administrator, title, ruleId }) => administrator ?? title ?? ruleId);
  return {
    administrator: words.join(' '),
    ...(first?.person === undefined ? {} : { person: first.person }),
    fix: refusing.flatMap(({ fix }) => fix ?? []).join(' '),
  };
}

function restoreEntry({ deviceName, session }: StoryFacts['restores'][number]): StoryEntry {
  const { state, endedAt, changedAt, failureCode } = session;
  return {
    at: endedAt ?? changedAt,
    deviceName,
    theme: 'restore',
    code: `restore-${state}`,
    tone: state === 'completed' ? 'good' : state === 'failed' ? 'bad' : 'neutral',
    ...(state === 'failed' ? { cause: failureCause(failureCode) } : {}),
  };
}

/** The device has its own account of it; the outcomes name each setting and app. */
function failureCause(code: string | undefined): Cause {
  const said = code === undefined ? 'without saying why' : `and said: ${code}`;
  return {
    administrator: `The device gave up the restore ${said}. Everything that it had changed was put back.`,
    fix: 'Look at the outcomes of the restore (Restores), and on the device at keepsake agent status; then restore again on demand.',
  };
}

function refusalEntry({ at, code }: StoryFacts['refusals'][number]): StoryEntry {
  const cause = {
    administrator: `Conditional Access refused the sign-in (${code}).`,
    fix: 'Ask which policy it was and what the smallest change is: Conditional Access › What If, or keepsake ca explain.',
  };
  return { at, code: 'signInRefused', tone: 'bad', theme: 'restore', cause };
}
