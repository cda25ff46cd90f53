// What a person chose, brought onto the profile: fetched, checked, planned, applied, read back. Before the first value is
// written the service agrees that the session still lives, and the memory says what is meant; after a crash it is read back
// what arrived, and nothing is written twice.

import type { Plan } from '../../domain/restore/plan.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { SESSION_OUTCOMES_MAX } from '../../protocol/limits.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { fetchSnapshot } from './fetch-snapshot.ts';
import { intend, remember, takePendingStep } from './move-session.ts';
import { passes } from './passing-problem.ts';
import type { RestoreChoices } from './restore-profile.ts';
import type { LiveRestore, LocalResult, RestoreChoice } from './session-memory.ts';
import { outcomesAfterCrash, settingOutcomes } from './session-outcomes.ts';
import type { SessionPorts } from './session-ports.ts';

export type ChoiceEnd =
  | { readonly kind: 'result'; readonly live: LiveRestore; readonly result: LocalResult }
  /** The service does not go on with it; nothing was written. */
  | { readonly kind: 'closed'; readonly state: string };

type Brought =
  | { readonly kind: 'brought'; readonly live: LiveRestore; readonly outcomes: readonly SessionOutcome[] }
  | Extract<ChoiceEnd, { kind: 'closed' }>;

/** A problem is one that passes: the same is tried again later. What does not pass is a failed result. */
export async function applyChoice(
  ports: SessionPorts,
  live: LiveRestore,
  choice: RestoreChoice,
): Promise<Result<ChoiceEnd, AgentProblem>> {
  const fetched = await fetchSnapshot(ports.service, choice.snapshotId);
  if (!fetched.ok) return failedOrLater(ports, live, fetched.error);
  const { snapshot } = fetched.value;
  const settings = await bringSettings(ports, live, choice, snapshot);
  if (!settings.ok) return failedOrLater(ports, ports.memory.read().live ?? live, settings.error);
  if (settings.value.kind === 'closed') return ok(settings.value);
  // Who picked settings picked them alone.
  const isEverything = choice.categories === undefined && choice.settings === undefined;
  const apps = isEverything ? ports.target.bringApps(choice.snapshotId, snapshot) : [];
  const result = resultOf(ports, [...settings.value.outcomes, ...apps]);
  return ok({ kind: 'result', live: settings.value.live, result });
}

async function bringSettings(
  ports: SessionPorts,
  live: LiveRestore,
  choice: RestoreChoice,
  snapshot: Snapshot,
): Promise<Result<Brought, AgentProblem>> {
  const { target } = ports;
  const plan = target.plan(snapshot, choicesOf(choice));
  const { application } = live;
  if (application !== null && target.wasApplied(application.id)) {
    return ok({ kind: 'brought', live, outcomes: outcomesAfterCrash(plan, application.planned) });
  }
  const total = plan.changes.length;
  const moved = await takePendingStep(ports, intend(ports, live, { kind: 'progress', done: 0, total }));
  if (!moved.ok) return moved;
  if (moved.value.kind === 'closed') return ok(moved.value);
  return applyPlan(ports, moved.value.live, choice, { snapshot, plan });
}

/** What somebody changes between plan and writing makes a new plan. */
async function applyPlan(
  ports: SessionPorts,
  live: LiveRestore,
  choice: RestoreChoice,
  planned: { readonly snapshot: Snapshot; readonly plan: Plan },
): Promise<Result<Brought, AgentProblem>> {
  let { plan } = planned;
  for (let attempt = 1; ; attempt += 1) {
    const begun = begin(ports, live, choice, plan);
    const applied = await ports.target.apply(begun.applicationId, plan, begun.description);
    if (applied.ok) return ok({ kind: 'brought', live: begun.live, outcomes: settingOutcomes(plan, applied.value) });
    if (applied.error.code !== 'profile-changed' || attempt === PLANS_MAX) return applied;
    plan = ports.target.plan(planned.snapshot, choicesOf(choice));
  }
}

function begin(
  ports: SessionPorts,
  live: LiveRestore,
  { snapshotId, deviceName }: RestoreChoice,
  { changes }: Plan,
): { readonly live: LiveRestore; readonly applicationId: string; readonly description: string } {
  const applicationId = ports.newId();
  const planned = changes.map(({ setting, category }) => ({ id: setting.id, category }));
  const begun = { ...live, application: { id: applicationId, startedAt: timeText(ports.clock()), planned } };
  remember(ports, begun);
  const description = `snapshot ${snapshotId} of ${deviceName}, settings: ${changes.length}`;
  ports.tell({ kind: 'started', sessionId: live.sessionId, description, changes: changes.length });
  return { live: begun, applicationId, description };
}

/** Nothing that should have changed did: that is a failure, not a restore. */
function resultOf(ports: SessionPorts, outcomes: readonly SessionOutcome[]): LocalResult {
  const hasFailed = outcomes.some(({ state }) => state === 'failed');
  const hasArrived = outcomes.some(({ state }) => state === 'restored' || state === 'pending');
  return {
    endedAt: timeText(ports.clock()),
    failureCode: hasFailed && !hasArrived ? 'not-verified' : null,
    outcomes: outcomes.slice(0, SESSION_OUTCOMES_MAX),
  };
}

function failedOrLater(ports: SessionPorts, live: LiveRestore, problem: AgentProblem): Result<ChoiceEnd, AgentProblem> {
  const { code } = problem;
  if (passes(problem)) return fail(problem);
  const result = { endedAt: timeText(ports.clock()), failureCode: code, outcomes: [] };
  return ok({ kind: 'result', live, result });
}

function choicesOf({ categories, settings, exact, optedIn }: RestoreChoice): RestoreChoices {
  const selection = {
    ...(categories === undefined ? {} : { categories: new Set(categories) }),
    ...(settings === undefined ? {} : { settings: new Set(settings) }),
  };
  return { selection, exact, optedIn: new Set(optedIn) };
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const PLANS_MAX = 3;
