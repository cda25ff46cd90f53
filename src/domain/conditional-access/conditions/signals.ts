// Conditions that compare one fact with a list: risk levels and ways of moving a sign-in between devices.

import { type Clause, type ConditionName, includedUnless, isValue, type Judgement } from './judgement.ts';

/** Without a choice the condition is met by everything. */
export function judgeSignal(
  condition: ConditionName,
  what: string,
  wanted: readonly string[],
  actual: string | undefined,
  known: readonly string[],
): Judgement {
  if (wanted.length === 0) return { condition, matches: 'yes', because: `any ${what}`, isSet: false, needs: [] };
  const clause = (level: string): Clause => ({
    holds: isValue(actual, level, known),
    words: `${what} ${level}`,
    needs: [`the ${what}`],
  });
  return includedUnless(condition, wanted.map(clause), []);
}
