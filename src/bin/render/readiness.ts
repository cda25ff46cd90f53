// A readiness report as tables for a terminal: who is ready for what, what stands in the way, what to do first, what to find out,
// and what a change would do.

import { compare } from '../../domain/readiness/compare.ts';
import { type MissingFact, type OccasionReport, reportOf } from '../../domain/readiness/report.ts';
import type { ExportsRun, ReadFile } from '../../server/readiness/readiness-of-exports.ts';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';
import { number, OCCASION_TITLES, percent, VERDICT_TITLES } from './readiness-words.ts';
import { table } from './table.ts';

export function describeReadiness(run: ReadinessRun | ExportsRun): string {
  const report = reportOf(run.before);
  const others = run.notWindows === 0 ? '' : ` ${number(run.notWindows)} devices of other systems are left out.`;
  return [
    `${number(report.devices)} devices, ${number(report.people)} people.${others}`,
    verdictTable(report.occasions),
    ...report.occasions.flatMap(describeOccasion),
    ...differenceTables(run),
    ...('files' in run ? whatWasRead(run.files) : []),
    ['It is assumed:', ...run.assumptions.map((it) => `- ${it}`)].join('\n'),
  ].join('\n\n');
}

function verdictTable(occasions: readonly OccasionReport[]): string {
  return table(
    ['', 'Ready', 'Not ready', 'Not known', '', 'People ready', 'Not ready', 'Not known'],
    occasions.map(({ occasion, devices, people }) => {
      const all = devices.eligible + devices.ineligible + devices.unknown;
      return [
        OCCASION_TITLES[occasion],
        ...[devices.eligible, devices.ineligible, devices.unknown].map(number),
        percent(devices.eligible, all),
        ...[people.eligible, people.ineligible, people.unknown].map(number),
      ];
    }),
  );
}

function describeOccasion({ occasion, reasons, plan, missing }: OccasionReport): readonly string[] {
  if (reasons.length === 0 && missing.length === 0) return [];
  const title = OCCASION_TITLES[occasion];
  const steps = plan.slice(0, LINES_MAX).flatMap(({ fixes, unlocked }, index) => {
    const total = unlocked.devices + unlocked.perhaps.devices;
    const open = unlocked.perhaps.devices === 0 ? '' : ` (${number(unlocked.perhaps.devices)} perhaps)`;
    return [
      `${index + 1}. ${fixes.map(({ fix }) => fix).join('\n   ')}`,
      `   → so far unlocked: devices ${number(total)}${open}, people ${number(unlocked.people + unlocked.perhaps.people)}`,
    ];
  });
  return [
    `${title}\n${'═'.repeat(title.length)}`,
    ...(reasons.length === 0
      ? []
      : [
          table(
            ['Devices', 'People', 'Reason', 'Seen most'],
            reasons
              .slice(0, LINES_MAX)
              .map((it) => [it.devices, it.people, it.code, shortened(it.seen[0]?.evidence ?? '')]),
          ),
          ['What to do, in this order:', ...steps].join('\n'),
        ]),
    ...(missing.length === 0
      ? []
      : [
          table(
            ['Devices', 'Only this', 'Not known'],
            missing.slice(0, LINES_MAX).map((it) => [it.devices, it.alone.devices, unknownWords(it)]),
          ),
        ]),
  ];
}

function differenceTables({ before, after, fleet }: ReadinessRun): readonly string[] {
  if (after === undefined) return [];
  const rows = compare(before, after, 3).flatMap(({ occasion, devices, people }) =>
    devices.map(({ from, to, count, sample }) => [
      OCCASION_TITLES[occasion],
      `${VERDICT_TITLES[from]} → ${VERDICT_TITLES[to]}`,
      count,
      people.find((it) => it.from === from && it.to === to)?.count ?? 0,
      sample.map((device) => fleet.device(device).name).join(', '),
    ]),
  );
  if (rows.length === 0) return ['The change makes no difference to anybody.'];
  return [
    'With the change\n═══════════════',
    verdictTable(reportOf(after).occasions),
    table(['Occasion', 'Change', 'Devices', 'People', 'Such as'], rows),
  ];
}

/** What is of no use is counted alone: an export of everything holds much of it. */
function whatWasRead(files: readonly ReadFile[]): readonly string[] {
  const sum = (count: (file: ReadFile) => number) => files.reduce((all, file) => all + count(file), 0);
  const damaged = sum(({ malformed }) => malformed.count);
  const unused = sum(({ leftOut }) => leftOut.count);
  const named = files.flatMap(({ malformed }) => malformed.first).slice(0, DAMAGED_MAX);
  const more = damaged > named.length ? '\n… and more; --json names them.' : '';
  const fileCount = files.length === 1 ? '1 file' : `${number(files.length)} files`;
  return [
    ...(named.length === 0
      ? []
      : [
          table(
            ['Damaged, and left out', 'Why'],
            named.map(({ origin, reason }) => [origin, reason]),
          ) + more,
        ]),
    `Read from ${fileCount}: ${number(sum(({ used }) => used))} used, ${number(damaged)} damaged, ${number(unused)} of no use here${unused === 0 ? '' : ' (--json and --html name them)'}.`,
  ];
}

const LINES_MAX = 10;
const DAMAGED_MAX = 20;

/** What a fact is of, if anything, its words say already. */
function unknownWords({ words, fact }: MissingFact): string {
  const [name = fact, of] = fact.split(': ');
  return of === undefined ? `${words} (${name})` : shortened(words, 110);
}

function shortened(text: string, length = 70): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
