// Entity tags (RFC 9110): which version of an object somebody saw, so that nobody changes what somebody else has changed in
// the meantime. Weak, as Graph's are.

import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';

/** Of a version that the object itself knows: a number that grows, or a time of its last change. */
export function etagOf(version: string | number): string {
  return `W/"${Buffer.from(String(version)).toString('base64url')}"`;
}

/** Of an object that knows no version: the same for the same members. */
export function etagOfObject(object: Json): string {
  return `W/"${Buffer.from(sha256(canonicalJson(object)), 'hex')
    .toString('base64url')
    .slice(0, 27)}"`;
}

/** `ifMatch` as the header came. Without one, or with `*`, any version will do; else a stale one answers `stale-version`. */
export function checkIfMatch(ifMatch: string | undefined, etag: string): Result<void, Problem> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return ok(undefined);
  const named = ifMatch.split(',').map((it) => opaque(it.trim()));
  if (named.includes(opaque(etag))) return ok(undefined);
  return fail({ code: 'stale-version', detail: `It is ${etag} now, and the request is for ${ifMatch}.` });
}

/** Clients put the mark of weakness there or leave it out. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
