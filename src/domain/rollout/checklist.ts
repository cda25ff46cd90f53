// The checklist of a rollout. Every item checks itself from what the service knows; what nobody can measure counts once a person
// has acknowledged it by name. Nothing is ticked.
//
// Guarantees: an item is `done` only by evidence that is given with it; what is not known is said to be missing, never taken for
// done; the items and what they look at are always the same, whatever the organization.

import type { Acknowledgement, AcknowledgementSubject } from './acknowledgement.ts';
import { exceptionStateOf, type RolloutException } from './exception.ts';
import { type DeviceKind, missingIn, type Trait, type Traits } from './pilot.ts';

export const CHECKLIST_ITEMS = [
  'pilotGroup',
  'endToEnd',
  'builds',
  'conditionalAccess',
  'companions',
  'effects',
  'exceptions',
] as const;
export type ChecklistItemName = (typeof CHECKLIST_ITEMS)[number];

export type ChecklistItem = {
  readonly name: ChecklistItemName;
  /** `attention`: it was or could be done, and something is wrong. */
  readonly state: 'done' | 'open' | 'attention';
  readonly evidence: readonly Evidence[];
};

/** One observation: which, of what, and how many or how good. */
export type Evidence = {
  readonly code: EvidenceCode;
  readonly holds: 'yes' | 'no' | 'open';
  /** What it is about: the name of a kind of device, a policy, a person. */
  readonly about?: string;
  /** Which trait `about` is a value of. */
  readonly trait?: Trait;
  readonly count?: number;
  readonly of?: number;
  /** What helps, where the service has said so already. */
  readonly fix?: string;
};

export type EvidenceCode =
  | 'fleetUnknown'
  | 'noPilot'
  | 'pilotDevices'
  | 'traitMissing'
  | 'backupMade'
  | 'restoreVerified'
  | 'buildEnough'
  | 'buildUnknown'
  | 'qualityUpdates'
  | 'noPolicies'
  | 'methodPasses'
  | 'methodAsksMore'
  | 'acknowledged'
  | 'exceptionHolds'
  | 'exceptionEnded';

export type RolloutFacts = {
  readonly now: number;
  readonly fleet: readonly DeviceKind[];
  /** Devices of the first ring; `undefined`: there is none. */
  readonly pilot: readonly PilotFacts[] | undefined;
  readonly builds: BuildFacts;
  /** `undefined`: no policy of Conditional Access was ever imported or made. */
  readonly methods: readonly MethodFacts[] | undefined;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly exceptions: readonly RolloutException[];
};

/** Devices of the pilot that have the same traits. */
export type PilotFacts = {
  readonly traits: Traits;
  readonly deviceCount: number;
  readonly isBackedUp: boolean;
  /** A restore on one of them completed: each change was read back. */
  readonly isRestored: boolean;
};

export type BuildFacts = {
  readonly enough: number;
  readonly tooOld: number;
  readonly unknown: number;
  /** Whether setup installs quality updates where the build is too old; `undefined`: nobody knows. */
  readonly installsQualityUpdates: boolean | undefined;
};

/** A restore during setup on a device that is not compliant yet, by a person who shows this method. */
export type MethodFacts = {
  readonly method: string;
  /** `asksMore`: who has only this method does not get through, others do. */
  readonly outcome: 'passes' | 'asksMore' | 'blocked' | 'unknown';
  readonly blockedBy: readonly { readonly policyName: string; readonly fix: string }[];
  /** What nobody knows, where the outcome is unknown for it. */
  readonly missing: readonly string[];
};

export function checklist(facts: RolloutFacts): readonly ChecklistItem[] {
  return CHECKLIST_ITEMS.map((name) => {
    const evidence = EVIDENCE[name](facts);
    return { name, state: stateOf(evidence), evidence };
  });
}

/** Without evidence nothing is done. */
function stateOf(evidence: readonly Evidence[]): ChecklistItem['state'] {
  if (evidence.some(({ holds }) => holds === 'no')) return 'attention';
  return evidence.length > 0 && evidence.every(({ holds }) => holds === 'yes') ? 'done' : 'open';
}

const EVIDENCE: Readonly<Record<ChecklistItemName, (facts: RolloutFacts) => readonly Evidence[]>> = {
  pilotGroup: ({ fleet, pilot }) => {
    if (fleet.length === 0) return [{ code: 'fleetUnknown', holds: 'open' }];
    if (pilot === undefined) return [{ code: 'noPilot', holds: 'open' }];
    const count = pilot.reduce((sum, { deviceCount }) => sum + deviceCount, 0);
    const missing = missingIn(
      pilot.map(({ traits }) => traits),
      fleet,
    );
    return [
      { code: 'pilotDevices', holds: count > 0 ? 'yes' : 'open', count },
      ...missing.map(({ trait, value }): Evidence => ({ code: 'traitMissing', holds: 'open', trait, about: value })),
    ];
  },
  endToEnd: ({ pilot }) => {
    if (pilot === undefined) return [{ code: 'noPilot', holds: 'open' }];
    return pilot.flatMap(({ traits, isBackedUp, isRestored }): readonly Evidence[] => {
      const about = kindWords(traits);
      return [
        { code: 'backupMade', about, holds: isBackedUp ? 'yes' : 'open' },
        { code: 'restoreVerified', about, holds: isRestored ? 'yes' : 'open' },
      ];
    });
  },
  builds: ({ builds: { enough, tooOld, unknown, installsQualityUpdates } }) => {
    const all = enough + tooOld + unknown;
    if (all === 0) return [{ code: 'fleetUnknown', holds: 'open' }];
    const helps = installsQualityUpdates === true;
    return [
      { code: 'buildEnough', holds: tooOld === 0 || helps ? 'yes' : 'no', count: enough, of: all },
      ...(unknown === 0 ? [] : [{ code: 'buildUnknown', holds: 'open', count: unknown } as const]),
      ...(tooOld === 0 ? [] : [{ code: 'qualityUpdates', holds: helps ? 'yes' : 'open' } as const]),
    ];
  },
  conditionalAccess: ({ methods }) => {
    if (methods === undefined) return [{ code: 'noPolicies', holds: 'open' }];
    const somePass = methods.some(({ outcome }) => outcome === 'passes');
    return methods.map(({ method: about, outcome, blockedBy, missing }): Evidence => {
      if (outcome === 'asksMore') return { code: 'methodAsksMore', about, holds: somePass ? 'yes' : 'open' };
      const changes = blockedBy.map((policy) => `${policy.policyName}: ${policy.fix}`);
      const fix = (changes.length > 0 ? changes : missing).join('; ');
      const holds = outcome === 'passes' ? 'yes' : outcome === 'blocked' ? 'no' : 'open';
      return { code: 'methodPasses', about, holds, ...(fix === '' ? {} : { fix }) };
    });
  },
  companions: ({ acknowledgements }) => acknowledged(['oneDrive', 'win32Apps'], acknowledgements),
  effects: ({ acknowledgements }) =>
    acknowledged(['effectsOnDevices', 'effectsOnSecurity', 'effectsOnHelpDesk'], acknowledgements),
  exceptions: ({ exceptions, acknowledgements, now }) => {
    const open = exceptions.filter((it) => it.closedAt === undefined);
    if (open.length === 0) return acknowledged(['noExceptions'], acknowledgements);
    return open.map((it) =>
      exceptionStateOf(it, now) === 'ended'
        ? { code: 'exceptionEnded', holds: 'no', about: it.subject }
        : { code: 'exceptionHolds', holds: 'yes', about: it.subject },
    );
  },
};

function acknowledged(
  subjects: readonly AcknowledgementSubject[],
  there: readonly Acknowledgement[],
): readonly Evidence[] {
  return subjects.map((subject) => ({
    code: 'acknowledged',
    about: subject,
    holds: there.some((it) => it.subject === subject) ? 'yes' : 'open',
  }));
}

/** `Latitude 7450 · 26100 · entraJoined`. */
export function kindWords(traits: Traits): string {
  const values = Object.values(traits).filter((value) => value !== 'none');
  return values.length === 0 ? '–' : values.join(' · ');
}
