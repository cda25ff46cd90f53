// After enrollment it is *Enable Windows Restore* that lets a restore be offered, at the first sign-in and on demand. Technical in
// the sense of the list: what the organization wants is changed where it was said, not lifted.

import type { Rule } from '../rule.ts';
import { judgeSwitch } from '../judge-switch.ts';

export const restorePolicy: Rule = {
  id: 'restore-policy',
  title: '"Enable Windows Restore" is enabled',
  occasions: ['firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R10', 'R16', 'R23'],
  source: "Microsoft's restore policy after enrollment",
  judge: (facts) => judgeSwitch(facts, SWITCH),
};

const SWITCH = {
  effect: 'restore',
  person: 'Your organization has not switched on restoring settings for this device. Your IT department can.',
  catalogPath: 'Windows Backup And Restore › Enable Windows Restore',
} as const;
