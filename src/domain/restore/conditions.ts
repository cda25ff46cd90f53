// The conditions on which a setting may be applied to a target. Each answers `undefined` when it holds, and otherwise
// with the reason in words; a fact that is missing is a reason of its own, never a guess.

import type { Condition, SettingValue } from '../catalog/setting.ts';

export type ConditionFacts = {
  readonly sourceBuild: number | undefined;
  readonly targetBuild: number | undefined;
  /** What holds on the target now: its value, or Windows' default where that is known. */
  readonly current: SettingValue | undefined;
  /** What would hold afterwards, seen the same way. */
  readonly after: SettingValue | undefined;
};

export function whyNot(condition: Condition, facts: ConditionFacts): string | undefined {
  return CONDITIONS[condition](facts);
}

const CONDITIONS: Record<Condition, (facts: ConditionFacts) => string | undefined> = {
  sameRelease,
  'neverWeaker:higherIsStricter': (facts) => neverWeaker(facts, (current, after) => after >= current),
  'neverWeaker:lowerIsStricter': (facts) => neverWeaker(facts, (current, after) => after <= current),
};

function sameRelease({ sourceBuild, targetBuild }: ConditionFacts): string | undefined {
  if (sourceBuild === undefined) return 'the Windows build it was saved from is unknown';
  if (targetBuild === undefined) return 'the Windows build of this profile is unknown';
  if (sourceBuild === targetBuild) return undefined;
  return `it was saved on build ${sourceBuild} and fits only that release; this is build ${targetBuild}`;
}

function neverWeaker(
  { current, after }: ConditionFacts,
  strictEnough: (current: number, after: number) => boolean,
): string | undefined {
  if (typeof current !== 'number' || typeof after !== 'number') return 'it is not known which of the two is stricter';
  return strictEnough(current, after) ? undefined : 'it would make this device less secure than it is';
}
