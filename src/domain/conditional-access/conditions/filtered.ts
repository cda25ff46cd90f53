// Filters by rule, as one more reason to be in or to be out.

import { type Attributes, judgeRule } from '../../filter-rule/judge.ts';
import type { Filter } from '../policy.ts';
import type { Clause } from './judgement.ts';

/** Nothing on the side the filter does not stand on; of a mode nobody knows it stands, undecided, on both. */
export function filterClauses(
  filter: Filter | undefined,
  side: 'include' | 'exclude',
  what: string,
  attributes: Attributes,
  needs: readonly string[],
): readonly Clause[] {
  if (filter === undefined || (filter.mode ?? side) !== side) return [];
  const words = `${what} where ${filter.text}`;
  if (filter.rule === undefined || filter.mode === undefined) {
    return [{ holds: 'unknown', words, needs: ['a filter that can be read'] }];
  }
  return [{ holds: judgeRule(filter.rule, attributes), words, needs }];
}
