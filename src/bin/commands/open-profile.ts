// The profile that a command was asked to work on, on a disk or of the running Windows, behind one face.

import { randomUUID } from 'node:crypto';
import type { AppTarget } from '../../agent/apps/bring-back.ts';
import { runCommand } from '../../agent/apps/run-command.ts';
import { realDisk } from '../../agent/apply/disk.ts';
import { openProfileSafely } from '../../agent/apply/open-safely.ts';
import { listSessions, undoRestore } from '../../agent/apply/sessions.ts';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import type { CaptureSource } from '../../agent/capture/capture-profile.ts';
import { noteUndo } from '../../agent/restore/report-undo.ts';
import { markUndone } from '../../agent/restore/restore-marker.ts';
import { applyAndVerify } from '../../agent/restore/restore-profile.ts';
import { sessionFile } from '../../agent/restore/session-file.ts';
import { eventLog } from '../../agent/status/event-log.ts';
import { describeAnnouncement } from '../../agent/windows/announce.ts';
import { announcementsFor } from '../../agent/windows/announcements.ts';
import { readFactsFile, type StatedFacts } from '../../agent/windows/stated-facts.ts';
import type { LiveProfile } from '../../agent/windows/live-profile.ts';
import { tellWindows } from '../../agent/windows/tell-windows.ts';
import {
  listLiveSessions,
  openLiveSafely,
  type OpenedLive,
  restoreLive,
  undoLatestLive,
} from '../../agent/windows/restore-live.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { type Location, locationName } from '../../domain/catalog/setting.ts';
import { type LocalPolicy, localPolicy } from '../../domain/policy/local-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-finding.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import { readAfter } from '../../domain/restore/writes.ts';
import type { Outcome } from '../../domain/restore/verify.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { variable } from '../configuration.ts';
import { count } from '../render/table.ts';
import { factsOf, type WhichProfile } from './profile-options.ts';

export type OpenedProfile = CaptureSource & {
  readonly name: string;
  readonly warnings: readonly string[];
  /** The option that names this profile, to say in a hint. */
  readonly option: string;
  /** What Windows would be told after this plan; nothing for a profile on a disk. */
  readonly announcements: (plan: Plan) => readonly string[];
  readonly apply: (plan: Plan, description: string, choices: ApplyChoices) => Promise<Result<Applied, AgentProblem>>;
  /** Of the machine; an administrator who names a profile on a disk is not bound by any. */
  readonly policy?: LocalPolicy;
  /** Whether this process may change the machine's policies, and so pass over them. */
  readonly mayWritePolicies?: boolean;
  /** The running Windows itself; left out for a profile on a disk. */
  readonly live?: LiveProfile;
  /** Where apps can be brought back to; left out for a profile on a disk. */
  readonly appTarget?: AppTarget;
};

export type ApplyChoices = {
  readonly restartExplorer: boolean;
  /** The findings that an administrator passed over; left out where the policies allow it. */
  readonly despite?: readonly PolicyFinding[];
};

export type Applied = {
  readonly outcomes: readonly Outcome[];
  /** What the person still has to do to see everything. */
  readonly notes: readonly string[];
};

export type Undone = { readonly sessionId: string; readonly description: string; readonly restored: readonly string[] };

export type Session = { readonly startedAt: string; readonly state: string; readonly description: string };

export async function openProfileOf(
  options: WhichProfile & { readonly deviceName?: string },
): Promise<Result<OpenedProfile, AgentProblem>> {
  if (options.live === true) {
    const opened = await openLive(options);
    return opened.ok ? ok(liveFace(opened.value)) : opened;
  }
  const path = pathOf(options);
  if (!path.ok) return path;
  const profile = openProfileSafely(path.value, factsOf(options));
  if (!profile.ok) return profile;
  return ok({
    ...profile.value,
    name: profile.value.files.name,
    option: `--profile ${path.value}`,
    announcements: () => [],
    apply: async (plan, description) => {
      const applied = applyAndVerify(profile.value, plan, description, Date.now());
      return applied.ok ? ok({ outcomes: applied.value.outcomes, notes: [] }) : applied;
    },
  });
}

export async function undoOn(options: WhichProfile, force: boolean): Promise<Result<Undone, AgentProblem>> {
  if (options.live !== true) {
    const path = pathOf(options);
    const undone = path.ok ? undoRestore(path.value, force) : path;
    return undone.ok ? ok({ ...undone.value, restored: undone.value.files.map((file) => file.path) }) : undone;
  }
  const opened = await openLive(options);
  if (!opened.ok) return opened;
  const { profile } = opened.value;
  const undone = undoLatestLive(profile, force, catalog);
  if (!undone.ok) return undone;
  const { record, refused } = undone.value;
  const places = record.entries.map((entry) => entry.location);
  await tellWindows(profile, places, false);
  noteUndone(profile, record.sessionId);
  const first = refused[0];
  if (first === undefined) return ok({ ...record, restored: [count(places.length, 'value')] });
  const detail = `${count(refused.length, 'value')} could not be put back: ${locationName(first.location)}: ${first.reason}.`;
  return fail({ code: 'write-failed', detail, fix: 'Put them back by hand; the old values are in the record.' });
}

/** Where it was the restore of a session: the marker says so at once, the service hears of it by the next scheduled run. */
function noteUndone({ stateFolder, registry }: LiveProfile, recordId: string): void {
  const sessionId = noteUndo(sessionFile(realDisk, stateFolder), recordId, randomUUID);
  if (sessionId !== undefined) markUndone(registry, sessionId, new Date().toISOString());
}

export async function sessionsOf(options: WhichProfile): Promise<Result<readonly Session[], AgentProblem>> {
  if (options.live === true) {
    const opened = await openLive(options);
    return opened.ok ? listLiveSessions(opened.value.profile) : opened;
  }
  const path = pathOf(options);
  return path.ok ? listSessions(path.value) : path;
}

async function openLive(options: Parameters<typeof factsOf>[0]): Promise<Result<OpenedLive, AgentProblem>> {
  const stated = statedFacts();
  if (!stated.ok) return stated;
  const opened = await openLiveSafely({ ...stated.value.device, ...factsOf(options) }, catalog);
  if (opened.ok && opened.value.finished.length > 0) {
    const places = opened.value.finished.flatMap(({ record }) => record.entries.map((entry) => entry.location));
    await tellWindows(opened.value.profile, places, false);
  }
  return opened;
}

/** What KEEPSAKE_FACTS says instead of the running Windows. */
export function statedFacts(): Result<StatedFacts, AgentProblem> {
  const file = variable('KEEPSAKE_FACTS');
  return file === '' ? ok({ device: {}, report: {} }) : readFactsFile(file);
}

function liveFace({ profile, finished }: OpenedLive): OpenedProfile {
  const interrupted = finished.map(({ record }) => `An interrupted restore was finished first: ${record.description}.`);
  return {
    ...profile,
    warnings: [...profile.warnings, ...interrupted],
    option: '--live',
    live: profile,
    policy: localPolicy(profile.registry.read),
    mayWritePolicies: profile.registry.mayWrite({ hive: 'SOFTWARE', key: 'Policies\\Microsoft\\Windows' }),
    appTarget: { ...profile, disk: realDisk, clock: Date.now, run: runCommand },
    announcements: (plan) =>
      announcementsFor(placesOf(plan), readAfter(plan.writes, profile.read)).map(describeAnnouncement),
    apply: async (plan, description, { restartExplorer, despite }) => {
      const log = eventLog(profile.stateFolder, Date.now);
      if (despite !== undefined) log('policy-overridden', { description, despite: despite.map(({ code }) => code) });
      log('restore-started', { description, changes: plan.changes.length });
      const applied = restoreLive(profile, plan, description, catalog, Date.now());
      if (!applied.ok) {
        log('error', { ...applied.error });
        return applied;
      }
      const { outcomes, written } = applied.value;
      const failed = outcomes.filter(({ state }) => state === 'failed').length;
      log('restore-completed', { changes: outcomes.length, failed });
      return ok({ outcomes, notes: await tellWindows(profile, written, restartExplorer) });
    },
  };
}

function placesOf(plan: Plan): readonly Location[] {
  return plan.writes.map(({ location }) => location);
}

function pathOf({ profile }: WhichProfile): Result<string, AgentProblem> {
  if (profile !== undefined) return ok(profile);
  return fail({
    code: 'unknown-choice',
    detail: 'It is not said which profile.',
    fix: 'Name one with --profile <path>, or, on Windows, use the running one: --live.',
  });
}
