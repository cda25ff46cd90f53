// Nothing is captured unless the organization says so. Technical in the sense of the list: what the organization wants is changed
// where it was said, not lifted.

import type { Rule } from '../rule.ts';
import { judgeSwitch } from '../judge-switch.ts';

export const backupPolicy: Rule = {
  id: 'backup-policy',
  title: '"Enable Windows Backup" is enabled',
  occasions: ['backup'],
  limit: 'technical',
  requirements: ['R16'],
  source:
    "Microsoft's backup policy; not configured is off, also on Windows 11 26H2 unless the organization chooses otherwise",
  judge: (facts) => judgeSwitch(facts, SWITCH),
};

const SWITCH = {
  effect: 'backup',
  person: 'Your organization has not switched on saving settings for this device. Your IT department can.',
  catalogPath: 'Administrative Templates › Windows Components › Sync your settings › Enable Windows Backup',
} as const;
