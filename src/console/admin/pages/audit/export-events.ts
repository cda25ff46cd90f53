// The events that are filtered for, as a file: lines of JSON, each the very bytes that are a leaf of the log, or CSV for a
// spreadsheet. Gathered page by page and handed to the browser as a download; nothing is kept.

import { canonicalJson } from '../../../../lib/canonical-json.ts';
import { AUDIT_PAGE_SIZE_MAX } from '../../../../protocol/limits.ts';
import type { Api } from '../../../shared/api.ts';
import { CSV_TYPE, csvLine, UTF8_MARK } from '../../../shared/csv.ts';
import { saveFile } from '../../../shared/save-file.ts';
import type { AuditSearch } from './audit-search.ts';
import { type AuditEvent, actorOf, eventPage, targetOf } from './events.ts';

export type ExportFormat = 'ndjson' | 'csv';

export async function exportEvents(
  api: Api,
  search: AuditSearch,
  {
    format,
    signal,
    onProgress,
  }: { readonly format: ExportFormat; readonly signal: AbortSignal; readonly onProgress: (count: number) => void },
): Promise<number> {
  const parts = format === 'csv' ? [`${UTF8_MARK}${csvLine(COLUMNS.map(([name]) => name))}`] : [];
  let [count, after]: [number, string | undefined] = [0, undefined];
  do {
    const page = await eventPage(api, search, { limit: AUDIT_PAGE_SIZE_MAX, after, signal });
    parts.push(page.rows.map(format === 'csv' ? lineOf : jsonLine).join(''));
    count += page.rows.length;
    onProgress(count);
    after = page.next ?? undefined;
  } while (after !== undefined);
  saveFile(new Blob(parts, { type: TYPES[format] }), `audit.${format}`);
  return count;
}

function jsonLine(event: AuditEvent): string {
  return `${canonicalJson(event)}\n`;
}

function lineOf(event: AuditEvent): string {
  return csvLine(COLUMNS.map(([, valueOf]) => valueOf(event)));
}

const COLUMNS: readonly (readonly [name: string, valueOf: (event: AuditEvent) => string | number])[] = [
  ['leafIndex', (it) => it.leafIndex],
  ['activityDateTime', (it) => it.activityDateTime],
  ['activity', (it) => it.activity],
  ['displayName', (it) => it.displayName],
  ['category', (it) => it.category],
  ['activityResult', (it) => it.activityResult],
  ['actorType', (it) => it.actor.auditActorType],
  ['actor', (it) => actorOf(it) ?? ''],
  ['ipAddress', (it) => it.actor.ipAddress ?? ''],
  ['resources', targetOf],
  ['resourceIds', ({ resources }) => resources.map(({ resourceId }) => resourceId).join(', ')],
  ['changes', (it) => changesOf(it)],
  ['correlationId', (it) => it.correlationId],
  ['id', (it) => it.id],
];

function changesOf({ resources }: AuditEvent): string {
  return resources
    .flatMap(({ modifiedProperties }) => modifiedProperties)
    .map(({ displayName, oldValue, newValue }) => `${displayName}: ${oldValue ?? ''} -> ${newValue ?? ''}`)
    .join('; ');
}

const TYPES = { ndjson: 'application/x-ndjson', csv: CSV_TYPE };
