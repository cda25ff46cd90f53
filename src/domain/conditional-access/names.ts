// Ids and display names of a tenant's objects, as far as its exports and the administrator tell them.
//
// Authors of policy sets write groups by id, by name, or as a placeholder. Two references are the same object, different
// objects, or nobody knows: a name and an id can only be told apart where the id's name is known.

import type { Ternary } from '../../lib/ternary.ts';

export type Names = {
  /** Same object? */
  readonly same: (one: string, other: string) => Ternary;
  /** `CA-ServiceAccounts (77c1ed37-…)`, or whatever is known. */
  readonly describe: (reference: string) => string;
};

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

export function namesFrom(pairs: Iterable<readonly [id: string, name: string]>): Names {
  const nameOf = new Map<string, string>();
  const idsOf = new Map<string, Set<string>>();
  for (const [id, name] of pairs) {
    nameOf.set(id.toLowerCase(), name);
    idsOf.set(name.toLowerCase(), (idsOf.get(name.toLowerCase()) ?? new Set()).add(id.toLowerCase()));
  }
  /** The id, where a name stands for exactly one. */
  const resolve = (reference: string): string => {
    const ids = idsOf.get(reference.toLowerCase());
    return ids?.size === 1 ? ([...ids][0] ?? reference) : reference.toLowerCase();
  };
  return {
    same: (one, other) => {
      const [left, right] = [resolve(one), resolve(other)];
      if (left === right) return 'yes';
      if (isGuid(left) === isGuid(right)) return 'no';
      const [id, text] = isGuid(left) ? [left, right] : [right, left];
      const name = nameOf.get(id)?.toLowerCase();
      // Several objects of one name: the name alone does not say which.
      return name === undefined || name === text ? 'unknown' : 'no';
    },
    describe: (reference) => {
      const name = nameOf.get(reference.toLowerCase());
      return name === undefined ? reference : `${name} (${reference})`;
    },
  };
}
