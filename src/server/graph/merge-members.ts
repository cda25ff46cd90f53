// A PATCH as Graph means it: members that are not given stay, those of complex values likewise; lists and all other values
// are replaced, `null` being one of them.

import type { Json } from '../../lib/canonical-json.ts';

type Members = Readonly<Record<string, Json>>;

export function mergeMembers<T extends Members>(before: T, given: Members): T {
  const merged: Record<string, Json> = { ...before };
  for (const [name, value] of Object.entries(given)) {
    const old = merged[name];
    merged[name] = isMembers(old) && isMembers(value) ? mergeMembers(old, value) : value;
  }
  return merged as T;
}

/** Without what an answer says of itself, so that who sends back what they read stores no more than they mean. */
export function withoutAnnotations<T extends Members>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !ANNOTATIONS.includes(name))) as T;
}

function isMembers(value: Json | undefined): value is Members {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const ANNOTATIONS = ['@odata.context', '@odata.etag', '@odata.id', '@odata.editLink'];
