// The report for scripts.

import { compare } from '../../domain/readiness/compare.ts';
import { reportOf } from '../../domain/readiness/report.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { ExportsRun } from '../../server/readiness/readiness-of-exports.ts';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';

export function readinessJson(run: ReadinessRun | ExportsRun): Json {
  const { before, after, fleet, assumptions, notWindows, buildTableVersion } = run;
  const differences =
    after &&
    compare(before, after).map(({ occasion, devices, people }) => ({
      occasion,
      devices: devices.map((it) => ({ ...it, sample: it.sample.map((number) => fleet.device(number).name) })),
      people: people.map((it) => ({ ...it, sample: it.sample.map((number) => fleet.person(number).name) })),
    }));
  const value = {
    report: reportOf(before),
    ...(after === undefined ? {} : { after: reportOf(after), differences }),
    assumptions,
    notWindows,
    buildTableVersion,
    ...('files' in run ? { files: run.files } : {}),
  };
  return JSON.parse(JSON.stringify(value)) as Json;
}
