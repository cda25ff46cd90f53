// Microsoft's catalogue of what Windows Backup covers, row by row, with the settings that carry each here or the reason why none
// does. The names are those of the Settings app; the state is that of the catalogue dated 2025-04-22.

import { accessibilityPage } from './accessibility.ts';
import { accountsPages } from './accounts-time-gaming.ts';
import { devicesPages } from './devices-network.ts';
import type { OfficialGroup } from './official-row.ts';
import { personalizationPage } from './personalization.ts';
import { privacyPages } from './privacy-explorer-roaming.ts';
import { systemPage } from './system.ts';

export const OFFICIAL: readonly OfficialGroup[] = [
  ...systemPage,
  ...devicesPages,
  ...personalizationPage,
  ...accountsPages,
  ...accessibilityPage,
  ...privacyPages,
];
