// What the policies allow, judged again by code that shares nothing with the service's: few words, because the simulation's
// policies are few. Groups are those of people alone; no device of a simulation is in one.

import { GROUPS_OF_CATEGORY } from '../../../src/domain/policy/backup-groups.ts';
import { POLICIES, SETTING_DEFINITIONS } from '../../../src/domain/policy/setting-definitions.ts';
import type { Findings, Invariant, Moment } from '../invariant.ts';
import type { Served } from '../service.ts';
import type { PolicySeen, SessionSeen, Sight } from '../sight.ts';
import type { World } from '../world.ts';

/** A new offer is one that the restore toggle, or the restore policy, allowed at that time. */
const offersAreAllowed: Invariant = {
  name: 'off means no new offer',
  watch:
    ({ world }) =>
    ({ sight, before, served }) => {
      const known = new Set(before.sessions.map(({ sessionId }) => sessionId));
      return sight.sessions
        .filter(({ sessionId }) => !known.has(sessionId))
        .flatMap((it) => judge(world, sight, it, served));
    },
};

/** What a device stored by its policy's leave, it had leave for; and nothing that is excluded is in what came in. */
const capturesAreAllowed: Invariant = {
  name: 'nothing is captured without a policy',
  watch:
    ({ world }) =>
    ({ sight, served }) =>
      served.flatMap((it) => captureFindings(world, sight, it)),
};

export const POLICY_INVARIANTS: readonly Invariant[] = [offersAreAllowed, capturesAreAllowed];

function judge(world: World, sight: Sight, session: SessionSeen, served: Moment['served']): Findings {
  const { tenantId, userId, deviceId, phase, sessionId } = session;
  const subject = { tenantId, userId, deviceId };
  const asked = served.find(({ asked: { operation } }) => operation === 'requestRestoreOffer');
  if (asked === undefined) return [`${sessionId} is offered, and nobody asked`];
  if (phase === 'oobe') {
    return pageFor(world, sight, subject) === 'enabled'
      ? []
      : [`${sessionId} is offered while the restore page is off`];
  }
  const isOn = stateOf(world, sight, subject, 'EnableWindowsRestore') === 'enabled';
  return isOn ? [] : [`${sessionId} is offered (${phase}) while "Enable Windows Restore" is not on`];
}

function captureFindings(world: World, sight: Sight, { asked, actor, outcome }: Served): Findings {
  if (asked.operation !== 'createSnapshot' || actor?.kind !== 'device') return [];
  if (outcome === 'crashed' || !outcome.ok || !(outcome.value as { created: boolean }).created) return [];
  const { decidedBy, manifest } = asked.body as { decidedBy?: string; manifest: Manifest };
  const excluded = excludedFor(world, sight, actor);
  const isOn = stateOf(world, sight, actor, 'EnableWindowsBackup') === 'enabled';
  return [
    ...(decidedBy === 'policy' && !isOn ? [`${actor.userPrincipalName} is backed up while no policy allows it`] : []),
    ...manifest.categories
      .filter(({ category }) => excluded.has(category))
      .map(({ category }) => `${category} of ${actor.userPrincipalName} is stored while it is excluded`),
  ];
}

type Manifest = { readonly categories: readonly { readonly category: string }[] };
type Subject = { readonly tenantId: string; readonly userId: string; readonly deviceId: string };

/** Of several voices the stricter counts. */
function stateOf(world: World, sight: Sight, subject: Subject, name: string): 'enabled' | 'disabled' | 'silent' {
  const voices = [...tenantVoices(world, sight, subject, name), ...deviceVoices(sight, subject, name)];
  if (voices.length === 0) return 'silent';
  const stricter = name.startsWith('Disable') ? 'enabled' : 'disabled';
  return voices.includes(stricter) ? stricter : stricter === 'enabled' ? 'disabled' : 'enabled';
}

function tenantVoices(world: World, { policies }: Sight, subject: Subject, name: string): readonly string[] {
  const definition = SETTING_DEFINITIONS.find(({ policy }) => policy.name === name);
  return policies
    .filter((it) => it.collection === 'configurationPolicies' && reaches(world, it, subject))
    .flatMap(({ body }) => body.settings ?? [])
    .filter(({ settingInstance }) => settingInstance.settingDefinitionId === definition?.id)
    .map(({ settingInstance: { choiceSettingValue } }) =>
      choiceSettingValue.value === definition?.options.enabled ? 'enabled' : 'disabled',
    );
}

function deviceVoices({ reports }: Sight, { tenantId, deviceId }: Subject, name: string): readonly string[] {
  const report = reports.find((it) => it.tenantId === tenantId && it.deviceId === deviceId);
  return (report?.localPolicies ?? []).filter(({ policy }) => policy === name).map(({ state }) => state);
}

/** The first that is configured; the tenant's default comes last. */
function pageFor(world: World, { policies }: Sight, subject: Subject): string | undefined {
  const rank = ({ body }: PolicySeen) => body.priority || Infinity;
  return policies
    .filter(({ collection, body }) => collection === 'deviceEnrollmentConfigurations' && body.state !== 'notConfigured')
    .filter((it) => it.tenantId === subject.tenantId && (rank(it) === Infinity || reaches(world, it, subject)))
    .toSorted((a, b) => rank(a) - rank(b))[0]?.body.state;
}

function reaches({ tenants }: World, { tenantId, assignments }: PolicySeen, subject: Subject): boolean {
  const pilots = tenants.find((it) => it.tenantId === subject.tenantId)?.pilots;
  if (tenantId !== subject.tenantId) return false;
  const isIn = (groupId: string | undefined) =>
    groupId === pilots?.groupId && pilots?.userIds.has(subject.userId) === true;
  const met = assignments.map(({ target }) => {
    const kind = target['@odata.type'].replace('#microsoft.graph.', '');
    if (kind === 'exclusionGroupAssignmentTarget') return isIn(target.groupId) ? 'out' : 'nothing';
    return kind === 'groupAssignmentTarget' && !isIn(target.groupId) ? 'nothing' : 'in';
  });
  return met.includes('in') && !met.includes('out');
}

function excludedFor(world: World, sight: Sight, subject: Subject): ReadonlySet<string> {
  const groups = POLICIES.flatMap(({ name, effect }) =>
    effect.kind === 'exclusion' && stateOf(world, sight, subject, name) === 'enabled' ? effect.groups : [],
  );
  const categories = Object.entries(GROUPS_OF_CATEGORY).filter(([, of]) => of.some((group) => groups.includes(group)));
  return new Set(categories.map(([category]) => category));
}
