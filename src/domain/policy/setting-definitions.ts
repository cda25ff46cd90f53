// How Intune's settings catalog names policies and their options, derived from the nodes by which an MDM sets them; and which
// policy a name means. Keepsake's own policies, which have no node, are named with the prefix `keepsake_`.

import { OPT_IN_POLICIES } from './opt-in-policies.ts';
import type { Policy, PolicyState } from './policy.ts';
import { WINDOWS_POLICIES } from './windows-policies.ts';

export type SettingDefinition = {
  /** `device_vendor_msft_policy_config_settingssync_enablewindowsbackup` */
  readonly id: string;
  readonly policy: Policy;
  /** Item ids of the choices. */
  readonly options: Readonly<Record<PolicyState, string>>;
  /** The check box "Allow users to turn … on", a child of the option *enabled*. */
  readonly override?: { readonly id: string; readonly allowed: string; readonly refused: string };
};

/** Every policy that the settings catalog may set here: Windows' own, then Keepsake's. */
export const POLICIES: readonly Policy[] = [...WINDOWS_POLICIES, ...OPT_IN_POLICIES];

export const SETTING_DEFINITIONS: readonly SettingDefinition[] = POLICIES.map((policy) => {
  const id = definitionId(policy);
  const isBoolean = policy.csp?.dataType === 'Boolean';
  const override = `${id}_checkbox_useroverride`;
  return {
    id,
    policy,
    options: { enabled: `${id}_${isBoolean ? 'true' : '1'}`, disabled: `${id}_${isBoolean ? 'false' : '0'}` },
    ...(policy.userOverride === undefined
      ? {}
      : { override: { id: override, allowed: `${override}_1`, refused: `${override}_0` } }),
  };
});

const byId = new Map(SETTING_DEFINITIONS.map((definition) => [definition.id, definition]));
const byPolicy = new Map(SETTING_DEFINITIONS.map((definition) => [definition.policy, definition]));

/** In any case of letters, since tools differ. */
export function definitionById(id: string): SettingDefinition | undefined {
  return byId.get(id.toLowerCase());
}

export function definitionOf(policy: Policy): SettingDefinition {
  const definition = byPolicy.get(policy);
  if (definition === undefined) throw new Error(`${policy.name} is not in the list of policies`);
  return definition;
}

function definitionId({ csp, name }: Policy): string {
  return csp === undefined
    ? `keepsake_${name.toLowerCase()}`
    : csp.uri.replace('./', '').replaceAll('/', '_').toLowerCase();
}
