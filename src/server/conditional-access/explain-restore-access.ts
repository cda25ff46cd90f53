// Would a restore get through the tenant's Conditional Access: for a person and a device that are known here, or in general, for
// anybody on a device that has just joined and that nothing has found compliant yet.

import { deviceOfFacts } from '../../domain/conditional-access/device-of-facts.ts';
import { outcomeOf, type PolicyEvaluation } from '../../domain/conditional-access/evaluate.ts';
import type { Advice } from '../../domain/conditional-access/explanation/advice.ts';
import {
  explainRestore,
  type Passage,
  type RestoreExplanation,
} from '../../domain/conditional-access/explanation/explain-restore.ts';
import type { RestoreFacts } from '../../domain/conditional-access/explanation/restore-sign-ins.ts';
import { isObject } from '../../domain/conditional-access/members.ts';
import { parsePolicy } from '../../domain/conditional-access/parse-policy.ts';
import type { Policy } from '../../domain/conditional-access/policy.ts';
import { type Tenant, withPolicies } from '../../domain/conditional-access/tenant.ts';
import { tokenErrors } from '../../domain/conditional-access/token-error.ts';
import { parseIpAddress } from '../../lib/ip-range.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RestoreAccess, RestoreAccessQuery } from '../../protocol/operations/conditional-access-beyond-graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDevice } from '../devices/device-store.ts';
import { loadDeviceFacts } from '../devices/load-device-facts.ts';
import { groupsOf } from '../eligibility/person-groups.ts';
import { findUser } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { knownIdentity } from './known-identity.ts';
import { loadNamedConditionalAccess } from './load-tenant.ts';

export function explainRestoreAccess(
  context: Context,
  tenantId: string,
  asked: RestoreAccessQuery,
): Promise<Result<RestoreAccess, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const facts = await factsOf(tx, asked, context.clock());
    if (!facts.ok) return facts;
    const kept = await loadNamedConditionalAccess(tx);
    const tenant = asked.reportOnlyAsOn === true ? withReportOnlyOn(kept) : kept;
    return ok(described(explainRestore(tenant, facts.value), tenant));
  });
}

/** An import comes in as report-only: what it would do is what somebody wants to know before switching it on. */
function withReportOnlyOn(tenant: Tenant): Tenant {
  const isReportOnly = ({ state }: Policy): boolean => state === 'enabledForReportingButNotEnforced';
  const on = tenant.policies.map((policy) =>
    isReportOnly(policy) && isObject(policy.source) ? parsePolicy({ ...policy.source, state: 'enabled' }) : policy,
  );
  return withPolicies(tenant, on);
}

async function factsOf(
  tx: TenantTransaction,
  { userId, deviceId, country, ipAddress }: RestoreAccessQuery,
  now: number,
): Promise<Result<RestoreFacts, Problem>> {
  if (ipAddress !== undefined && parseIpAddress(ipAddress) === undefined) {
    return fail({ code: 'bad-request', detail: `"${ipAddress}" is neither an IPv4 nor an IPv6 address.` });
  }
  if (userId !== undefined && (await findUser(tx, userId)) === undefined) {
    return fail({ code: 'not-found', detail: `There is no user ${userId}.` });
  }
  if (deviceId !== undefined && (await findDevice(tx, deviceId)) === undefined) {
    return fail({ code: 'not-found', detail: `There is no device ${deviceId}.` });
  }
  const identity =
    userId === undefined
      ? ({ kind: 'user', guestType: 'none' } as const)
      : { guestType: 'none', ...(await knownIdentity(tx, userId, await groupsOf(tx, userId, now))) };
  const device =
    deviceId === undefined ? undefined : deviceOfFacts((await loadDeviceFacts(tx, deviceId)).device, deviceId);
  const place = { ipAddress, country, gpsCountry: country };
  return ok({ identity, place, ...(device === undefined ? {} : { device }) });
}

function described(explanation: RestoreExplanation, tenant: Tenant): RestoreAccess {
  const { passages, outcome, remedies, after, companion, advice } = explanation;
  return {
    outcome,
    policyCount: tenant.policies.length,
    passages: passages.map((it) => passage(it, tenant)),
    policies: [
      ...once('blocks', passages, ({ blocks }) => blocks),
      ...once('mayBlock', passages, ({ mayBlock }) => mayBlock),
      ...once('wouldBlock', passages, ({ wouldBlock }) => wouldBlock),
      ...once('asks', passages, ({ asks }) => asks),
    ],
    remedies: remedies.map(({ policy, isCertain, changes }) => ({
      policyId: policy.id ?? null,
      displayName: policy.name,
      isCertain,
      changes: changes.map(({ kind, words, patch, edits, changedElsewhere, changedRestores, gridSize }) => ({
        kind,
        words,
        patch,
        edits: [...edits],
        triedOn: gridSize,
        changedElsewhere,
        changedRestores,
      })),
    })),
    outcomeAfter: after ?? null,
    companion: companion === undefined ? null : { policy: companion.body, outcomeAfter: companion.after },
    advice: advice.map(adviceOf),
  };
}

function passage({ moment, application, evaluation }: Passage, tenant: Tenant): RestoreAccess['passages'][number] {
  const outcome = outcomeOf(evaluation.demand);
  const error = tokenErrors(evaluation, 'token').find(({ isFinal }) => isFinal);
  const applicationName = tenant.names.describe(application).replace(` (${application})`, '');
  return {
    moment,
    application,
    applicationName,
    outcome,
    errorCode: outcome === 'blocked' ? (error?.code ?? null) : null,
  };
}

type Effect = RestoreAccess['policies'][number]['effect'];

/** Policies once each, however many sign-ins they catch. */
function once(
  effect: Effect,
  passages: readonly Passage[],
  of: (passage: Passage) => readonly PolicyEvaluation[],
): RestoreAccess['policies'] {
  const found = new Map(passages.flatMap(of).map((evaluation) => [evaluation.policy, evaluation]));
  return [...found.values()].map(({ policy, conditions, controls, needs }) => ({
    policyId: policy.id ?? null,
    displayName: policy.name,
    effect,
    isMalformed: policy.isMalformed,
    conditions: conditions.filter(({ isSet }) => isSet).map(({ condition, because }) => ({ condition, because })),
    controls: controls.map(({ control, detail, met }) => ({ control, detail: detail ?? null, met })),
    oneIsEnough: controls.length > 1 && policy.grant.operator === 'OR',
    needs: [...needs],
  }));
}

function adviceOf(advice: Advice): RestoreAccess['advice'][number] {
  return {
    code: advice.code,
    policies: 'policies' in advice ? [...advice.policies] : 'policy' in advice ? [advice.policy] : [],
    because: 'because' in advice ? [...advice.because] : [],
    methods: 'methods' in advice ? [...advice.methods] : [],
    takesTemporaryPass: 'takesTemporaryPass' in advice ? advice.takesTemporaryPass : null,
  };
}
