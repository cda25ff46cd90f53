// What a policy is: a switch that an administrator sets or leaves alone, where each way of managing Windows writes it, and what
// follows. Everything else is derived from lists of these: what the agent reads, the templates of Group Policy, the nodes of
// an MDM, the definitions of Intune's settings catalog.

import type { RegistryLocation } from '../catalog/setting.ts';
import type { BackupGroup } from './backup-groups.ts';

export type Policy = {
  /** As in the ADMX file or the CSP; unique. */
  readonly name: string;
  /** As the Group Policy editor and the Intune settings catalog call it. */
  readonly title: string;
  readonly effect: PolicyEffect;
  /** Left out where there is none. */
  readonly gpo?: PolicyPlace;
  readonly mdm?: PolicyPlace;
  /** The node by which an MDM sets it. */
  readonly csp?: CspNode;
  /** "Allow users to turn … on": REG_DWORD 0 means that a person may turn it on again; anything else that they may not. */
  readonly userOverride?: RegistryLocation;
};

/** What follows when the policy is enabled, or for companions and switches, when it is not. */
export type PolicyEffect =
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore' }
  /** Must not be disabled, or nothing is backed up. */
  | { readonly kind: 'companion' }
  /** Enabled, it keeps these groups from being backed up. */
  | { readonly kind: 'exclusion'; readonly groups: readonly BackupGroup[] }
  /** Enabled, it lets settings travel that otherwise stay behind; disabled, it keeps them whatever else lets them. */
  | { readonly kind: 'optIn'; readonly settingIds: readonly string[] };

export type PolicyState = 'enabled' | 'disabled';

/** What a place holds for each state. */
export type PolicyForm =
  /** REG_DWORD. */
  | { readonly kind: 'number'; readonly enabled: number; readonly disabled: number }
  /** REG_SZ as the Policy CSP keeps ADMX-backed policies: `<enabled/>` or `<disabled/>`, with data elements after it. */
  | { readonly kind: 'admx' };

export type PolicyPlace = {
  readonly location: RegistryLocation;
  readonly form: PolicyForm;
  readonly certainty: 'documented' | 'inferred';
};

export type CspNode = {
  /** `./Device/Vendor/MSFT/Policy/Config/SettingsSync/EnableWindowsBackup` */
  readonly uri: string;
  /** As Intune's custom profiles call the types. ADMX-backed policies are strings. */
  readonly dataType: 'String' | 'Integer' | 'Boolean';
};

/** The state that lets less travel. */
export function stricterState({ effect }: Policy): PolicyState {
  return effect.kind === 'exclusion' ? 'enabled' : 'disabled';
}

export function looserState(policy: Policy): PolicyState {
  return stricterState(policy) === 'enabled' ? 'disabled' : 'enabled';
}
