// Policies for people: what there is, what holds for somebody and from whom, what an organization chose.

import type { Json } from '../../lib/canonical-json.ts';
import type { EffectivePolicy, PolicyOrigin, TenantChoices } from '../../protocol/operations/policy.ts';
import type { ListedObject } from '../../server/policy/operate-policies.ts';
import { bold } from '../output.ts';
import { count, table } from './table.ts';

export function listText(objects: readonly ListedObject[]): string {
  const rows = objects.map((listed) => [
    listed.name,
    KINDS[listed.collection],
    stateOf(listed),
    assignedTo(listed),
    textOf(listed.object['id']),
  ]);
  return table(['Name', 'Kind', 'State', 'For', 'Id'], rows);
}

export function objectLine(listed: ListedObject): string {
  const state = stateOf(listed);
  return `${listed.name}: ${[state, assignedTo(listed)].filter((it) => it !== '').join(', ')} (${textOf(listed.object['id'])})`;
}

export function effectiveText(policy: EffectivePolicy): string {
  const rows = policy.values.map(({ title, state, isConflict, origins, missing = [] }) => [
    title,
    isConflict ? `${state} (conflict)` : state,
    origins.length > 0 ? origins.map(originWords).join('; ') : missing.map((fact) => `${fact}?`).join(', '),
  ]);
  const { restorePage, installsQualityUpdates: updates } = policy;
  const page = [restorePage.origin === null ? '' : originWords(restorePage.origin), ...(restorePage.missing ?? [])];
  return [
    `${bold(`${policy.userPrincipalName} on ${policy.deviceName}`)}\n${table(['Policy', 'State', 'From'], rows)}`,
    `Show restore page: ${[restorePage.state, ...page.filter((it) => it !== '')].join(', ')}`,
    `Left out of backups: ${policy.excludedGroups.join(', ') || 'nothing'}`,
    `Travels because asked for: ${policy.optedIn.join(', ') || 'nothing'}`,
    `Quality updates during setup: ${updates === null ? 'not known' : updates ? 'yes' : 'no'}`,
    ...policy.problems.map(({ detail, fix }) => `To put right: ${detail}\n  ${fix}`),
  ].join('\n\n');
}

export function choicesText(choices: TenantChoices): string {
  const rows = choices.liftable.map(({ ruleId, title }) => [
    ruleId,
    choices.liftedLimits.includes(ruleId) ? 'lifted' : 'counts',
    title,
  ]);
  const { version } = choices.buildTable as { readonly version?: Json };
  const own = choices.isBuildTableOwn ? 'of your own' : "Keepsake's";
  return [
    table(['Limit', 'State', 'What has to be so'], rows),
    `Windows 11 26H2 backs up where no policy says anything: ${choices.isBackupOnByDefault ? 'on' : 'off'}`,
    `Minimum builds: ${own}, version ${textOf(version)}`,
    ...choices.waitingFlights.map(
      ({ flightId, name }) =>
        `Does not count yet, its terms are not accepted: ${name}\n  keepsake flights show ${flightId}`,
    ),
  ].join('\n\n');
}

const KINDS = {
  configurationPolicies: 'policy',
  deviceEnrollmentConfigurations: 'enrollment',
  windowsAutopilotDeploymentProfiles: 'Autopilot profile',
  assignmentFilters: 'filter',
} as const;

function stateOf({ collection, object }: ListedObject): string {
  if (collection === 'configurationPolicies') return count(Number(object['settingCount']), 'setting');
  if (typeof object['state'] === 'string') return object['state'];
  if (typeof object['installQualityUpdates'] === 'boolean') {
    return object['installQualityUpdates'] ? 'quality updates' : 'no quality updates';
  }
  return textOf(object['rule']);
}

function assignedTo({ collection, object }: ListedObject): string {
  if (collection === 'assignmentFilters') return '';
  const assignments = (object['assignments'] ?? []) as readonly { readonly target: Readonly<Record<string, Json>> }[];
  if (assignments.length === 0) return object['priority'] === 0 ? 'everybody' : 'nobody';
  return assignments.map(({ target }) => targetWords(target)).join(', ');
}

function targetWords({ '@odata.type': type, groupId }: Readonly<Record<string, Json>>): string {
  if (typeof groupId === 'string') return `${textOf(type).includes('exclusion') ? 'not ' : ''}group ${groupId}`;
  return textOf(type).includes('allDevices') ? 'all devices' : 'all users';
}

function originWords({ by, policyName, through, location }: PolicyOrigin): string {
  if (by !== 'tenant') return by === 'windowsDefault' ? "Windows' default" : `${LOCAL[by]}, ${location ?? ''}`;
  const group = through?.groupName ?? through?.groupId ?? '';
  const whom = through?.kind === 'group' ? `group ${group}` : THROUGH[through?.kind ?? 'everybody'];
  return `${JSON.stringify(policyName)} for ${whom}`;
}

const LOCAL = { gpo: 'Group Policy', mdm: 'MDM' } as const;
const THROUGH = { allDevices: 'all devices', allUsers: 'all users', everybody: 'everybody' } as const;

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
