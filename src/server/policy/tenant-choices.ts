// Reads and changes what an organization chose about eligibility: limits of Microsoft's service that do not count here, Windows'
// own default of 26H2, and minimum builds of its own. What is already so is not changed again.

import type { AuditActor } from '../../domain/audit/event.ts';
import { parseBuildTable } from '../../domain/eligibility/parse-build-table.ts';
import { DEFAULT_CHOICES } from '../../domain/eligibility/choices.ts';
import { type AcceptedTerms, FLIGHTS, isChosen, isOpen } from '../../domain/eligibility/flights.ts';
import { RULES } from '../../domain/eligibility/rules.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { TenantChoices } from '../../protocol/operations/policy.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findAcceptedTerms } from './flight-store.ts';
import { findStoredChoices, storeChoices, type StoredChoices } from './tenant-choice-store.ts';

export type ChoiceAct = {
  readonly tenantId: string;
  readonly actor: AuditActor;
  readonly correlationId: string;
};

/** What is left out stays. */
export type WantedChoices = {
  readonly liftedLimits?: readonly string[];
  readonly isBackupOnByDefault?: boolean;
  /** As JSON; null: the one that Keepsake brings. */
  readonly buildTable?: object | null;
};

export function getTenantChoices(context: Context, tenantId: string): Promise<Result<TenantChoices, Problem>> {
  return inTenant(context, tenantId, async (tx) =>
    ok(shown((await findStoredChoices(tx)) ?? NOTHING, await findAcceptedTerms(tx))),
  );
}

export async function setTenantChoices(
  context: Context,
  { tenantId, actor, correlationId }: ChoiceAct,
  wanted: WantedChoices,
): Promise<Result<TenantChoices, Problem>> {
  const checked = checkWanted(wanted);
  if (!checked.ok) return checked;
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, tenantId, async (tx) => {
    const before = (await findStoredChoices(tx)) ?? NOTHING;
    const after = { ...before, ...checked.value };
    const accepted = await findAcceptedTerms(tx);
    const changed = CHOICES.filter((it) => !isSame(before[it], after[it]));
    if (changed.length === 0) return ok(shown(before, accepted));

    await storeChoices(tx, after, new Date(now));
    const properties = Object.fromEntries(
      changed.map((it) => [it, { old: auditValue(before[it]), new: auditValue(after[it]) }]),
    );
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor,
      activity: 'tenantChoices.set',
      correlationId,
      resources: [{ type: 'TenantChoices', id: tenantId, properties }],
    });
    return ok(shown(after, accepted));
  });
}

const NOTHING: StoredChoices = { liftedLimits: [], isBackupOnByDefault: false, buildTable: undefined };
const CHOICES = ['liftedLimits', 'isBackupOnByDefault', 'buildTable'] as const;

/** Only what an organization may lift, in the order of the rules. */
const LIFTABLE = RULES.filter(({ limit }) => limit === 'service').map(({ id, title }) => ({ ruleId: id, title }));

function checkWanted({ liftedLimits, isBackupOnByDefault, buildTable }: WantedChoices) {
  const strange = liftedLimits?.find((id) => !LIFTABLE.some(({ ruleId }) => ruleId === id));
  if (strange !== undefined) return notLiftable(strange);
  const table = buildTable === undefined || buildTable === null ? undefined : parseBuildTable(buildTable);
  if (table !== undefined && !table.ok) return refuse(`The table of builds is not one: ${table.error.join('; ')}.`);
  const lifted = LIFTABLE.map(({ ruleId }) => ruleId).filter((id) => liftedLimits?.includes(id));
  return ok<Partial<StoredChoices>>({
    ...(liftedLimits === undefined ? {} : { liftedLimits: lifted }),
    ...(isBackupOnByDefault === undefined ? {} : { isBackupOnByDefault }),
    ...(buildTable === undefined ? {} : { buildTable: table?.value }),
  });
}

function notLiftable(id: string): Result<never, Problem> {
  const rule = RULES.find((it) => it.id === id);
  const why =
    rule === undefined ? 'There is no such rule' : `"${rule.title}" is no limit of a service but of the matter`;
  const known = LIFTABLE.map(({ ruleId }) => ruleId).join(', ');
  return refuse(`${JSON.stringify(id)} can not be lifted. ${why}. These can: ${known}.`);
}

function shown(chosen: StoredChoices, accepted: AcceptedTerms): TenantChoices {
  const { liftedLimits, isBackupOnByDefault, buildTable } = chosen;
  const waiting = FLIGHTS.filter((it) => isChosen(it, chosen) && !isOpen(it, accepted));
  return {
    liftedLimits: [...liftedLimits],
    isBackupOnByDefault,
    buildTable: (buildTable ?? DEFAULT_CHOICES.buildTable) as object,
    isBuildTableOwn: buildTable !== undefined,
    waitingFlights: waiting.map(({ id: flightId, name }) => ({ flightId, name })),
    liftable: LIFTABLE,
  };
}

type Choice = StoredChoices[(typeof CHOICES)[number]];

function auditValue(choice: Choice): string | boolean | readonly string[] | undefined {
  if (choice === undefined || typeof choice === 'boolean') return choice;
  return Array.isArray(choice) ? (choice as readonly string[]) : canonicalJson(choice);
}

function isSame(a: Choice, b: Choice): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function refuse(detail: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail });
}
