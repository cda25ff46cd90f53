// What the organization decides about backups and restores, ring by ring: first pilots, then more, then everybody. Each change by
// the administrator at its time, so that the history of a policy tells the story.

import type { Json } from '../../lib/canonical-json.ts';
import { definitionOf, POLICIES } from '../../domain/policy/setting-definitions.ts';
import { RESTORE_PAGE_TYPE } from '../../domain/policy/restore-page.ts';
import { ok } from '../../lib/result.ts';
import { type Context, newId } from '../../server/context.ts';
import { findGroups } from '../../server/directory/group-store.ts';
import { auditActorOf, type UserActor } from '../../server/identity/actor.ts';
import { assignObject } from '../../server/policy/assign-object.ts';
import { changeObject, createObject } from '../../server/policy/change-object.ts';
import { defaultRestorePageId } from '../../server/policy/default-restore-page.ts';
import type { PolicyAct } from '../../server/policy/one-change.ts';
import { inTenant } from '../../server/transact.ts';
import { certain, contextAt } from './device-life.ts';
import { PILOT_RING, RING_TWO } from './directory.ts';
import type { Timeline } from './timeline.ts';

type Switches = Readonly<Record<string, 'enabled' | 'disabled'>>;

export type Rollout = {
  readonly context: Context;
  readonly timeline: Timeline;
  readonly administrator: UserActor;
  /** The time so many days ago. */
  readonly daysAgo: (days: number) => number;
};

export const ROLLOUT_DAYS = { pilot: 118, ringTwo: 96, everybody: 74 } as const;

export function planPolicies({ context, timeline, administrator, daysAgo }: Rollout): void {
  const { tenantId } = administrator;
  const act = (time: number): PolicyAct => {
    const correlationId = newId(contextAt(context, time));
    return { tenantId, actor: auditActorOf(administrator), correlationId };
  };
  const create = async (time: number, body: Readonly<Record<string, Json>>, assignments: readonly Json[]) =>
    certain(await createObject(contextAt(context, time), act(time), 'configurationPolicies', { ...body, assignments }));

  const ids: Record<string, string> = {};
  timeline.at(daysAgo(ROLLOUT_DAYS.pilot), async (time) => {
    const pilots = await toGroup(context, tenantId, PILOT_RING);
    const on = { EnableWindowsBackup: 'enabled', EnableWindowsRestore: 'enabled' } as const;
    ids['backup'] = (await create(time, policyOf('Windows Backup and Restore', on), [pilots])).id;
    const page = { '@odata.type': RESTORE_PAGE_TYPE, displayName: 'Restore page for the pilots', state: 'enabled' };
    const body = { ...page, assignments: [pilots] };
    certain(await createObject(contextAt(context, time), act(time), 'deviceEnrollmentConfigurations', body));
  });
  timeline.at(daysAgo(110), async (time) => {
    const production = await toGroup(context, tenantId, 'Production');
    const body = policyOf('Shop floor: language stays as the line needs it', { DisableLanguageSettingSync: 'enabled' });
    await create(time, body, [production]);
  });
  const widen = (days: number, targets: () => Promise<readonly Json[]>): void =>
    timeline.at(daysAgo(days), async (time) => {
      const place = { collection: 'configurationPolicies', id: ids['backup'] ?? '' } as const;
      const wanted = await targets();
      certain(await assignObject(contextAt(context, time), act(time), place, () => [...wanted]));
    });
  widen(ROLLOUT_DAYS.ringTwo, async () => [
    await toGroup(context, tenantId, PILOT_RING),
    await toGroup(context, tenantId, RING_TWO),
  ]);
  widen(ROLLOUT_DAYS.everybody, async () => [ALL_DEVICES]);
  timeline.at(daysAgo(41), async (time) => {
    const wanted = { id: defaultRestorePageId(tenantId), given: { state: 'enabled' }, how: 'merge' } as const;
    certain(await changeObject(contextAt(context, time), act(time), 'deviceEnrollmentConfigurations', wanted));
  });
  timeline.at(daysAgo(19), async (time) => {
    const finance = await toGroup(context, tenantId, 'Finance');
    await create(time, policyOf('Finance: apps stay as packaged', { DisableApplicationSettingSync: 'enabled' }), [
      finance,
    ]);
  });
}

const ALL_DEVICES: Json = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };

async function toGroup(context: Context, tenantId: string, name: string): Promise<Json> {
  const groups = certain(await inTenant(context, tenantId, async (tx) => ok(await findGroups(tx))));
  const groupId = groups.find(({ displayName }) => displayName === name)?.groupId;
  if (groupId === undefined) throw new Error(`there is no group ${name}`);
  return { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId } };
}

function policyOf(name: string, switches: Switches): Readonly<Record<string, Json>> {
  const settings = Object.entries(switches).map(([policyName, state]) => {
    const policy = POLICIES.find((it) => it.name === policyName);
    if (policy === undefined) throw new Error(`there is no policy ${policyName}`);
    const { id, options } = definitionOf(policy);
    return {
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: id,
        choiceSettingValue: { value: options[state], children: [] },
      },
    };
  });
  return { name, platforms: 'windows10', technologies: 'mdm', settings };
}
