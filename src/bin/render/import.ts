// What an import found and did, as a table for people.

import type { ImportOutcome } from '../../server/import/import-sources.ts';
import type { SurveyedFile } from '../../server/import/survey.ts';
import { table } from './table.ts';

export function describeImport({ files, written, objects, records }: ImportOutcome): string {
  const holds = table(
    ['File', 'Holds'],
    files.map((file) => [file.name, holdsOf(file)]),
  );
  const left = files.flatMap(({ malformed, leftOut }) => [
    ...malformed.map(({ origin, reason }) => [origin, `malformed: ${reason}`]),
    ...leftOut.map(({ origin, reason }) => [origin, reason]),
  ]);
  const rows = [
    ...Object.entries(records).map(([kind, { added, changed, unchanged }]) => [
      NAMES[kind] ?? kind,
      `${added} added, ${changed} changed, ${unchanged} unchanged`,
    ]),
    ...objects.map(({ displayName, collection, outcome }) => [`${displayName} (${collection})`, outcome]),
  ];
  const named = left.slice(0, NAMED_MAX);
  const more = left.length > NAMED_MAX ? `\n… and ${left.length - NAMED_MAX} more; --json names all of them.` : '';
  return [
    holds,
    ...(written === 'everything'
      ? [table(['Imported', 'Outcome'], rows)]
      : ['Nothing was written: this was a dry run.']),
    ...(left.length === 0 ? [] : [`${table(['Left out', 'Why'], named)}${more}`]),
  ].join('\n\n');
}

const NAMED_MAX = 40;

const NAMES: Readonly<Record<string, string>> = {
  managedDevice: 'managed devices',
  device: 'devices of the directory',
  autopilotDeviceIdentity: 'Autopilot devices',
  cloudPC: 'Cloud PCs',
  group: 'groups',
  memberships: 'memberships',
  user: 'people',
  autopilotProfile: 'Autopilot profiles',
  configurationPolicy: 'configuration policies',
  enrollmentConfiguration: 'enrollment configurations',
  assignmentFilter: 'assignment filters',
  conditionalAccess: 'Conditional Access',
};

function holdsOf({ counts, malformed, leftOut }: SurveyedFile): string {
  const parts = [
    ...Object.entries(counts).map(([kind, count]) => `${NAMES[kind] ?? kind}: ${count}`),
    ...(malformed.length > 0 ? [`malformed: ${malformed.length}`] : []),
    ...(leftOut.length > 0 ? [`left out: ${leftOut.length}`] : []),
  ];
  return parts.join(', ') || 'nothing';
}
