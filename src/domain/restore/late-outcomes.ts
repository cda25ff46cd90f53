// Apps come back in the background, long after a restore was completed. What became of them is told once all are at their end,
// and takes the place of what was pending. Nothing else that was told is changed by it.

import type { OutcomeCounts, SessionOutcome } from './session.ts';

export function withLateOutcomes(
  before: readonly SessionOutcome[],
  late: readonly SessionOutcome[],
): readonly SessionOutcome[] {
  const ended = new Map(late.filter(({ kind }) => kind === 'app').map((outcome) => [outcome.id, outcome]));
  return before.map((outcome) => {
    const isOpen = outcome.kind === 'app' && outcome.state === 'pending';
    return (isOpen ? ended.get(outcome.id) : undefined) ?? outcome;
  });
}

export function countOutcomes(outcomes: readonly SessionOutcome[]): OutcomeCounts {
  const counts: Partial<Record<SessionOutcome['state'], number>> = {};
  for (const { state } of outcomes) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
