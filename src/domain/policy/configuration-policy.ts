// A policy of Intune's settings catalog (`deviceManagementConfigurationPolicy` with its settings and assignments) → what it says
// of the policies that matter here.
//
// Guarantees: any JSON gives a policy or findings, never an exception. Settings that Keepsake does not know are counted and
// otherwise none of its business. A setting that it knows with an option that it does not is kept as "not understood", which
// counts as the stricter state: a policy half written must never widen what travels.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Finding, isMalformed } from '../conditional-access/finding.ts';
import { type Members, membersOf } from '../conditional-access/members.ts';
import { type Assignment, readAssignments } from './assignment.ts';
import type { Policy, PolicyState } from './policy.ts';
import { definitionById, type SettingDefinition } from './setting-definitions.ts';

/** What an administrator chose in the service, and for whom. */
export type TenantPolicy = {
  readonly id: string;
  readonly name: string;
  readonly settings: readonly ChosenSetting[];
  readonly assignments: readonly Assignment[];
};

export type ChosenSetting = {
  readonly policy: Policy;
  readonly state: PolicyState | 'notUnderstood';
  /** Only of a policy that is enabled and has the choice. */
  readonly userMayOverride?: boolean;
};

export type ParsedPolicy = {
  readonly policy: TenantPolicy;
  readonly unknownSettingCount: number;
  /** What was not understood without making the policy unreadable. */
  readonly findings: readonly Finding[];
};

/** Settings and assignments may be left out: Graph gives them apart unless they are expanded. */
export function parseConfigurationPolicy(json: Json): Result<ParsedPolicy, readonly Finding[]> {
  const findings: Finding[] = [];
  const at = membersOf(json, '$', findings);
  const id = at.text('id') ?? '';
  const name = at.text('name') ?? at.text('displayName');
  if (name === undefined) at.report('missing-member', 'A policy has a name.', 'name');
  const read = at.objects('settings').map(readSetting);
  const settings = read.filter((setting) => setting !== undefined);
  const policy = { id, name: name ?? id, settings, assignments: readAssignments(at) };
  if (isMalformed(findings)) return fail(findings);
  return ok({ policy, unknownSettingCount: read.length - settings.length, findings });
}

/** `undefined` for a setting that Keepsake does not know. */
function readSetting(at: Members): ChosenSetting | undefined {
  const instance = at.section('settingInstance');
  const id = instance.text('settingDefinitionId');
  if (id === undefined) instance.report('missing-member', 'A setting names its definition.', 'settingDefinitionId');
  const definition = id === undefined ? undefined : definitionById(id);
  if (definition === undefined) return undefined;
  const { policy, options } = definition;
  const choice = instance.section('choiceSettingValue');
  const state = optionIn(choice, options);
  const override = state === 'enabled' ? overrideIn(choice, definition) : undefined;
  return { policy, state, ...(override === undefined ? {} : { userMayOverride: override }) };
}

/** Without the check box, a person may not. */
function overrideIn(choice: Members, { override }: SettingDefinition): boolean | undefined {
  if (override === undefined) return undefined;
  const box = choice
    .objects('children')
    .find((child) => child.text('settingDefinitionId')?.toLowerCase() === override.id);
  if (box === undefined) return false;
  const { allowed, refused } = override;
  return optionIn(box.section('choiceSettingValue'), { allowed, refused }) === 'allowed';
}

function optionIn<Name extends string>(
  choice: Members,
  options: Readonly<Record<Name, string>>,
): Name | 'notUnderstood' {
  const value = choice.text('value');
  const found = (Object.keys(options) as Name[]).find((name) => options[name] === value?.toLowerCase());
  if (found !== undefined) return found;
  const known = Object.values<string>(options).join('" or "');
  choice.report(
    'unknown-value',
    `${value === undefined ? 'Nothing' : `"${value}"`} stands where "${known}" does.`,
    'value',
  );
  return 'notUnderstood';
}
