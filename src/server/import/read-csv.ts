// A CSV file, row by row: quotes, a byte order mark, line ends of either kind, and the separator of whoever exported it. A
// row that is damaged is named by its line, and the rows after it are read.

import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { ImportItem } from './import-item.ts';
import { headOfFile, textOfFile } from './text-of-file.ts';

export async function* readCsv(path: string, name: string): AsyncGenerator<ImportItem> {
  const damaged: ImportItem[] = [];
  const parser = parse({
    bom: true,
    columns: (header: readonly string[]) => header.map((it) => it.trim()),
    delimiter: separatorOf(await headOfFile(path)),
    info: true,
    max_record_size: RECORD_LENGTH_MAX,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error?: CsvError) => {
      const line: unknown = error?.['lines'];
      const origin = typeof line === 'number' ? `${name}:${line}` : name;
      damaged.push({ origin, content: { error: reasonOf(error) } });
      return undefined;
    },
  });
  const source = Readable.from(textOfFile(path)).on('error', (error) => parser.destroy(error));
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
    yield* damaged.splice(0);
    yield { origin: `${name}:${info.lines}`, content: { json: record, isRow: true }, bytesRead: info.bytes };
  }
  yield* damaged;
}

/** No row of an export is as long; a quote that never ends is. */
const RECORD_LENGTH_MAX = 1024 * 1024;

type Parsed = {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number; readonly bytes: number };
};

function separatorOf(head: string): string {
  const header = /^.*/.exec(head.replace(/^\uFEFF/, ''))?.[0] ?? '';
  const counts = [',', ';', '\t'].map((it) => [it, header.split(it).length] as const);
  return counts.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ',';
}

function reasonOf(error: CsvError | undefined): string {
  const counts = error?.code === 'CSV_RECORD_INCONSISTENT_COLUMNS';
  return counts ? 'the row has not as many columns as the header' : (error?.message ?? 'the row can not be read');
}
