// What becomes of a wish: a step of the plan, or an exclusion with its reason.

import type { CatalogEntry } from '../catalog/catalog.ts';
import type { SettingValue } from '../catalog/setting.ts';

export type Step = {
  readonly kind: 'step';
  readonly settingId: string;
  readonly entry: CatalogEntry;
  readonly before: SettingValue | undefined;
  readonly after: SettingValue | undefined;
  readonly same: boolean;
};

export type Judged = Step | { readonly kind: 'excluded'; readonly exclusion: Exclusion };

export type Exclusion = {
  readonly settingId: string;
  readonly category: string;
  readonly code: ExclusionCode;
  /** One sentence for the person who asks why. */
  readonly detail: string;
};

export type ExclusionCode =
  | 'unknown-setting'
  | 'denied'
  | 'managed'
  | 'unreadable-at-source'
  | 'not-on-this-build'
  | 'not-in-this-target'
  | 'opt-in'
  | 'needs-elevation'
  | 'condition'
  | 'target-unreadable'
  | 'bad-value'
  | 'default-unknown'
  | 'group-incomplete'
  | 'without-its-partner';
