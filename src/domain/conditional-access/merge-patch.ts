// JSON Merge Patch (RFC 7396), the way Graph takes a PATCH of a policy, on documents whose member names may be written in
// another case than the patch's.

import type { Json } from '../../lib/canonical-json.ts';
import { isObject } from './members.ts';

export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const members = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    const spelled = [...members.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    if (value === null) members.delete(spelled);
    else members.set(spelled, mergePatch(members.get(spelled), value));
  }
  return Object.fromEntries(members);
}

/** What a change touches: one line per value that appears or goes, lists compared as sets. */
export function differences(before: Json, after: Json): readonly string[] {
  const [old, now] = [leaves(before, ''), leaves(after, '')];
  return [
    ...[...now].filter((leaf) => !old.has(leaf)).map((leaf) => `add ${leaf}`),
    ...[...old].filter((leaf) => !now.has(leaf)).map((leaf) => `remove ${leaf}`),
  ];
}

function leaves(json: Json, path: string): ReadonlySet<string> {
  if (Array.isArray(json)) return new Set(json.flatMap((item: Json) => [...leaves(item, `${path}[]`)]));
  if (isObject(json)) {
    return new Set(
      Object.entries(json).flatMap(([name, value]) => [...leaves(value, path === '' ? name : `${path}.${name}`)]),
    );
  }
  return json === null ? new Set() : new Set([`${path} = ${JSON.stringify(json)}`]);
}
