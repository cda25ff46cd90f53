// What an organization decides for itself about eligibility. The defaults are what Microsoft's service does.

import type { BuildTable } from './build-table.ts';
import { DEFAULT_BUILD_TABLE } from './default-build-table.ts';

export type TenantChoices = {
  /** Ids of rules with `limit: 'service'` that do not count in this tenant. */
  readonly liftedLimits: readonly string[];
  /** Windows 11 26H2: *Enable Windows Backup* not configured counts as enabled. Nothing is captured without a decision, so: off. */
  readonly isBackupOnByDefault: boolean;
  readonly buildTable: BuildTable;
};

export const DEFAULT_CHOICES: TenantChoices = {
  liftedLimits: [],
  isBackupOnByDefault: false,
  buildTable: DEFAULT_BUILD_TABLE,
};
