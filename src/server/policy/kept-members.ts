// What is kept of an object that came in: every member, known or not, as it came, but for two kinds. What the service itself
// says of an object (its id, times, counts) is the service's word; and annotations that say where the object was on another
// service (`@odata.context`, `…@odata.navigationLink`, `#microsoft.graph.assign`) would be untrue here.
//
// Refused, with its path: what is too large or too deep, and text that PostgreSQL can not keep.

import { isObject } from '../../domain/conditional-access/members.ts';
import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { MANAGEMENT_OBJECT_BYTES_MAX, MANAGEMENT_OBJECT_DEPTH_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Body } from './management-object-store.ts';

export function keptMembers(given: Body, own: readonly string[]): Result<Body, Problem> {
  const wrong = unstorable(given, '$', 0);
  if (wrong !== undefined) return fail({ code: 'bad-request', detail: wrong });
  const body = Object.fromEntries(Object.entries(withoutAddresses(given) as Body).filter(([it]) => !own.includes(it)));
  const bytes = Buffer.byteLength(canonicalJson(body));
  if (bytes <= MANAGEMENT_OBJECT_BYTES_MAX) return ok(body);
  return fail({
    code: 'too-large',
    detail: `The object takes ${bytes} bytes as JSON; ${MANAGEMENT_OBJECT_BYTES_MAX} are kept at most.`,
  });
}

/** A sentence that begins with the path of the first value that can not be kept. */
function unstorable(value: Json, path: string, depth: number): string | undefined {
  if (depth > MANAGEMENT_OBJECT_DEPTH_MAX) return `${path}: Values are nested deeper than ${depth - 1} levels.`;
  if (typeof value === 'string') return isText(value) ? undefined : `${path}: The text ${NO_TEXT}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${path}: The number is too large.`;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`;
    const wrong = isText(name) ? unstorable(member, at, depth + 1) : `${path}: The name of a member ${NO_TEXT}`;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

const NO_TEXT = 'has a character that is none (U+0000, or half of a surrogate pair).';

function withoutAddresses(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutAddresses(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !ADDRESS.test(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutAddresses(member)]));
}

const ADDRESS =
  /^#|@odata\.(context|id|etag|count|nextLink|editLink|readLink|navigationLink|associationLink|metadataEtag)$|^@microsoft\.graph\.tips$/;
