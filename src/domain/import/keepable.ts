// Whether JSON can be kept as it is: PostgreSQL keeps neither NUL nor half a surrogate pair, and no record is endless.

import type { RecordBody } from '../enrollment/record.ts';

/** The reason against it; `undefined`: it can. */
export function whyNotKept(body: RecordBody): string | undefined {
  const json = JSON.stringify(body);
  if (json.length > RECORD_LENGTH_MAX) return 'it is longer than a record ever is';
  if (!json.includes('\\u')) return undefined;
  // Escaped only where it must be: by an odd number of backslashes.
  const escape = /(?<!\\)(?:\\\\)*\\u(0000|d[89a-f])/i.exec(json);
  if (escape === null) return undefined;
  return escape[1] === '0000' ? 'it holds a NUL character' : 'it holds half a character';
}

const RECORD_LENGTH_MAX = 1024 * 1024;
