// A line for each device, for spreadsheets: the verdict on each occasion, every reason, and what is not known.

import { OCCASIONS } from '../../domain/enrollment/phase.ts';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';

/** With CRLF, as RFC 4180 and Excel have it. */
export function* readinessCsv({ before, after, fleet }: ReadinessRun): Generator<string> {
  const worlds = after === undefined ? [before] : [before, after];
  const prefix = (index: number): string => (index === 0 ? '' : 'after: ');
  const columns = ['verdict', 'reasons', 'fixes', 'not known'];
  const header = worlds.flatMap((_, index) =>
    OCCASIONS.flatMap((occasion) => columns.map((column) => `${prefix(index)}${occasion} ${column}`)),
  );
  yield lineOf(['device', ...header]);
  let part = '';
  for (let device = 0; device < before.fleet.deviceCount; device += 1) {
    const cells = worlds.flatMap(({ occasions }) =>
      OCCASIONS.flatMap((occasion) => {
        const { standings, ofDevices } = occasions[occasion];
        const standing = standings[ofDevices[device] ?? 0];
        const { verdict = '', refusals = [], missing = [] } = standing ?? {};
        const fixes = refusals.flatMap((it) => it.fixes);
        return [verdict, refusals.map(({ code }) => code).join(' '), fixes.join(' '), missing.join(' ')];
      }),
    );
    part += lineOf([fleet.device(device).name, ...cells]);
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  yield part;
}

const PART_LENGTH = 1024 * 1024;

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A leading sign would make a formula of it. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
