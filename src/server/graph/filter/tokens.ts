// The words of a `$filter`, each with the place where it stands. Dates, times and UUIDs stand without quotes, as in OData 4;
// a quote inside a string is doubled.

import { fail, ok, type Result } from '../../../lib/result.ts';

export type Token = {
  readonly kind: 'name' | 'text' | 'number' | 'instant' | 'id' | 'mark' | 'end';
  /** Of a text, what it says, without its quotes. */
  readonly text: string;
  /** Zero-based, in UTF-16 units. */
  readonly position: number;
};

/** The error is a sentence. */
export function tokensOf(filter: string): Result<readonly Token[], string> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const match = next(filter, at);
    if (match === undefined)
      return fail(`What begins with ${excerpt(filter, at)} at position ${at} is not understood.`);
    if (match.kind !== 'space') tokens.push({ kind: match.kind, text: match.text, position: at });
    at += match.length;
  }
  return ok([...tokens, { kind: 'end', text: '', position: filter.length }]);
}

type Match = { readonly kind: Token['kind'] | 'space'; readonly text: string; readonly length: number };

function next(filter: string, at: number): Match | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(filter);
    if (match === null) continue;
    const text = kind === 'text' ? (match[1] ?? '').replaceAll("''", "'") : match[0];
    return { kind, text, length: match[0].length };
  }
  return undefined;
}

function excerpt(filter: string, at: number): string {
  return JSON.stringify(filter.slice(at, at + 12));
}

/** The first that fits. A member of an enumeration may have its type before it: `microsoft.graph.kind'member'`. */
const PATTERNS: readonly (readonly [Match['kind'], RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['text', /(?:[A-Za-z_][\w.]*)?'((?:[^'\0]|'')*)'/y],
  ['id', /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])/iy],
  ['instant', /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d))?(?![\w:.+-])/iy],
  ['number', /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy],
  ['name', /@?[A-Za-z_]\w*(?:\.\w+)*/y],
  ['mark', /[(),:/]/y],
];
