// Files and folders of exports → what is read from them. In a folder everything counts that can be an export, however deep.

import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PROBLEMS } from '../../protocol/problem.ts';
import type { ImportSource } from '../../server/import/import-item.ts';
import type { Complaint } from '../output.ts';

export async function openExports(paths: readonly string[]): Promise<Result<readonly ImportSource[], Complaint>> {
  const { openFile } = await import('../../server/import/open-file.ts');
  const sources: ImportSource[] = [];
  for (const path of paths) {
    const files = filesAt(path);
    if (!files.ok) return files;
    for (const file of files.value) {
      const source = await openFile(file);
      if (!source.ok) return fail({ ...source.error, fix: PROBLEMS[source.error.code].fix });
      sources.push(source.value);
    }
  }
  return ok(sources);
}

function filesAt(path: string): Result<readonly string[], Complaint> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    return fail({ code: 'file-not-found', detail: `There is nothing at ${path}.`, fix: 'Check the path.' });
  }
  if (!found.isDirectory()) return ok([path]);
  const files = globSync('**/*.{json,JSON,jsonl,ndjson,csv,CSV}', { cwd: path }).toSorted();
  if (files.length > 0) return ok(files.map((file) => join(path, file)));
  const fix = 'Name the folder that holds the exported .json, .jsonl or .csv files.';
  return fail({ code: 'file-not-found', detail: `The folder ${path} holds no exports.`, fix });
}
