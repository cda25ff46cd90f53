// The answer of one condition: does the sign-in match, why in words, and which missing facts would settle it.

import { all, any, not, type Ternary } from '../../../lib/ternary.ts';

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
  /** Does the policy say anything about it, or is it open to everything? */
  readonly isSet: boolean;
  /** Facts that would settle it; empty unless it is unknown. */
  readonly needs: readonly string[];
};

/** One reason to be in, or to be out. */
export type Clause = {
  readonly holds: Ternary;
  readonly words: string;
  readonly needs?: readonly string[];
  /** It stands for a condition that was not configured. */
  readonly isDefault?: boolean;
};

/** Included by any of these, unless excluded by any of those. An exclusion always wins. */
export function includedUnless(
  condition: ConditionName,
  include: readonly Clause[],
  exclude: readonly Clause[],
): Judgement {
  const included = any(include.map(({ holds }) => holds));
  const excluded = any(exclude.map(({ holds }) => holds));
  const matches = all([included, not(excluded)]);
  const isSet = exclude.length > 0 || include.some(({ isDefault }) => isDefault !== true);
  const open = [...(included === 'unknown' ? include : []), ...(excluded === 'unknown' ? exclude : [])];
  const needs = open.flatMap((clause) => (clause.holds === 'unknown' ? (clause.needs ?? []) : []));
  return {
    condition,
    matches,
    because: reasonOf(include, included, exclude, excluded),
    isSet,
    needs: matches === 'unknown' ? unique(needs) : [],
  };
}

function reasonOf(
  include: readonly Clause[],
  included: Ternary,
  exclude: readonly Clause[],
  excluded: Ternary,
): string {
  if (excluded === 'yes') return `excludes ${wordsOf(exclude, 'yes')}`;
  if (included === 'no') return `names ${listOf(include)}`;
  const reason = `${included === 'yes' ? 'includes' : 'perhaps includes'} ${wordsOf(include, included)}`;
  if (excluded === 'unknown') return `${reason}, perhaps excludes ${wordsOf(exclude, 'unknown')}`;
  return exclude.length === 0 ? reason : `${reason}, and excludes only ${listOf(exclude)}`;
}

/** Is it this value of Graph's? One that Graph has added since may cover any other, so it is never certain not to. */
export function isValue(actual: string | undefined, wanted: string, known: readonly string[]): Ternary {
  if (actual === undefined) return 'unknown';
  const same = (one: string): boolean => one.toLowerCase() === wanted.toLowerCase();
  if (same(actual)) return 'yes';
  return known.some(same) ? 'no' : 'unknown';
}

export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function wordsOf(clauses: readonly Clause[], holds: Ternary): string {
  return listOf(clauses.filter((clause) => clause.holds === holds));
}

/** The first few: the roles of an administrators' policy fill a screen. */
function listOf(clauses: readonly Clause[]): string {
  const words = unique(clauses.map((clause) => clause.words));
  if (words.length === 0) return 'nothing of this kind';
  return words.length <= MOST_WORDS
    ? words.join(', ')
    : `${words.slice(0, MOST_WORDS).join(', ')} and ${words.length - MOST_WORDS} more`;
}

const MOST_WORDS = 4;
