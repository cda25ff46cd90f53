// Before anything is captured: what does the service say? It decides from more than the device knows (the organization's
// policies, its records, its choices), so its no holds; what stays behind is what either of the two keeps back.
//
// A service from before check-ins does not know the question: then the device's own policies decide, as they did.

import { effectivePolicy, type ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
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
  policy: LocalPolicy,
  readPolicy: ReadPolicyValue,
): Promise<Result<Leave, AgentProblem>> {
  const answer = await client.checkIn(report);
  if (!answer.ok) return isFromBefore(answer.error) ? ok(leaveOfDevice(policy)) : answer;
  const { decisionId, decision } = answer.value;
  if (decision.verdict !== 'eligible') {
    return ok({ kind: 'refused', refusal: { decisionId, verdict: decision.verdict, reasons: reasonsOf(decision) } });
  }
  return ok(leaveOfBoth(policy, readPolicy, answer.value));
}

/** There is nothing at the path of an operation that has no other way to answer "not found". */
export function isFromBefore({ code }: AgentProblem): boolean {
  return code === 'not-found';
}

function leaveOfDevice({ excludedCategories, optedIn }: LocalPolicy): Leave {
  return { kind: 'granted', excluded: excludedCategories, optedIn: new Set(optedIn), isByService: false };
}

function leaveOfBoth(policy: LocalPolicy, readPolicy: ReadPolicyValue, answer: CheckInAnswer): Leave {
  const keptBack = new Set(
    effectivePolicy(readPolicy, OPT_IN_POLICIES).flatMap(({ policy: { effect }, state }) =>
      effect.kind === 'optIn' && state === 'disabled' ? effect.settingIds : [],
    ),
  );
  return {
    kind: 'granted',
    excluded: [...new Set([...policy.excludedCategories, ...answer.excludedCategories])],
    optedIn: new Set(answer.optedIn.filter((id) => !keptBack.has(id))),
    isByService: true,
  };
}
