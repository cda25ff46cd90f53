// The conditions on which a setting may be applied to a target. Each answers `undefined` when it holds, and otherwise
// with the reason in words; a fact that is missing is a reason of its own, never a guess.

import type { Condition, SettingValue } from '../catalog/setting.ts';

export type ConditionFacts = {
  readonly sourceBuild: number | undefined;
  readonly targetBuild: number | undefined;
  /** How large the displays draw, in percent. */
  readonly sourceScaling: number | undefined;
  readonly targetScaling: number | undefined;
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
  sameScaling,
  'neverWeaker:higherIsStricter': (facts) => neverWeaker(facts, (current, after) => after >= current),
  'neverWeaker:lowerIsStricter': (facts) => neverWeaker(facts, (current, after) => after <= current),
  'neverWeaker:denyIsStricter': denyIsStricter,
};

function sameRelease({ sourceBuild, targetBuild }: ConditionFacts): string | undefined {
  if (sourceBuild === undefined) return 'the Windows build it was saved from is unknown';
  if (targetBuild === undefined) return 'the Windows build of this profile is unknown';
  if (sourceBuild === targetBuild) return undefined;
  return `it was saved on build ${sourceBuild} and fits only that release; this is build ${targetBuild}`;
}

function sameScaling({ sourceScaling, targetScaling }: ConditionFacts): string | undefined {
  if (sourceScaling === undefined) return 'the display scaling it was saved at is unknown';
  if (targetScaling === undefined) return 'the display scaling of this device is unknown';
  if (sourceScaling === targetScaling) return undefined;
  return `it was saved at ${sourceScaling} % display scaling and fits only that; here it is ${targetScaling} %`;
}

/** For consents in words: `Deny` is safe over anything, and nothing else is over `Deny`. */
function denyIsStricter({ current, after }: ConditionFacts): string | undefined {
  return after === 'Deny' || (after !== undefined && after === current) ? undefined : LESS_SECURE;
}

function neverWeaker(
  { current, after }: ConditionFacts,
  strictEnough: (current: number, after: number) => boolean,
): string | undefined {
  if (typeof current !== 'number' || typeof after !== 'number') return 'it is not known which of the two is stricter';
  return strictEnough(current, after) ? undefined : LESS_SECURE;
}

const LESS_SECURE = 'it would make this device less secure or less private than it is';
