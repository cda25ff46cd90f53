// By what situations are told apart: only what a policy of one of the worlds asks for. Whatever else differs is left out, so that
// those who are alike in all worlds are one situation.

import type { Names } from '../conditional-access/names.ts';
import { type Mentions, mentionsOf, type World } from './world.ts';

export type ToldApart = {
  /** In the order of the alphabet; placeholders in policies may mean any group. */
  readonly meantGroups: (ids: readonly string[]) => readonly string[];
  /** Of a filter. */
  readonly isMentioned: (...attributes: readonly string[]) => boolean;
  readonly isNamed: (user: string) => boolean;
};

export function toldApart(worlds: readonly World[]): ToldApart {
  const mentions = worlds.map(mentionsOf);
  const all = <T>(of: (mentions: Mentions) => Iterable<T>): ReadonlySet<T> =>
    new Set(mentions.flatMap((it) => [...of(it)]));
  const groups = all(({ policyGroups }) => policyGroups);
  const attributes = all(({ filterAttributes, accessAttributes }) => filterAttributes.union(accessAttributes));
  const users = all(({ accessUsers }) => accessUsers);
  const references = [...all(({ accessGroups }) => accessGroups)];
  const names: readonly Names[] = worlds.flatMap(({ conditionalAccess }) => conditionalAccess?.names ?? []);
  const meant = new Map<string, boolean>();
  const isMeant = (id: string): boolean =>
    groups.has(id.toLowerCase()) || references.some((it) => names.some(({ same }) => same(it, id) !== 'no'));
  return {
    meantGroups: (ids) =>
      ids
        .filter((id) => {
          const known = meant.get(id) ?? isMeant(id);
          meant.set(id, known);
          return known;
        })
        .toSorted(),
    isMentioned: (...wanted) => wanted.some((it) => attributes.has(it)),
    // Most organizations name nobody, and a fleet has a million people.
    isNamed: (user) => users.size > 0 && users.has(user.toLowerCase()),
  };
}
