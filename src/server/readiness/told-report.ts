// The domain's report as the API tells it: the same, with lists that may be added to.

import type { ReadinessReport as Report } from '../../domain/readiness/report.ts';
import type { ReadinessReport } from '../../protocol/operations/readiness.ts';

/** It is serialized next; nothing is copied. */
export function toldReport(report: Report): ReadinessReport {
  return report as ReadinessReport;
}
