// The templates in English.

import { catalog } from '../../src/domain/catalog/catalog.ts';
import { BACKUP_GROUPS, type BackupGroup } from '../../src/domain/policy/backup-groups.ts';
import type { OptInPolicy } from '../../src/domain/policy/opt-in-policies.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { paragraphs, type Words, wordFor } from './words.ts';

export const ENGLISH: Words = {
  culture: 'en-US',
  template: {
    Keepsake: { name: 'Keepsake', description: "Keepsake's own policies: settings that travel only when asked for." },
    KeepsakeWindowsBackup: {
      name: 'Keepsake: Windows settings backup and restore',
      description: "Windows' own policies for backing up and restoring settings, which Keepsake obeys.",
    },
  },
  supported: 'At least Windows 10, version 22H2, with the Keepsake agent',
  category: (word) => wordFor(CATEGORIES, word),
  title: ({ title }) => title,
  help,
  override: (groups) => `Allow users to turn the backup of ${groupWords(groups)} on.`,
};

const CATEGORIES: Readonly<Record<string, string>> = {
  keepsake: 'Keepsake',
  optIn: 'Settings to ask for',
  windowsBackup: 'Windows settings backup and restore',
  ...Object.fromEntries(catalog.categories.map(({ id, name }) => [id, name])),
};

function help(policy: Policy): string {
  const { effect } = policy;
  switch (effect.kind) {
    case 'backup':
      return paragraphs(
        "Decides whether people's Windows settings, Microsoft Store apps and Start pins are backed up. It is Windows' own policy, and Keepsake obeys it too.",
        'If you enable it, they are backed up by themselves every eight days.',
        'If you disable it, nothing is backed up; what is stored already stays.',
        'If you do not configure it, Keepsake backs up nothing. Windows 11, version 26H2, backs up by itself in that case.',
        MIX,
      );
    case 'restore':
      return paragraphs(
        'Decides whether people are offered their backed-up settings at their first sign-in on a device, and may restore them later. During Windows setup the tenant decides, by "Show restore page".',
        'If you enable it, a restore is offered.',
        'If you disable or do not configure it, no restore is offered.',
        MIX,
      );
    case 'companion':
      return paragraphs(
        'Windows backs up no settings while this policy is disabled, without saying so. Keepsake honours that and names it.',
        'If you enable or do not configure it, backups go on.',
        'If you disable it, nothing is backed up.',
      );
    case 'exclusion':
      return paragraphs(
        `Keeps ${groupWords(effect.groups)} out of backups.`,
        'If you enable it, they are not backed up. Backups that have them already can still be restored. With the check box, Windows lets people turn them on again in its Settings app; Keepsake leaves them out in either case.',
        'If you disable or do not configure it, they are backed up.',
        MIX,
      );
    case 'optIn':
      return helpOfOptIn(policy as OptInPolicy);
  }
}

function helpOfOptIn({ scope, category, effect }: OptInPolicy): string {
  const isAll = scope === 'category';
  return paragraphs(
    `${isAll ? `Some settings of "${category.name}" travel` : 'This setting travels'} only where an administrator asks for ${isAll ? 'them' : 'it'}, because ${isAll ? 'they concern' : 'it concerns'} the whole machine, a choice about privacy, or the place that a device is in.`,
    `If you enable this policy, Keepsake backs ${isAll ? 'them' : 'it'} up.`,
    `If you disable it, ${isAll ? 'they stay' : 'it stays'} behind, even where ${isAll ? 'a policy for one of them' : 'the policy for the whole category'} is enabled.`,
    `If you do not configure it, ${isAll ? 'the policies for each of them decide' : 'the policy for the whole category decides'}; without any, ${isAll ? 'they stay' : 'it stays'} behind.`,
    `Keepsake's names: ${effect.settingIds.join(', ')}`,
  );
}

const MIX = 'Set it by Group Policy or by an MDM, not by both.';

function groupWords(groups: readonly BackupGroup[]): string {
  return groups.length > 1 ? 'all settings and apps' : groups.map((group) => `"${BACKUP_GROUPS[group]}"`).join('');
}
