// Everything about an organization that decides and is the same for everybody: its policies, its Conditional Access, its choices.
// A forecast asks about the same people and devices in another world.

import type { AttributeValue } from '../filter-rule/judge.ts';
import type { Tenant } from '../conditional-access/tenant.ts';
import type { TenantChoices } from '../eligibility/choices.ts';
import type { StoppedRing } from '../eligibility/facts.ts';
import { attributesOf } from '../filter-rule/rule.ts';
import type { Assignment } from '../policy/assignment.ts';
import type { AssignmentFilter } from '../policy/assignment-filter.ts';
import type { TenantPolicy } from '../policy/configuration-policy.ts';
import type { RestorePageConfiguration } from '../policy/restore-page.ts';
import type { StatusPage } from '../policy/status-page.ts';
import type { Situation } from './situation.ts';

export type World = {
  readonly policies: readonly TenantPolicy[];
  readonly restorePages: readonly RestorePageConfiguration[];
  readonly filters: readonly AssignmentFilter[];
  readonly statusPages: readonly StatusPage[];
  /** Left out: nobody knows. */
  readonly conditionalAccess?: Tenant;
  readonly choices: TenantChoices;
  /** Of the rollout that are stopped, by whoever knows how they are made up. */
  readonly rings?: {
    readonly groupIds: readonly string[];
    readonly stoppedFor: (memberships: Memberships) => readonly StoppedRing[];
  };
  /** Groups that hold people alone, so that no device needs to be looked for in them. */
  readonly peopleGroupIds?: readonly string[];
  /** That something else is assigned to which tells of devices: Autopilot profiles. */
  readonly otherGroupIds?: readonly string[];
  /** Collections of which nobody knows what they hold: what they do not say is then not known, instead of not configured. */
  readonly unknown?: { readonly policies?: boolean; readonly restorePages?: boolean };
};

export type Memberships = {
  readonly userGroupIds: readonly string[] | undefined;
  readonly deviceGroupIds: readonly string[] | undefined;
};

/** What policies can tell subjects apart by, in this world; whatever else differs between two is the same to them. */
export type Mentions = {
  /** In lower case. */
  readonly policyGroups: ReadonlySet<string>;
  /** Of filters and Conditional Access together, without `device.`, in lower case. */
  readonly filterAttributes: ReadonlySet<string>;
  readonly accessAttributes: ReadonlySet<string>;
  /** As Conditional Access refers to them: ids, names, placeholders. */
  readonly accessUsers: ReadonlySet<string>;
  readonly accessGroups: readonly string[];
};

export function mentionsOf(world: World): Mentions {
  const { policies, restorePages, statusPages, filters, conditionalAccess, rings, otherGroupIds = [] } = world;
  const assigned = [...policies, ...restorePages, ...statusPages].flatMap(({ assignments }) => assignments);
  const conditions = conditionalAccess?.policies.map((policy) => policy.conditions) ?? [];
  const groups = conditions.flatMap(({ users }) => [...users.groups.include, ...users.groups.exclude]);
  const people = conditions.flatMap(({ users }) => [...users.users.include, ...users.users.exclude]);
  const rules = conditions.flatMap(({ deviceFilter }) => deviceFilter?.rule ?? []);
  return {
    policyGroups: new Set([
      ...assigned.flatMap(groupOf),
      ...inLowerCase([...(rings?.groupIds ?? []), ...otherGroupIds]),
    ]),
    filterAttributes: new Set(filters.flatMap(({ rule }) => attributesOf(rule)).map(plain)),
    accessAttributes: new Set(rules.flatMap(attributesOf).map(plain)),
    accessUsers: new Set(people.map((reference) => reference.toLowerCase())),
    accessGroups: [...new Set(groups)],
  };
}

function groupOf({ target }: Assignment): readonly string[] {
  return target.kind === 'group' || target.kind === 'excludedGroup' ? [target.groupId.toLowerCase()] : [];
}

function inLowerCase(ids: readonly string[]): readonly string[] {
  return ids.map((id) => id.toLowerCase());
}

function plain(attribute: string): string {
  return attribute.toLowerCase().replace(/^device\./, '');
}

/** What a filter's attribute is read from; of one that is not listed nobody knows anything. */
export function attributeSource(attribute: string, { device, deviceId, enrollmentProfileName }: Situation): Source {
  switch (attribute) {
    case 'devicename':
    case 'displayname':
      return [device.deviceName];
    case 'deviceid':
      return [deviceId];
    case 'manufacturer':
      return [device.manufacturer];
    case 'model':
      return [device.model];
    case 'deviceownership':
    case 'ownership':
      return [device.ownership];
    case 'operatingsystemsku':
      return [device.sku, device.edition];
    case 'operatingsystem':
    case 'osversion':
    case 'operatingsystemversion':
      return [device.windowsBuild, device.updateRevision];
    case 'enrollmentprofilename':
      return [enrollmentProfileName];
    case 'devicetrusttype':
      return [device.joinState];
    default:
      return [];
  }
}

type Source = readonly (AttributeValue | number | undefined)[];
