// Edits that might keep one policy from blocking a restore, from the narrowest to the bluntest. Nothing here claims that an
// edit works or is harmless: `smallestChange` tries every one of them out.

import { printRule, type Rule } from '../../filter-rule/rule.ts';
import type { JsonObject } from '../members.ts';
import type { Policy } from '../policy.ts';
import type { Tenant } from '../tenant.ts';
import type { RestoreFacts } from './restore-sign-ins.ts';

export type EditKind =
  | 'excludeApplication'
  | 'removeApplication'
  | 'excludeDevices'
  | 'excludeUser'
  | 'excludePlatform'
  | 'addAlternative'
  | 'dropControl'
  | 'reportOnly';

/** `patch` is the body of Graph's PATCH: lists in it are whole, as Graph replaces them. */
export type CandidateEdit = { readonly kind: EditKind; readonly words: string; readonly patch: JsonObject };

export function candidateEdits(
  policy: Policy,
  applications: readonly string[],
  facts: RestoreFacts,
  tenant: Tenant,
): readonly CandidateEdit[] {
  const names = applications.map((id) => tenant.names.describe(id)).join(' and ');
  return [
    ...applicationEdits(policy, applications, names),
    ...deviceEdits(policy, facts),
    ...userEdits(policy, facts),
    platformEdit(policy),
    ...grantEdits(policy),
    {
      kind: 'reportOnly',
      words: 'switch the policy to report-only',
      patch: { state: 'enabledForReportingButNotEnforced' },
    },
  ];
}

function applicationEdits({ conditions }: Policy, ids: readonly string[], names: string): readonly CandidateEdit[] {
  const { include, exclude } = conditions.applications;
  const isMeant = (reference: string): boolean => ids.includes(reference.toLowerCase());
  const rest = include.filter((reference) => !isMeant(reference));
  const excludeApplications = [...exclude, ...ids];
  const excluding = { conditions: { applications: { excludeApplications } } };
  const edits: readonly CandidateEdit[] = [{ kind: 'excludeApplication', words: `exclude ${names}`, patch: excluding }];
  if (rest.length === include.length || rest.length === 0) return edits;
  const removing = { conditions: { applications: { includeApplications: rest } } };
  return [{ kind: 'removeApplication', words: `no longer name ${names}`, patch: removing }, ...edits];
}

function deviceEdits({ conditions }: Policy, { device }: RestoreFacts): readonly CandidateEdit[] {
  const profile = device?.attributes['enrollmentprofilename'];
  const wanted: Rule =
    typeof profile === 'string'
      ? { kind: 'compare', attribute: 'device.enrollmentProfileName', operator: 'eq', value: profile }
      : { kind: 'compare', attribute: 'device.trustType', operator: 'eq', value: 'AzureAD' };
  const filter = conditions.deviceFilter;
  if (filter !== undefined && filter.rule === undefined) return [];
  const mode = filter?.mode ?? 'exclude';
  const rule = filter?.rule === undefined ? wanted : joined(mode, filter.rule, wanted);
  const text = printRule(rule);
  const patch = { conditions: { devices: { deviceFilter: { mode, rule: text } } } };
  return [{ kind: 'excludeDevices', words: `exclude devices where ${printRule(wanted)}`, patch }];
}

function joined(mode: 'include' | 'exclude', old: Rule, wanted: Rule): Rule {
  return mode === 'exclude'
    ? { kind: 'or', rules: [old, wanted] }
    : { kind: 'and', rules: [old, { kind: 'not', rule: wanted }] };
}

function userEdits({ conditions }: Policy, { identity }: RestoreFacts): readonly CandidateEdit[] {
  if (identity.id === undefined) return [];
  const excludeUsers = [...conditions.users.users.exclude, identity.id];
  const who = identity.principalName ?? identity.id;
  return [
    { kind: 'excludeUser', words: `exclude the user ${who}`, patch: { conditions: { users: { excludeUsers } } } },
  ];
}

function platformEdit({ conditions }: Policy): CandidateEdit {
  const { include, exclude } = conditions.platforms;
  const includePlatforms = include.length === 0 ? ['all'] : include;
  const platforms = { includePlatforms, excludePlatforms: [...exclude, 'windows'] };
  return { kind: 'excludePlatform', words: 'exclude Windows', patch: { conditions: { platforms } } };
}

/** Controls that a device has to meet and no person can. */
const DEVICE_CONTROLS = ['compliantDevice', 'domainJoinedDevice', 'approvedApplication', 'compliantApplication'];

function grantEdits({ grant }: Policy): readonly CandidateEdit[] {
  const { builtIn, operator } = grant;
  if (builtIn.includes('block') || !builtIn.some((it) => DEVICE_CONTROLS.includes(it))) return [];
  const builtInControls = [...builtIn, 'mfa'];
  const alternative = { grantControls: { operator: 'OR', builtInControls } };
  const rest = builtIn.filter((it) => !DEVICE_CONTROLS.includes(it));
  if (operator !== 'AND' || builtIn.length === 1) {
    return [{ kind: 'addAlternative', words: 'accept multifactor authentication instead', patch: alternative }];
  }
  const dropped = { grantControls: { builtInControls: rest } };
  return [{ kind: 'dropControl', words: 'no longer ask anything of the device', patch: dropped }];
}
