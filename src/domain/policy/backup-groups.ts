// What a person or an administrator switches as one: the backup groups of the Settings app, and what they have to do with the
// catalog's categories.

import type { CategoryId } from '../catalog/category.ts';

export const BACKUP_GROUPS = {
  apps: 'Remember my apps',
  accessibility: 'Accessibility',
  accounts: 'Accounts, Wi-Fi networks and passwords',
  personalization: 'Personalization',
  language: 'Language preferences and dictionary',
  other: 'Other Windows settings',
} as const;

export type BackupGroup = keyof typeof BACKUP_GROUPS;

export const ALL_GROUPS = Object.keys(BACKUP_GROUPS) as readonly BackupGroup[];

/**
 * The groups that each category has something of. A category is left out as soon as one of its groups is: Windows' groups
 * cut through some pages of the Settings app, and what an administrator excluded must not travel with its neighbours.
 */
export const GROUPS_OF_CATEGORY: Readonly<Record<CategoryId, readonly BackupGroup[]>> = {
  system: ['other'],
  'bluetooth-devices': ['other'],
  'network-internet': ['accounts', 'other'],
  personalization: ['personalization'],
  apps: ['apps'],
  accounts: ['accounts'],
  'time-language': ['language', 'other'],
  gaming: ['other'],
  accessibility: ['accessibility'],
  'privacy-security': ['other'],
  'windows-update': ['other'],
  'file-explorer': ['other'],
};
