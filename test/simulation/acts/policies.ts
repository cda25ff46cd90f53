// What administrators decide for their organization: the restore toggle, policies and whom they are for.

import { RESTORE_PAGE_TYPE } from '../../../src/domain/policy/restore-page.ts';
import { defaultRestorePageId } from '../../../src/server/policy/default-restore-page.ts';
import type { Act } from '../act.ts';
import { type AskFor, asking } from '../asking.ts';
import { policyBody, type States } from '../policies.ts';
import type { Chance } from '../random.ts';
import type { Tenant } from '../world.ts';

export const POLICY_ACTS: readonly Act[] = [
  asking('the restore toggle is moved', 4, 'updateEnrollmentConfiguration', ({ chance }, { tenantId }) => ({
    params: { id: defaultRestorePageId(tenantId) },
    body: { state: chance.pick(['enabled', 'enabled', 'disabled', 'notConfigured']) },
  })),
  asking('limits are lifted', 1, 'setTenantChoices', ({ chance }) => ({
    body: {
      liftedLimits: LIMITS.filter(() => chance.happens(0.5)),
      isBackupOnByDefault: chance.happens(0.5),
    },
  })),
  asking('a policy is made', 2, 'createConfigurationPolicy', ({ chance }, tenant) => ({
    body: { ...policyBody(somePolicies(chance)), assignments: someAssignments(chance, tenant) },
  })),
  asking(
    'a policy is changed',
    2,
    'updateConfigurationPolicy',
    onePolicy(({ chance }) => policyBody(somePolicies(chance))),
  ),
  asking(
    'a policy is assigned',
    2,
    'assignConfigurationPolicy',
    onePolicy(({ chance }, tenant) => ({ assignments: someAssignments(chance, tenant) })),
  ),
  asking(
    'a policy is deleted',
    2,
    'deleteConfigurationPolicy',
    onePolicy(() => undefined),
  ),
  asking('a restore page for some is made', 1, 'createEnrollmentConfiguration', ({ chance }, tenant) => ({
    body: {
      '@odata.type': RESTORE_PAGE_TYPE,
      displayName: 'For some',
      state: chance.pick(['enabled', 'disabled', 'notConfigured']),
      assignments: someAssignments(chance, tenant),
    },
  })),
  asking('a restore page for some is deleted', 1, 'deleteEnrollmentConfiguration', ({ chance, seen }, { tenantId }) => {
    const id = anyOf(chance, seen().policies, tenantId, 'deviceEnrollmentConfigurations');
    return id === undefined ? undefined : { params: { id } };
  }),
];

function somePolicies(chance: Chance): States {
  const chosen = SWITCHES.filter(() => chance.happens(0.6)).map((name) => [name, chance.happens(0.8)] as const);
  const excluded = EXCLUSIONS.filter(() => chance.happens(0.2)).map((name) => [name, chance.happens(0.8)] as const);
  const all = [...chosen, ...excluded].map(([name, on]) => [name, on ? 'enabled' : 'disabled'] as const);
  return Object.fromEntries(all.length > 0 ? all : [['EnableWindowsRestore', 'enabled'] as const]);
}

function someAssignments(chance: Chance, { pilots }: Tenant): readonly object[] {
  const group = { groupId: pilots.groupId };
  const targets: readonly object[] = chance.pick([
    [{ '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }],
    [{ '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }],
    [{ '@odata.type': '#microsoft.graph.groupAssignmentTarget', ...group }],
    [
      { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
      { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', ...group },
    ],
    [],
  ]);
  return targets.map((target) => ({ target }));
}

function onePolicy(body: (...of: Parameters<AskFor>) => object | undefined): AskFor {
  return (simulation, tenant) => {
    const id = anyOf(simulation.chance, simulation.seen().policies, tenant.tenantId, 'configurationPolicies');
    if (id === undefined) return undefined;
    const given = body(simulation, tenant);
    return { params: { id }, ...(given === undefined ? {} : { body: given }) };
  };
}

function anyOf(
  chance: Chance,
  all: readonly { readonly tenantId: string; readonly collection: string; readonly id: string }[],
  tenantId: string,
  collection: string,
): string | undefined {
  const some = all.filter((it) => it.tenantId === tenantId && it.collection === collection);
  return some.length === 0 ? undefined : chance.pick(some).id;
}

const SWITCHES = ['EnableWindowsBackup', 'EnableWindowsRestore'];
const EXCLUSIONS = [
  'DisablePersonalizationSettingSync',
  'DisableLanguageSettingSync',
  'DisableAccessibilitySettingSync',
];
const LIMITS = ['not-hybrid-in-setup', 'supported-edition'];
