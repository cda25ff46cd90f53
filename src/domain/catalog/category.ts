// A category: a named group of settings, as Windows' Settings app and Microsoft's backup catalogue divide them.

import type { Setting } from './setting.ts';

export type Category = {
  readonly id: CategoryId;
  readonly name: string;
  /** One sentence for the person who decides whether to restore it. */
  readonly description: string;
  readonly settings: readonly Setting[];
};

/** In the order of the Settings app, File Explorer last. */
export const CATEGORY_IDS = [
  'system',
  'bluetooth-devices',
  'network-internet',
  'personalization',
  'apps',
  'accounts',
  'time-language',
  'gaming',
  'accessibility',
  'privacy-security',
  'windows-update',
  'file-explorer',
] as const;

export type CategoryId = (typeof CATEGORY_IDS)[number];
