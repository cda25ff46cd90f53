// A file of an export as a source: CSV, JSON lines or one JSON document, told apart by what is in it and not by its name. CSV
// and JSON lines are read piece by piece, whatever their size; one JSON document has to fit into memory.

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { IMPORT_DOCUMENT_BYTES_MAX } from '../../protocol/limits.ts';
import type { ImportItem, ImportSource } from './import-item.ts';
import { readCsv } from './read-csv.ts';
import { readJsonDocument, readJsonLines } from './read-json.ts';
import { headOfFile } from './text-of-file.ts';

export async function openFile(path: string, source = basename(path)): Promise<Result<ImportSource, Problem>> {
  try {
    const sizeBytes = statSync(path).size;
    const format = formatOf(await headOfFile(path));
    if (format === 'json' && sizeBytes > IMPORT_DOCUMENT_BYTES_MAX) return fail(tooLarge(path, sizeBytes));
    const name = basename(path);
    return ok({ name, source, sizeBytes, items: () => toTheEnd(READERS[format](path, name), name) });
  } catch (error) {
    return fail({ code: 'bad-request', detail: `"${path}" can not be read: ${(error as Error).message}.` });
  }
}

type Format = 'csv' | 'jsonLines' | 'json';

const READERS: Readonly<Record<Format, (path: string, name: string) => AsyncIterable<ImportItem>>> = {
  csv: readCsv,
  jsonLines: readJsonLines,
  json: readJsonDocument,
};

/** JSON lines begin with a line that is an object of its own, and go on after it. */
function formatOf(head: string): Format {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (!/^[[{"]/.test(text) || /^"[^"]*"\s*[,;\t]/.test(text)) return 'csv';
  const [first = '', ...rest] = text.split('\n');
  if (!first.startsWith('{') || rest.join('').trim() === '') return 'json';
  try {
    JSON.parse(first);
    return 'jsonLines';
  } catch {
    return 'json';
  }
}

/** A disk that fails, or text in no known encoding, is a damaged item like any other. */
async function* toTheEnd(items: AsyncIterable<ImportItem>, name: string): AsyncGenerator<ImportItem> {
  try {
    yield* items;
  } catch (error) {
    yield { origin: name, content: { error: `the rest of it is not read: ${(error as Error).message}` } };
  }
}

function tooLarge(path: string, sizeBytes: number): Problem {
  const size = `${Math.round(sizeBytes / 1024 / 1024)} MB`;
  const limit = `${IMPORT_DOCUMENT_BYTES_MAX / 1024 / 1024} MB`;
  const advice = `Make it JSON lines, which have no limit: jq -c '.value[]' "${basename(path)}" > devices.jsonl`;
  return {
    code: 'too-large',
    detail: `"${path}" is one JSON document of ${size}; at most ${limit} are read. ${advice}`,
  };
}
