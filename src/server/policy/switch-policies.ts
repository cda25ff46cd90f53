// The switches of policy for whoever runs the service: the restore page, and the two policies that let people be backed up and
// given back, for everybody or for a group. Saying the same again changes nothing.

import { definitionOf } from '../../domain/policy/setting-definitions.ts';
import { WINDOWS_POLICIES } from '../../domain/policy/windows-policies.ts';
import { RESTORE_PAGE_TYPE, type RestorePageState } from '../../domain/policy/restore-page.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { assignObject } from './assign-object.ts';
import { changeObject, createObject } from './change-object.ts';
import { defaultRestorePageId } from './default-restore-page.ts';
import { allObjects } from './find-objects.ts';
import { findGroupCalled, type NamedGroup } from './group-called.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import type { PolicyAct } from './one-change.ts';
import { type ListedObject, listedAs, operatorAct } from './operate-policies.ts';

/** Of an administrator; left out: the operator's. */
type By = { readonly act?: PolicyAct };

/** Of the whole organization, or of a group: then by a configuration of this group's alone, made if need be. */
export async function setRestorePage(
  context: Context,
  tenantId: string,
  {
    state,
    group: called,
    act = operatorAct(context, tenantId),
  }: By & { readonly state: RestorePageState; readonly group?: string | undefined },
): Promise<Result<ListedObject, Problem>> {
  const change = { given: { state }, how: 'merge' } as const;
  if (called === undefined) {
    const wanted = { ...change, id: defaultRestorePageId(tenantId) };
    return asListed(ENROLLMENT, await changeObject(context, act, ENROLLMENT, wanted));
  }
  const group = await inTenant(context, tenantId, (tx) => findGroupCalled(tx, called));
  if (!group.ok) return group;
  const { groupId, displayName } = group.value;
  const all = await inTenant(context, tenantId, async (tx) => ok(await allObjects(tx, ENROLLMENT)));
  if (!all.ok) return all;
  const own = all.value.find((it) => it.body['@odata.type'] === RESTORE_PAGE_TYPE && isOnlyFor(it, groupId));
  if (own !== undefined) {
    return asListed(ENROLLMENT, await changeObject(context, act, ENROLLMENT, { ...change, id: own.id }));
  }
  const body = { '@odata.type': RESTORE_PAGE_TYPE, displayName: `Restore page for ${displayName}`, state };
  const assignments = [{ target: targetOf(group.value) }];
  return asListed(ENROLLMENT, await createObject(context, act, ENROLLMENT, { ...body, assignments }));
}

/** A policy of its own for each switch, which names it; enabling it for more adds to it. */
export async function enablePolicy(
  context: Context,
  tenantId: string,
  {
    policy: name,
    group: called,
    act = operatorAct(context, tenantId),
  }: By & { readonly policy: Switch; readonly group?: string | undefined },
): Promise<Result<ListedObject, Problem>> {
  const group =
    called === undefined ? ok(undefined) : await inTenant(context, tenantId, (tx) => findGroupCalled(tx, called));
  if (!group.ok) return group;
  const assignment = { target: targetOf(group.value) };
  const body = enablingPolicy(name);
  const all = await inTenant(context, tenantId, async (tx) => ok(await allObjects(tx, POLICIES)));
  if (!all.ok) return all;
  const own = all.value.find((it) => it.body['name'] === body.name);
  if (own === undefined) {
    return asListed(POLICIES, await createObject(context, act, POLICIES, { ...body, assignments: [assignment] }));
  }
  const place = { collection: POLICIES, id: own.id } as const;
  const reassign = (before: readonly Body[]) =>
    before.some((it) => isSameTarget(it, assignment)) ? before : [...before, assignment];
  return asListed(POLICIES, await assignObject(context, act, place, reassign));
}

export type Switch = 'backup' | 'restore';

/** As every organization has it that says so. */
export function enablingPolicy(name: Switch) {
  const policy = WINDOWS_POLICIES.find(({ effect }) => effect.kind === name);
  if (policy === undefined) throw new Error(`there is no policy for ${name}`);
  const { id: settingDefinitionId, options } = definitionOf(policy);
  const settingInstance = {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
    settingDefinitionId,
    choiceSettingValue: { value: options.enabled, children: [] },
  };
  return {
    name: `Keepsake: ${policy.title}`,
    platforms: 'windows10',
    technologies: 'mdm',
    settings: [{ settingInstance }],
  };
}

function targetOf(group: NamedGroup | undefined): Body {
  return group === undefined
    ? { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    : { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group.groupId };
}

function isOnlyFor({ assignments }: ManagementObject, groupId: string): boolean {
  const [only, ...others] = assignments;
  return (
    only !== undefined && others.length === 0 && isSameTarget(only, { target: targetOf({ groupId, displayName: '' }) })
  );
}

function isSameTarget(a: Body, b: { readonly target: Body }): boolean {
  const { '@odata.type': type, groupId } = a['target'] as Body;
  return type === b.target['@odata.type'] && groupId === b.target['groupId'];
}

function asListed(collection: Collection, result: Result<ManagementObject, Problem>): Result<ListedObject, Problem> {
  return result.ok ? ok(listedAs(collection, result.value)) : result;
}

const ENROLLMENT = 'deviceEnrollmentConfigurations';
const POLICIES = 'configurationPolicies';
