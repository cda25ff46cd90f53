// What a PATCH does to a JSON document, as OData has it: members that are not given stay, those of objects likewise; lists are
// replaced, and null is a value like any other. (RFC 7396 differs: there null removes.)

import type { Json } from './canonical-json.ts';

export type JsonMembers = { readonly [name: string]: Json };

export function mergeMembers(before: JsonMembers, given: JsonMembers): JsonMembers {
  const merged: Record<string, Json> = { ...before };
  for (const [name, value] of Object.entries(given)) {
    const old = merged[name];
    merged[name] = isMembers(old) && isMembers(value) ? mergeMembers(old, value) : value;
  }
  return merged;
}

export function isMembers(value: Json | undefined): value is JsonMembers {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
