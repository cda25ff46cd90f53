// What the "Windows Backup" page asks of the agent: how the backups stand, what there is, what a restore would do. Each is an
// existing use case; here is only the choice of what a person sees of it.

import { ALL_GROUPS } from '../../domain/policy/backup-groups.ts';
import { heldBackByBoth } from '../../domain/policy/held-back.ts';
import type { LocalPolicy } from '../../domain/policy/local-policy.ts';
import type { Change } from '../../domain/restore/plan.ts';
import type { SettingValue } from '../../domain/catalog/setting.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { BackupEnd, BackupView, HistoryView, PreviewedChange, RestorePreview } from '../../protocol/experience.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { fetchSnapshot, listAllSnapshots } from '../restore/fetch-snapshot.ts';
import type { RestoreChoice } from '../restore/session-memory.ts';
import type { AgentContext } from '../schedule/agent-context.ts';
import { runBackup } from '../schedule/run-backup.ts';
import type { OwnChoices } from '../status/own-choices.ts';
import type { AgentStatus } from '../status/status.ts';
import type { ServiceClient } from '../upload/service-client.ts';
import type { ConversationContext } from './conversation.ts';
import { named } from './restore-view.ts';

export function backupView(
  { state, policy, decision, nextBackupAt, problems }: AgentStatus,
  { leftOut, takenIn }: OwnChoices,
): BackupView {
  const held = heldBackByBoth(policy, state.heldByService ?? { excludedGroups: [], groupsLeftToPeople: [] });
  const isErased = state.problem?.code === 'erased';
  return {
    lastSuccessAt: isErased ? null : state.lastSuccessAt,
    nextBackupAt: isErased ? null : nextBackupAt,
    isOff: decision.kind === 'off',
    isErased,
    settingCount: isErased ? null : (state.lastBackup?.settingCount ?? null),
    problems: problems.filter(({ code }) => code !== 'erased'),
    groups: ALL_GROUPS.map((group) => {
      const isHeldBack = held.excludedGroups.includes(group);
      const mayChoose = !isHeldBack || held.groupsLeftToPeople.includes(group);
      const title = isHeldBack ? excludedBy(policy, group) : undefined;
      const isIncluded = mayChoose && (isHeldBack ? takenIn.includes(group) : !leftOut.includes(group));
      return { group, isIncluded, isHeldBack, mayChoose, ...(title === undefined ? {} : { policy: title }) };
    }),
  };
}

export async function backUpNow(context: AgentContext): Promise<Result<BackupEnd, AgentProblem>> {
  const end = await runBackup(context, 'person');
  if (!end.ok) return end;
  switch (end.value.kind) {
    case 'backed-up': {
      const { outcome, settingCount } = end.value.backup;
      return ok({ kind: 'backed-up', outcome, settingCount });
    }
    case 'off':
      return ok({ kind: 'refused', reasons: end.value.reasons.map(problemOf) });
    case 'refused':
      return ok({ kind: 'refused', reasons: end.value.refusal.reasons.map(problemOf) });
    case 'waiting':
      throw new Error('somebody who asks does not wait');
  }
}

/** Every device that the person has backups of, this one first. */
export async function history(client: ServiceClient, deviceName: string): Promise<Result<HistoryView, AgentProblem>> {
  const [profiles, snapshots] = [await client.listProfiles(), await listAllSnapshots(client)];
  if (!profiles.ok) return profiles;
  if (!snapshots.ok) return snapshots;
  const devices = profiles.value.profiles.map(({ profileId, deviceName: name, lastConfirmedAt }) => ({
    profileId,
    deviceName: name,
    isThisDevice: name.toUpperCase() === deviceName.toUpperCase(),
    lastConfirmedAt,
    snapshots: snapshots.value
      .filter((it) => it.profileId === profileId)
      .map(({ snapshotId, receivedAt, settingCount, isHead: isLatest }) => {
        return { snapshotId, receivedAt, settingCount, isLatest };
      }),
  }));
  return ok({ devices: devices.toSorted((a, b) => Number(b.isThisDevice) - Number(a.isThisDevice)) });
}

/** The plan that a restore would apply, made now. */
export async function preview(
  context: ConversationContext,
  snapshotId: string,
  category: string | null,
): Promise<Result<RestorePreview, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const fetched = await fetchSnapshot(service.value.client, snapshotId);
  if (!fetched.ok) return fetched;
  const opened = await context.openTarget();
  if (!opened.ok) return opened;
  const selection = category === null ? {} : { categories: new Set([category]) };
  const { snapshot, summary } = fetched.value;
  const plan = opened.value.target.plan(snapshot, { selection, exact: false, optedIn: new Set() });
  return ok({
    deviceName: summary.deviceName,
    changes: plan.changes.map(changeOf),
    unchangedCount: plan.unchanged.length,
    exclusions: plan.exclusions.map(({ settingId: id, category: of, code }) =>
      named({ kind: 'setting', id, category: of, state: 'excluded', code }),
    ),
  });
}

/** What the driver remembers of a choice made here. */
export async function choiceFor(
  context: ConversationContext,
  snapshotId: string,
  categories: readonly string[],
): Promise<Result<RestoreChoice, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const fetched = await fetchSnapshot(service.value.client, snapshotId, { withFiles: false });
  if (!fetched.ok) return fetched;
  const { profileId, deviceName } = fetched.value.summary;
  const some = categories.length === 0 ? {} : { categories: [...categories] };
  return ok({ profileId, snapshotId, deviceName, ...some, exact: false, optedIn: [] });
}

function changeOf({ setting, category, before, after }: Change): PreviewedChange {
  const words = (value: SettingValue | undefined): string | null =>
    value === undefined ? null : setting.codec.describe(value);
  return { settingId: setting.id, name: setting.name, category, before: words(before), after: words(after) };
}

function excludedBy({ values }: LocalPolicy, group: string): string | undefined {
  return values.find(
    ({ policy: { effect }, state }) =>
      state === 'enabled' && effect.kind === 'exclusion' && (effect.groups as readonly string[]).includes(group),
  )?.policy.title;
}

function problemOf({ code, detail, fix }: AgentLike): AgentLike {
  return { code, detail, fix };
}

type AgentLike = { readonly code: string; readonly detail: string; readonly fix: string };
