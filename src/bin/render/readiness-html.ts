// A readiness report as one HTML file that stands alone: charts drawn as SVG with the same numbers in tables beside them, light and
// dark as the reader has it, and made to be printed. Nothing is fetched and nothing runs: the page's own policy forbids it.

import { compare } from '../../domain/readiness/compare.ts';
import { type OccasionReport, reportOf, type ReadinessReport } from '../../domain/readiness/report.ts';
import { type Verdict, VERDICTS } from '../../domain/readiness/standing.ts';
import type { ExportsRun, ReadFile } from '../../server/readiness/readiness-of-exports.ts';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';
import { barChart } from './readiness-chart.ts';
import { escaped, heading, htmlTable, list, page } from './readiness-page.ts';
import { number, OCCASION_TITLES, percent, VERDICT_TITLES } from './readiness-words.ts';

export function readinessHtml(run: ReadinessRun | ExportsRun): string {
  const report = reportOf(run.before);
  const left = run.notWindows === 0 ? '' : ` ${number(run.notWindows)} devices of other systems are left out.`;
  return page('Readiness for backing up and restoring Windows settings', [
    `<p class="lead">${number(report.devices)} devices and ${number(report.people)} people, each asked about as if their device were set up anew.${left}</p>`,
    summary(report),
    ...(run.after === undefined ? [] : differences(run, reportOf(run.after))),
    ...report.occasions.map(occasionSection),
    ...('files' in run ? filesSection(run.files) : []),
    heading(2, 'What is assumed'),
    list(run.assumptions),
    `<p class="small">Minimum builds: table ${escaped(run.buildTableVersion)}.</p>`,
  ]);
}

function summary({ occasions }: ReadinessReport): string {
  return section('Who is ready', [
    barChart(
      'Devices by occasion',
      occasions.map(({ occasion, devices }) => ({ label: OCCASION_TITLES[occasion], values: valuesOf(devices) })),
    ),
    verdictTable(occasions),
  ]);
}

function valuesOf(counts: Readonly<Record<Verdict, number>>) {
  return VERDICTS.map((verdict) => ({ kind: verdict, label: VERDICT_TITLES[verdict], value: counts[verdict] }));
}

function verdictTable(occasions: readonly OccasionReport[]): string {
  return htmlTable(
    'Devices and people by occasion',
    ['Occasion', 'Devices ready', 'Share', 'Not ready', 'Not known', 'People ready', 'Not ready', 'Not known'],
    occasions.map(({ occasion, devices, people }) => [
      OCCASION_TITLES[occasion],
      devices.eligible,
      percent(devices.eligible, devices.eligible + devices.ineligible + devices.unknown),
      devices.ineligible,
      devices.unknown,
      people.eligible,
      people.ineligible,
      people.unknown,
    ]),
  );
}

function occasionSection({ occasion, devices, reasons, plan, missing }: OccasionReport): string {
  const parts: string[] = [
    `<p>${number(devices.eligible)} devices are ready, ${number(devices.ineligible)} are not, and of ${number(devices.unknown)} something is not known.</p>`,
  ];
  if (reasons.length > 0) {
    const bars = reasons.slice(0, BARS_MAX).map(({ code, devices: value }) => {
      return { label: code, values: [{ kind: 'ineligible', label: 'Devices', value } as const] };
    });
    parts.push(heading(3, 'What stands in the way'), barChart('Devices by reason', bars));
    parts.push(
      htmlTable(
        'Reasons, what was seen and what to do',
        ['Devices', 'People', 'What is asked', 'Seen', 'What to do'],
        reasons.flatMap(({ title, seen }) =>
          seen.slice(0, SEEN_MAX).map((it) => [it.devices, it.people, title, it.administrator, it.fixes.join(' ')]),
        ),
      ),
    );
    parts.push(heading(3, 'What to do first'), planList(plan));
  }
  if (missing.length > 0) {
    parts.push(
      heading(3, 'What to find out'),
      htmlTable(
        'Facts that nobody knows',
        ['Devices', 'Only this', 'It is not known', 'How to learn it'],
        missing.map((it) => [it.devices, it.alone.devices, it.words, it.where]),
      ),
    );
  }
  return section(OCCASION_TITLES[occasion], parts);
}

function planList(plan: OccasionReport['plan']): string {
  const steps = plan.map(({ fixes, unlocked }) => {
    const total = unlocked.devices + unlocked.perhaps.devices;
    const open =
      unlocked.perhaps.devices === 0
        ? ''
        : ` (of ${number(unlocked.perhaps.devices)} of them something else is not known)`;
    const what = fixes.map(({ fix }) => `<span class="fix">${escaped(fix)}</span>`).join('');
    return `<li>${what}<span class="gain">With all steps up to here: ${number(total)} devices${open}</span></li>`;
  });
  return `<ol class="plan">${steps.join('')}</ol>`;
}

function differences({ before, after, fleet }: ReadinessRun, report: ReadinessReport): readonly string[] {
  if (after === undefined) return [];
  const rows = compare(before, after, SAMPLE_MAX).flatMap(({ occasion, devices }) =>
    devices.map(({ from, to, count, sample }) => [
      OCCASION_TITLES[occasion],
      `${VERDICT_TITLES[from]} → ${VERDICT_TITLES[to]}`,
      count,
      sample.map((device) => fleet.device(device).name).join(', '),
    ]),
  );
  const changed =
    rows.length === 0
      ? '<p>The change makes no difference to anybody.</p>'
      : htmlTable('Devices whose answer changes', ['Occasion', 'Change', 'Devices', 'Such as'], rows);
  const bars = report.occasions.map(({ occasion, devices }) => {
    return { label: OCCASION_TITLES[occasion], values: valuesOf(devices) };
  });
  return [section('With the change', [changed, barChart('Devices by occasion, with the change', bars)])];
}

function filesSection(files: readonly ReadFile[]): readonly string[] {
  const unread = files.flatMap(({ malformed, leftOut }) => [
    ...malformed.first.map(({ origin, reason }) => [origin, `damaged: ${reason}`]),
    ...leftOut.first.map(({ origin, reason }) => [origin, reason]),
  ]);
  return [
    section('What was read', [
      htmlTable(
        'Files',
        ['File', 'Used', 'Damaged', 'Of no use'],
        files.map(({ name, used, malformed, leftOut }) => [name, used, malformed.count, leftOut.count]),
      ),
      ...(unread.length === 0 ? [] : [htmlTable('Not used', ['Where', 'Why'], unread)]),
    ]),
  ];
}

function section(title: string, parts: readonly string[]): string {
  return `<section>${heading(2, title)}${parts.join('\n')}</section>`;
}

const BARS_MAX = 8;
const SEEN_MAX = 4;
const SAMPLE_MAX = 5;
