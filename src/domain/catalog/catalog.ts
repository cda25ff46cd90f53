// The catalog: the versioned list of every setting Keepsake knows. Adding a setting is one entry in one file of
// `categories/`; adding a category is one file and one line here. Everything else follows from these lists.

import { accessibility } from './categories/accessibility.ts';
import { accounts } from './categories/accounts.ts';
import { apps } from './categories/apps.ts';
import { bluetoothDevices } from './categories/bluetooth-devices.ts';
import { fileExplorer } from './categories/file-explorer.ts';
import { gaming } from './categories/gaming.ts';
import { networkInternet } from './categories/network-internet.ts';
import { personalization } from './categories/personalization.ts';
import { privacySecurity } from './categories/privacy-security.ts';
import { system } from './categories/system.ts';
import { timeLanguage } from './categories/time-language.ts';
import { windowsUpdate } from './categories/windows-update.ts';
import type { Category, CategoryId } from './category.ts';
import type { Setting } from './setting.ts';

export type Catalog = {
  /** Grows by one with every change to the lists; snapshots name the version that wrote them. */
  readonly version: number;
  readonly categories: readonly Category[];
};

export const catalog: Catalog = {
  version: 3,
  categories: [
    system,
    bluetoothDevices,
    networkInternet,
    personalization,
    apps,
    accounts,
    timeLanguage,
    gaming,
    accessibility,
    privacySecurity,
    windowsUpdate,
    fileExplorer,
  ],
};

export type CatalogEntry = { readonly setting: Setting; readonly category: CategoryId };

/** Every setting by its id. */
export function settingsById(from: Catalog): ReadonlyMap<string, CatalogEntry> {
  return new Map(
    from.categories.flatMap((category) =>
      category.settings.map((setting) => [setting.id, { setting, category: category.id }] as const),
    ),
  );
}
