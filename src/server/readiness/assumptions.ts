// What a report takes to be so without anybody having said it, in words for whoever reads its numbers.

import type { Assumed } from './load-fleet.ts';

export function assumptionsOf({ backups }: Assumed): string[] {
  return [
    'Every device is asked about as if it were set up anew by the people who use it.',
    'Where the Enrollment Status Page installs quality updates, they bring Windows to the build that its release needs.',
    'People sign in to Windows with their work account, unless the device said otherwise.',
    ...(backups ? ['Everybody has a backup that can be restored.'] : []),
  ];
}

/** Of exports, which tell less than a service that devices report to. */
export function exportAssumptions(buildTableVersion: string): string[] {
  return [
    ...assumptionsOf({ backups: true }),
    'Group Policy on the devices says nothing that the exported policies do not.',
    "The organization is in Microsoft's commercial cloud.",
    `Microsoft asks for no newer builds than on ${buildTableVersion}, the date of the table of builds.`,
  ];
}
