// Why somebody is, or was, offered what they are: for the operator, on the database. Asked about now, it is decided now and
// nothing is stored; asked about then, it is what was stored then, whatever the rules and policies have become.

import type { TenantChoices } from '../../domain/eligibility/choices.ts';
import type { Occasion } from '../../domain/enrollment/phase.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { DecisionBody, StoredDecision } from '../../protocol/operations/restore.ts';
import { writeFacts } from '../../protocol/eligibility-facts.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDevice } from '../devices/device-store.ts';
import { findUserPrincipalName } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { accountOf } from './account-of.ts';
import { decideFor } from './decide-for.ts';
import { decisionBody } from './decision-body.ts';
import { type DecisionRow, findDecision, findDecisions, findLastDecision } from './decision-store.ts';
import { findSubject, type FoundSubject, type NamedSubject } from './find-subject.ts';
import { storedDecision } from './list-decisions.ts';

export type Answer = {
  readonly userPrincipalName: string;
  readonly deviceName: string;
  readonly decision: DecisionBody;
  readonly facts: Json;
  /** What the organization has chosen; of now. */
  readonly choices?: TenantChoices;
  /** Left out where it was decided just now. */
  readonly stored?: { readonly decisionId: string; readonly decidedAt: string };
};

export type Asked = NamedSubject & { readonly occasion: Occasion; readonly at?: Date | undefined };

export function why(context: Context, tenantId: string, asked: Asked): Promise<Result<Answer, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const subject = await findSubject(tx, asked);
    if (!subject.ok) return subject;
    const { at, occasion } = asked;
    return at === undefined
      ? decideNow(context, tx, subject.value, occasion)
      : lastUntil(tx, subject.value, { occasion, until: at });
  });
}

/** One that was stored, by its id. */
export function whyDecision(context: Context, tenantId: string, decisionId: string): Promise<Result<Answer, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const row = isUuid(decisionId) ? await findDecision(tx, decisionId) : undefined;
    if (row === undefined) {
      const detail = `There is no decision "${decisionId}". keepsake why --history lists those that there are.`;
      return fail({ code: 'not-found', detail });
    }
    const userPrincipalName = (await findUserPrincipalName(tx, row.userId)) ?? row.userId;
    const deviceName = (await findDevice(tx, row.deviceId))?.displayName ?? row.deviceId;
    return ok(storedAnswer(row, { userPrincipalName, deviceName }));
  });
}

/** What was decided about them, newest first. */
export function decisionsAbout(
  context: Context,
  tenantId: string,
  named: NamedSubject,
): Promise<Result<readonly StoredDecision[], Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const subject = await findSubject(tx, named);
    if (!subject.ok) return subject;
    const { user, device } = subject.value;
    const rows = await findDecisions(tx, { userId: user.userId, deviceId: device.deviceId, limit: HISTORY_MAX });
    return ok(rows.map(storedDecision));
  });
}

async function decideNow(
  context: Context,
  tx: TenantTransaction,
  { user, device }: FoundSubject,
  occasion: Occasion,
): Promise<Result<Answer, Problem>> {
  const ids = { userId: user.userId, deviceId: device.deviceId };
  const account = await accountOf(tx, ids);
  const decided = await decideFor(context, tx, { ...ids, account, occasion, isSignedIn: false });
  if (!decided.ok) return decided;
  const { decision, facts, choices } = decided.value;
  return ok({
    userPrincipalName: user.userPrincipalName,
    deviceName: device.displayName,
    decision: decisionBody(decision),
    facts: writeFacts(facts),
    choices,
  });
}

async function lastUntil(
  tx: TenantTransaction,
  { user, device }: FoundSubject,
  { occasion, until }: { readonly occasion: Occasion; readonly until: Date },
): Promise<Result<Answer, Problem>> {
  const ids = { userId: user.userId, deviceId: device.deviceId };
  const row = await findLastDecision(tx, ids, { occasion, until });
  const names = { userPrincipalName: user.userPrincipalName, deviceName: device.displayName };
  if (row !== undefined) return ok(storedAnswer(row, names));
  const detail = `Until ${until.toISOString()} nothing was decided about ${names.userPrincipalName} on ${names.deviceName} (${occasion}).`;
  return fail({ code: 'not-found', detail });
}

function storedAnswer(
  { decision, facts, decisionId, decidedAt }: DecisionRow,
  names: Pick<Answer, 'userPrincipalName' | 'deviceName'>,
): Answer {
  return { ...names, decision, facts, stored: { decisionId, decidedAt } };
}

const HISTORY_MAX = 200;
