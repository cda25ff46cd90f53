// Exported policies on a disk → documents. A file that is not JSON is a document too: it may be a policy.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ExportDocument, type Exports, readExports } from '../../domain/conditional-access/read-exports.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Complaint } from '../output.ts';

/** Far beyond any tenant's: 240 policies are Entra's own limit. */
const MAX_FILES = 5000;
const MAX_FILE_BYTES = 8_000_000;

export function readExportsIn(path: string): Result<Exports, Complaint> {
  if (!existsSync(path)) {
    const detail = `There is nothing at ${path}.`;
    return fail({ code: 'policies-not-found', detail, fix: 'Name the folder (or file) that holds the exported JSON.' });
  }
  const files = statSync(path).isDirectory() ? globSync('**/*.{json,JSON}', { cwd: path }).toSorted() : [''];
  if (files.length > MAX_FILES) {
    const detail = `${path} holds ${files.length} JSON files; at most ${MAX_FILES} are read.`;
    return fail({ code: 'too-many-files', detail, fix: 'Name the folder of the export itself.' });
  }
  const exports = readExports(files.map((file) => documentAt(join(path, file), file === '' ? basename(path) : file)));
  if (exports.policies.length > 0) return ok(exports);
  return fail({
    code: 'no-policies',
    detail: `None of the ${files.length} JSON files in ${path} is a Conditional Access policy.`,
    fix: 'Export them as JSON, for instance with GET /identity/conditionalAccess/policies of Microsoft Graph.',
  });
}

export function readJsonFile(path: string): Result<Json, Complaint> {
  if (!existsSync(path)) {
    return fail({ code: 'file-not-found', detail: `There is no file ${path}.`, fix: 'Check the path.' });
  }
  const { content } = documentAt(path, path);
  if ('json' in content) return ok(content.json);
  return fail({ code: 'not-json', detail: `${path}: ${content.error}`, fix: 'The file has to hold JSON.' });
}

function documentAt(path: string, origin: string): ExportDocument {
  const size = statSync(path).size;
  if (size > MAX_FILE_BYTES) return { origin, content: { error: `the file has ${size} bytes, more than any export` } };
  try {
    return { origin, content: { json: JSON.parse(decode(readFileSync(path))) as Json } };
  } catch (error) {
    return { origin, content: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** PowerShell writes UTF-16 with a byte order mark, others UTF-8 with or without one. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
