// Before anything is captured: what does the service say? It decides from more than the device knows (the organization's
// policies, its records, its choices), so its no holds; what stays behind is what either of the two keeps back, but for what both
// leave to the person and the person takes in.
//
// A service from before check-ins does not know the question: then the device's own policies decide, as they did.

import { ALL_GROUPS, type BackupGroup } from '../../domain/policy/backup-groups.ts';
import { categoriesOf } from '../../domain/policy/consequences.ts';
import { effectivePolicy, type ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { type HeldBack, heldBackByBoth, stillHeldBack } from '../../domain/policy/held-back.ts';
import type { LocalPolicy } from '../../domain/policy/local-policy.ts';
import { OPT_IN_POLICIES } from '../../domain/policy/opt-in-policies.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { CheckIn, CheckInAnswer } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type Reason, reasonsOf } from '../status/reasons.ts';
import type { ServiceClient } from '../upload/service-client.ts';

export type Leave =
  | {
      readonly kind: 'granted';
      readonly excluded: readonly string[];
      readonly optedIn: ReadonlySet<string>;
      /** Whether the service was asked, and will decide again when the backup arrives. */
      readonly isByService: boolean;
      /** What the service's policies hold back; nothing where they were not asked. */
      readonly heldByService: HeldBack;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Refusal = {
  readonly decisionId: string;
  readonly verdict: 'ineligible' | 'unknown';
  readonly reasons: readonly Reason[];
};

export async function askLeave(
  client: Pick<ServiceClient, 'checkIn'>,
  report: CheckIn,
  { policy, readPolicy, takenIn }: Own,
): Promise<Result<Leave, AgentProblem>> {
  const answer = await client.checkIn(report);
  if (!answer.ok) return isFromBefore(answer.error) ? ok(leaveOfDevice(policy, takenIn)) : answer;
  const { decisionId, decision } = answer.value;
  if (decision.verdict !== 'eligible') {
    return ok({ kind: 'refused', refusal: { decisionId, verdict: decision.verdict, reasons: reasonsOf(decision) } });
  }
  return ok(leaveOfBoth({ policy, readPolicy, takenIn }, answer.value));
}

/** What this device has to say. */
type Own = {
  readonly policy: LocalPolicy;
  readonly readPolicy: ReadPolicyValue;
  /** What the person takes in again of what is left to them. */
  readonly takenIn: readonly BackupGroup[];
};

/** There is nothing at the path of an operation that has no other way to answer "not found". */
export function isFromBefore({ code }: AgentProblem): boolean {
  return code === 'not-found';
}

function leaveOfDevice(policy: LocalPolicy, takenIn: Own['takenIn']): Leave {
  const excluded = categoriesOf(stillHeldBack(policy, takenIn));
  return {
    kind: 'granted',
    excluded,
    optedIn: new Set(policy.optedIn),
    isByService: false,
    heldByService: { excludedGroups: [], groupsLeftToPeople: [] },
  };
}

function leaveOfBoth({ policy, readPolicy, takenIn }: Own, answer: CheckInAnswer): Leave {
  const heldByService = heldBackIn(answer);
  const held = stillHeldBack(heldBackByBoth(policy, heldByService), takenIn);
  // Of a service that names no groups, or some that nobody here knows.
  const unexplained = new Set(answer.excludedCategories).difference(
    new Set(categoriesOf(heldByService.excludedGroups)),
  );
  const keptBack = new Set(
    effectivePolicy(readPolicy, OPT_IN_POLICIES).flatMap(({ policy: { effect }, state }) =>
      effect.kind === 'optIn' && state === 'disabled' ? effect.settingIds : [],
    ),
  );
  return {
    kind: 'granted',
    excluded: [...new Set([...categoriesOf(held), ...unexplained])],
    optedIn: new Set(answer.optedIn.filter((id) => !keptBack.has(id))),
    isByService: true,
    heldByService,
  };
}

function heldBackIn({ excludedGroups = [], groupsLeftToPeople = [] }: CheckInAnswer): HeldBack {
  return {
    excludedGroups: ALL_GROUPS.filter((group) => excludedGroups.includes(group)),
    groupsLeftToPeople: ALL_GROUPS.filter((group) => groupsLeftToPeople.includes(group)),
  };
}
