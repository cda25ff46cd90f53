// The answer of one condition: does the sign-in match, why in words, and which missing facts would settle it.

import { all, any, not, type Ternary } from '../ternary.ts';

/** Graph's names for the reasons of a What If result, where it has one. */
export type ConditionName =
  | 'users'
  | 'workloadIdentities'
  | 'application'
  | 'userActions'
  | 'authenticationContext'
  | 'devicePlatform'
  | 'devices'
  | 'clientApps'
  | 'location'
  | 'signInRisk'
  | 'userRisk'
  | 'servicePrincipalRisk'
  | 'insiderRisk'
  | 'authenticationFlow'
  | 'unread';

export type Judgement = {
  readonly condition: ConditionName;
  readonly matches: Ternary;
  readonly because: string;
  /** Facts that would settle it; empty unless it is unknown. */
  readonly needs: readonly string[];
};

/** One reason to be in, or to be out. */
export type Clause = { readonly holds: Ternary; readonly words: string; readonly needs?: readonly string[] };

/** Included by any of these, unless excluded by any of those. An exclusion always wins. */
export function includedUnless(
  condition: ConditionName,
  include: readonly Clause[],
  exclude: readonly Clause[],
): Judgement {
  const included = any(include.map(({ holds }) => holds));
  const excluded = any(exclude.map(({ holds }) => holds));
  const matches = all([included, not(excluded)]);
  if (excluded === 'yes') return { condition, matches, because: `excludes ${wordsOf(exclude, 'yes')}`, needs: [] };
  if (included === 'no') return { condition, matches, because: `names ${listOf(include)}`, needs: [] };
  const reason =
    included === 'yes' ? `includes ${wordsOf(include, 'yes')}` : `perhaps includes ${wordsOf(include, 'unknown')}`;
  if (matches === 'yes') return { condition, matches, because: reason, needs: [] };
  const undecided = [...(included === 'unknown' ? include : []), ...(excluded === 'unknown' ? exclude : [])].filter(
    ({ holds }) => holds === 'unknown',
  );
  const doubt = excluded === 'unknown' ? `, perhaps excludes ${wordsOf(exclude, 'unknown')}` : '';
  return {
    condition,
    matches,
    because: `${reason}${doubt}`,
    needs: unique(undecided.flatMap(({ needs = [] }) => needs)),
  };
}

export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function wordsOf(clauses: readonly Clause[], holds: Ternary): string {
  return unique(clauses.filter((clause) => clause.holds === holds).map(({ words }) => words)).join(', ');
}

function listOf(clauses: readonly Clause[]): string {
  const words = unique(clauses.map((clause) => clause.words));
  if (words.length === 0) return 'nothing of this kind';
  return words.length <= 3 ? words.join(', ') : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`;
}
