// Copies of audit logs on a disk, and the key to check them with.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_PATH, type LogCopy } from '../../domain/audit/log-copy.ts';
import { parseVerifierKey, type VerifierKey } from '../../domain/audit/signed-note.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Complaint } from '../output.ts';

/** Throws what reading files throws. */
export function openCopy(folder: string): LogCopy {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !statSync(join(folder, path)).isDirectory())
    .map((path) => path.replaceAll('\\', '/'));
  const known = new Set(paths);
  return { paths, read: (path) => (known.has(path) ? readFileSync(join(folder, path)) : undefined) };
}

/** The key that was given, or else the one that came with the copy. */
export function keyOf(copy: LogCopy, given: string | undefined): Result<VerifierKey, Complaint> {
  const text = given ?? new TextDecoder().decode(copy.read(KEY_PATH) ?? new Uint8Array());
  const key = parseVerifierKey(text.trim());
  if (key !== undefined) return ok(key);
  const detail = given === undefined ? `There is no readable key in "${KEY_PATH}".` : `"${given}" is not a key.`;
  return fail({ code: 'bad-key', detail, fix: 'Give the key that "keepsake audit key" prints, with --key.' });
}

/** For the catch around reading: a file that can not be read is a complaint, anything else goes on. */
export function unreadable(error: unknown): Complaint {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return { code: 'read-failed', detail: `${error.message}.`, fix: 'Name something that can be read.' };
}
