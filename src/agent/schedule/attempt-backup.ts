// One attempt at a backup: check in, capture, send, and remember how it went.

import { catalog } from '../../domain/catalog/catalog.ts';
import { categoriesOf } from '../../domain/policy/consequences.ts';
import type { LocalPolicy } from '../../domain/policy/local-policy.ts';
import { decideSnapshot } from '../../domain/snapshot/decide-snapshot.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';
import { captureProfile } from '../capture/capture-profile.ts';
import type { EventLog } from '../status/event-log.ts';
import { readOwnChoices } from '../status/own-choices.ts';
import { type AgentState, timeText } from '../status/state-file.ts';
import { sendSnapshot } from '../upload/send-snapshot.ts';
import { askLeave, type Leave, type Refusal } from './check-in.ts';
import { remember, rest } from './remember-run.ts';
import type { AgentContext, Backup, CaptureSource, RunEnd, Service } from './agent-context.ts';
import { whoAnswers } from './who-answers.ts';

export async function attemptBackup(
  context: AgentContext,
  policy: LocalPolicy,
  log: EventLog,
  { state, asked }: { readonly state: AgentState; readonly asked: 'task' | 'person' },
): Promise<Result<RunEnd, AgentProblem>> {
  const startedAt = timeText(context.clock());
  const begun: AgentState = { ...state, runningSince: startedAt, lastAttemptAt: startedAt, idle: null };
  const leave = await askFirst(context, policy, log);
  if (!leave.ok) return finish(context, log, begun, leave);
  if (leave.value.kind === 'refused') return refuse(context, log, state, leave.value.refusal);
  if (leave.value.kind === 'off') {
    rest(context, log, { ...state, idle: 'off', refusal: null }, state);
    return ok({ kind: 'off', reasons: policy.backup.reasons });
  }
  log('backup-started', { asked, excluded: leave.value.excluded });
  for (const { code, detail } of policy.problems) log('policy-problem', { code, detail });
  const { excludedGroups, groupsLeftToPeople } = leave.value.heldByService;
  const heldByService = { excludedGroups: [...excludedGroups], groupsLeftToPeople: [...groupsLeftToPeople] };
  const capturing = { ...begun, refusal: null, heldByService };
  remember(context, log, capturing);
  return finish(context, log, capturing, await backUp(context, leave.value, log));
}

function finish(
  context: AgentContext,
  log: EventLog,
  begun: AgentState,
  backup: Result<Backup, AgentProblem>,
): Result<RunEnd, AgentProblem> {
  const lastAttemptAt = timeText(context.clock());
  const ended = { ...begun, runningSince: null, lastAttemptAt };
  if (!backup.ok) {
    const { code, detail, fix } = backup.error;
    log('error', { code, detail, fix });
    remember(context, log, { ...ended, failures: begun.failures + 1, problem: { code, detail, fix } });
    return backup;
  }
  log('backup-completed', backup.value);
  const kept = remember(context, log, {
    ...ended,
    lastSuccessAt: lastAttemptAt,
    failures: 0,
    problem: null,
    lastBackup: backup.value,
  });
  return ok({ kind: 'backed-up', backup: backup.value, ...(kept.ok ? {} : { notRemembered: kept.error }) });
}

/** A no is no failure: the next waking asks again. A line in the log only when the reasons are others. */
function refuse(
  context: AgentContext,
  log: EventLog,
  state: AgentState,
  refusal: Refusal,
): Result<RunEnd, AgentProblem> {
  const at = timeText(context.clock());
  const { decisionId, verdict } = refusal;
  const reasons = refusal.reasons.map(({ code, detail, fix }) => ({ code, detail, fix }));
  const isNews = JSON.stringify(state.refusal?.reasons) !== JSON.stringify(reasons);
  if (isNews) log('backup-refused', { decisionId, verdict, reasons });
  const refused = { at: isNews ? at : (state.refusal?.at ?? at), decisionId, verdict, reasons };
  const next: AgentState = {
    ...state,
    lastAttemptAt: at,
    idle: 'refused',
    failures: 0,
    problem: null,
    refusal: refused,
  };
  remember(context, log, next);
  return ok({ kind: 'refused', refusal });
}

type Parts = { readonly source: CaptureSource; readonly service: Service };
type Granted = Extract<Leave, { kind: 'granted' }> & Parts;
type Asked = Granted | Extract<Leave, { kind: 'refused' }> | { readonly kind: 'off' };

/** A device without a policy of its own stays off where the service can not be asked. */
async function askFirst(
  context: AgentContext,
  policy: LocalPolicy,
  log: EventLog,
): Promise<Result<Asked, AgentProblem>> {
  const hasPolicy = policy.backup.allowed;
  const parts = await openParts(context);
  if (!parts.ok) return hasPolicy ? parts : ok({ kind: 'off' });
  const { service, source } = parts.value;
  const { leftOut, takenIn } = readOwnChoices(context.stateFolder);
  const own = { policy, readPolicy: context.readPolicy, takenIn };
  const leave = await askLeave(service.client, context.report(source.facts), own);
  if (!leave.ok) return hasPolicy ? fail(await whoAnswers(service.url, leave.error)) : ok({ kind: 'off' });
  if (leave.value.kind === 'refused') return ok(leave.value);
  if (!leave.value.isByService) log('service-older', { decidedBy: "the device's policies" });
  if (!leave.value.isByService && !hasPolicy) return ok({ kind: 'off' });
  const excluded = [...new Set([...leave.value.excluded, ...categoriesOf(leftOut)])];
  return ok({ ...leave.value, excluded, ...parts.value });
}

async function openParts(context: AgentContext): Promise<Result<Parts, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const source = await context.openSource();
  return source.ok ? ok({ source: source.value, service: service.value }) : source;
}

async function backUp(context: AgentContext, leave: Granted, log: EventLog): Promise<Result<Backup, AgentProblem>> {
  const { excluded, optedIn, service, source } = leave;
  const capturedAt = timeText(context.clock());
  const { snapshot, observed } = captureProfile(source, catalog, { excluded, optedIn, capturedAt });
  for (const { setting, observation } of observed) {
    const because = observation.state === 'absent' ? observation.because : undefined;
    if (because !== undefined) log('setting-not-taken', { settingId: setting.id, because });
  }
  const decision = decideSnapshot(snapshot.manifest, undefined, false);
  if (!decision.ok) return fail(fromService(decision.error));
  const sent = await sendSnapshot(service.client, snapshot, leave.isByService ? { decidedBy: 'policy' } : {});
  if (!sent.ok) return fail(await whoAnswers(service.url, sent.error));
  const { outcome, bytesSent } = sent.value;
  const { snapshotId, settingCount } = sent.value.snapshot;
  return ok({ outcome, snapshotId, settingCount, bytesSent, requests: service.client.requestCount() });
}
