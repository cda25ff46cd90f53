// `keepsake restore --live` as a session, so that the service decides, and the audit log knows: offered, chosen, applied and
// reported in one go. What somebody chose before, and a reboot interrupted, is brought to its end first.

import { randomBytes } from 'node:crypto';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { realDisk } from '../../agent/apply/disk.ts';
import type { Connection } from '../../agent/identity/connect.ts';
import type { RestoreChoice } from '../../agent/restore/session-memory.ts';
import type { RestoreTarget } from '../../agent/restore/session-ports.ts';
import { offerRestore, type RestoreContext, type RestoreEnd } from '../../agent/schedule/offer-restore.ts';
import { personSentence, reasonsOf } from '../../agent/status/reasons.ts';
import type { LiveProfile } from '../../agent/windows/live-profile.ts';
import { liveTarget } from '../../agent/windows/live-target.ts';
import { tellWindows } from '../../agent/windows/tell-windows.ts';
import type { Outcome } from '../../domain/restore/verify.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { uuidV7 } from '../../lib/uuid.ts';
import { deviceId, reporter } from './agent-options.ts';
import type { Applied } from './open-profile.ts';

/** `older`: the service knows no sessions. */
export async function applyInSession(
  live: LiveProfile,
  { service, credential }: Connection,
  choice: RestoreChoice,
  restartExplorer: boolean,
): Promise<Result<Applied, AgentProblem> | 'older'> {
  const readPolicy = live.registry.read;
  const report = await reporter({}, readPolicy);
  if (!report.ok) return report;
  const seen: Seen = { outcomes: [], notes: [] };
  const target = watched(live, seen, restartExplorer);
  const context: RestoreContext = {
    stateFolder: live.stateFolder,
    disk: realDisk,
    clock: Date.now,
    deviceId: deviceId(),
    readPolicy,
    report: report.value,
    connect: () => ok({ client: service, url: credential.service, deviceName: credential.device }),
    openTarget: async () => ok({ target, facts: live.facts, marker: live.registry }),
    page: { decide: async () => ({ kind: 'restore', choice }) },
    newId: () => uuidV7(Date.now(), randomBytes(10)),
  };
  const first = await offerRestore(context, 'inUse');
  const isOfBefore = first.ok && first.value.kind === 'ended' && first.value.end.snapshotId !== choice.snapshotId;
  const end = isOfBefore ? await offerRestore(context, 'inUse') : first;
  return end.ok ? appliedOf(end.value, seen) : end;
}

/** What a session does not keep: why a value could not be written, and what Windows has to be told. */
type Seen = { outcomes: readonly Outcome[]; notes: readonly string[] };

function watched(live: LiveProfile, seen: Seen, restartExplorer: boolean): RestoreTarget {
  const target = liveTarget(live, {
    disk: realDisk,
    clock: Date.now,
    announce: async (written) => {
      seen.notes = await tellWindows(live, written, restartExplorer);
    },
  });
  return {
    ...target,
    apply: async (applicationId, plan, description) => {
      const applied = await target.apply(applicationId, plan, description);
      if (applied.ok) seen.outcomes = applied.value;
      return applied;
    },
    // Apps are asked for by `--apps`.
    bringApps: () => [],
  };
}

function appliedOf(end: RestoreEnd, { outcomes, notes }: Seen): Result<Applied, AgentProblem> | 'older' {
  switch (end.kind) {
    case 'older':
      return 'older';
    case 'off':
    case 'refused':
      return fail(refusalOf(end));
    case 'open':
    case 'closed':
      return fail({
        code: 'interrupted',
        detail: 'The service ended this restore before anything was changed.',
        fix: 'Run the command again.',
      });
    case 'ended':
      return outcomes.length === 0 && end.end.outcome === 'failed'
        ? fail({ code: 'write-failed', detail: `The restore failed: ${end.end.failureCode}.`, fix: SEE_LOG })
        : ok({ outcomes, notes: end.unreported === undefined ? notes : [...notes, LATER] });
  }
}

function refusalOf(end: Extract<RestoreEnd, { kind: 'off' | 'refused' }>): AgentProblem {
  if (end.kind === 'off') {
    const [{ detail, fix } = { detail: 'A policy forbids it.', fix: SEE_LOG }] = end.reasons;
    return { code: 'policy-off', detail, fix };
  }
  const reasons = reasonsOf(end.decision);
  return { code: 'not-eligible', detail: personSentence(reasons), fix: reasons[0]?.fix ?? SEE_LOG };
}

const SEE_LOG = "The agent's log says why: keepsake agent status.";
const LATER = 'The service could not be told yet; the agent tells it later, by itself.';
