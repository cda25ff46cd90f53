// Everything that the service stores of a person, record by record: page after page, what several snapshots share once.

import { ok, type Result } from '../../lib/result.ts';
import type { ExportRecord } from '../../protocol/operations/own-data.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { ServiceClient } from './service-client.ts';

/** How many records there were of each kind. */
export type RecordCounts = Partial<Record<ExportRecord['record'], number>>;

export async function forEachOwnRecord(
  service: Pick<ServiceClient, 'exportOwnData'>,
  write: (record: ExportRecord) => void,
): Promise<Result<RecordCounts, AgentProblem>> {
  const counts: RecordCounts = {};
  const written = new Set<string>();
  let after: string | undefined;
  for (;;) {
    const page = await service.exportOwnData(after === undefined ? {} : { after });
    if (!page.ok) return page;
    for (const record of page.value.records) {
      if ('sha256' in record && written.has(record.sha256)) continue;
      if ('sha256' in record) written.add(record.sha256);
      write(record);
      counts[record.record] = (counts[record.record] ?? 0) + 1;
    }
    if (page.value.next === null) return ok(counts);
    after = page.value.next;
  }
}
